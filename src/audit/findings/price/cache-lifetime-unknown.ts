// Cache writes without their lifetime were read as five-minute writes: what they cost so is at stake.
import { defineFinding } from '../define-finding.ts';
import { notesOf } from '../facts.ts';
import { eventOccurrence } from '../occurrence.ts';

export const priceCacheLifetimeUnknown = defineFinding({
  code: 'price/cache-lifetime-unknown',
  severity: 'note',
  about: 'note cache-ttl-unknown',
  title: 'Cache writes without their lifetime',
  why: 'One-hour writes cost more than five-minute ones; they were priced as five-minute writes.',
  fix: 'Log the split of cache writes by lifetime.',
  *checkTrace(noticed) {
    for (const { event } of notesOf(noticed, 'cache-ttl-unknown')) {
      const { component } = event;
      const message = `${component} logs one count for all cache writes`;
      yield eventOccurrence(event, message, { component }, noticed.spend.onWrites(event));
    }
  },
});
