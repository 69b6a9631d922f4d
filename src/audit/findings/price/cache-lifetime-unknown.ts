// Cache writes without their lifetime.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence } from '../occurrence.ts';

export const priceCacheLifetimeUnknown = defineFinding({
  code: 'price/cache-lifetime-unknown',
  severity: 'note',
  title: 'Cache writes without their lifetime',
  why: 'One-hour writes cost more than five-minute ones; they were priced as five-minute writes.',
  fix: 'Log the split of cache writes by lifetime.',
  *check({ trace: { events } }) {
    for (const event of events) {
      for (const note of event.notes) {
        if (note.kind === 'cache-ttl-unknown')
          yield eventOccurrence(event, `${event.component} logs one count for all cache writes`, {
            component: event.component,
          });
      }
    }
  },
});
