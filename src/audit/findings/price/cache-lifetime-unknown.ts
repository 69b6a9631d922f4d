// Cache writes without their lifetime were read as five-minute writes: what they cost so is at stake.
import type { Event } from '../../../model/event.ts';
import type { Usd } from '../../../model/money.ts';
import type { AuditedCall } from '../../audited.ts';
import { defineFinding } from '../define-finding.ts';
import { notesOf } from '../facts.ts';
import { eventOccurrence } from '../occurrence.ts';

export const priceCacheLifetimeUnknown = defineFinding({
  code: 'price/cache-lifetime-unknown',
  severity: 'note',
  title: 'Cache writes without their lifetime',
  why: 'One-hour writes cost more than five-minute ones; they were priced as five-minute writes.',
  fix: 'Log the split of cache writes by lifetime.',
  *check(audited) {
    for (const { event } of notesOf(audited, 'cache-ttl-unknown')) {
      const { component } = event;
      const message = `${component} logs one count for all cache writes`;
      yield eventOccurrence(event, message, { component }, costOfWrites(audited.calls, event));
    }
  },
});

/** Only where this record's usage is the one that was priced. */
function costOfWrites(calls: readonly AuditedCall[], event: Event): Usd {
  const price = calls.find(({ call }) => call.metering.usage_from === event)?.price;
  const line = price?.kind === 'priced' ? price.lines.find((each) => each.class === 'cache_write_5m') : undefined;
  return line?.usd ?? 0n;
}
