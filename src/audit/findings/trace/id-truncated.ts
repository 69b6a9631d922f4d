// A trace id is cut to 64 bits.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence, spendOf } from '../occurrence.ts';

export const traceIdTruncated = defineFinding({
  code: 'trace/id-truncated',
  severity: 'warning',
  title: 'A trace id is cut to 64 bits',
  why: 'Systems that compare the full 128-bit id do not find this hop.',
  fix: 'Log the full 32-digit id; in Datadog switch on 128-bit trace ids, in B3 use the long form.',
  *check({ trace, calls }) {
    for (const { how, from, to, before, after, at } of trace.restarts) {
      if (how !== 'truncated-id') continue;
      yield {
        ...eventOccurrence(at, `${to} logs ${after} for ${before}`, { how, from, to, before, after }),
        at_stake: spendOf(calls),
      };
    }
  },
});
