// A new trace id on the way, reconnected by a link, a shared request id or the call itself.
import { defineFinding } from '../define-finding.ts';
import { restartOccurrence } from '../restart-occurrence.ts';

export const traceRestarted = defineFinding({
  code: 'trace/restarted',
  severity: 'warning',
  about: 'restarts',
  title: 'The trace id changes on the way',
  why: 'Tools that follow one trace id lose the request here; it was reconnected by other evidence, which may be missing next time.',
  fix: 'Continue the incoming trace (traceparent) in the queue message, retry or batch instead of starting a new one.',
  *checkTrace(noticed) {
    for (const restart of noticed.trace.restarts) {
      const { how, from, to } = restart;
      if (how === 'truncated-id' || how === 'decimal-id' || how === 'session-id') continue;
      const by = how.replaceAll('-', ' ');
      const edge = from === to ? to : `${from} -> ${to}`;
      yield restartOccurrence(restart, noticed, `${edge} starts a new trace; reconnected by ${by}`);
    }
  },
});
