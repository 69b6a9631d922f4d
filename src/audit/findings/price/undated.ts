// A call priced without a time. A time that is there and cannot be read is price/bad-time.
import { defineFinding } from '../define-finding.ts';
import { hasNote } from '../facts.ts';
import { occurrence } from '../occurrence.ts';

export const priceUndated = defineFinding({
  code: 'price/undated',
  severity: 'note',
  about: 'doubts',
  title: 'Call without a time',
  why: 'It was priced by the newest rates, which may not be those of its day, and is in no period of the report.',
  fix: 'Log the start time of the call.',
  *check({ calls }) {
    for (const one of calls) {
      const { price, call } = one;
      if (price.kind === 'unpriced' || !price.undated) continue;
      if (call.sightings.some((event) => hasNote(event, 'bad-time', 'start'))) continue;
      const { component } = call.sightings[0];
      yield occurrence(one, `${component} call has no time`, { component });
    }
  },
});
