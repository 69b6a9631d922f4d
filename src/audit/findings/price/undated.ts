// Call without a time.

import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const priceUndated = defineFinding({
  code: 'price/undated',
  severity: 'note',
  title: 'Call without a time',
  why: 'It was priced by the newest rates, which may not be those of its day.',
  fix: 'Log the start time of the call.',
  *check({ calls }) {
    for (const one of calls) {
      if (one.call.metering.start === undefined) yield occurrence(one, 'call has no time', {});
    }
  },
});
