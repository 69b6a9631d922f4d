// A 64-bit trace id that is one half of exactly one 128-bit id of the input.
import { defineFinding } from '../define-finding.ts';
import { restartOccurrence } from '../restart-occurrence.ts';

export const traceIdTruncated = defineFinding({
  code: 'trace/id-truncated',
  severity: 'warning',
  about: 'restarts',
  title: 'A trace id is cut to 64 bits',
  why: 'Systems that compare the full 128-bit id do not find this hop.',
  fix: 'Log the full 32-digit id; in Datadog switch on 128-bit trace ids, in B3 use the long form.',
  *checkTrace(noticed) {
    for (const restart of noticed.trace.restarts) {
      const { how, to, before, after } = restart;
      if (how === 'truncated-id') yield restartOccurrence(restart, noticed, `${to} logs ${after} for ${before}`);
    }
  },
});
