// A record without a trace id whose session id is the trace id of other records.
import { defineFinding } from '../define-finding.ts';
import { restartOccurrence } from '../restart-occurrence.ts';

export const traceSessionAsTraceId = defineFinding({
  code: 'trace/session-as-trace-id',
  severity: 'note',
  about: 'restarts',
  title: 'A session id stands in for the trace id',
  why: 'It joined only because another log uses the same text as its trace id.',
  fix: 'Log the trace id in its own field.',
  *checkTrace(noticed) {
    for (const restart of noticed.trace.restarts) {
      const { how, to, before } = restart;
      if (how === 'session-id')
        yield restartOccurrence(restart, noticed, `${to} has no trace id; its session id ${before} is one elsewhere`);
    }
  },
});
