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
  about: 'note cache-ttl-unknown',
  title: 'Cache writes without their lifetime',
  why: 'One-hour writes cost more than five-minute ones; they were priced as five-minute writes.',
  fix: 'Log the split of cache writes by lifetime.',
  *check(audited) {
    const found = [...notesOf(audited, 'cache-ttl-unknown')];
    const costs = found.length === 0 ? undefined : costsOfWrites(audited.calls);
    for (const { event } of found) {
      const { component } = event;
      const message = `${component} logs one count for all cache writes`;
      yield eventOccurrence(event, message, { component }, costs?.get(event));
    }
  },
});

/** By the record whose usage was priced. */
function costsOfWrites(calls: readonly AuditedCall[]): ReadonlyMap<Event | undefined, Usd> {
  return new Map(
    calls.map(({ call, price }) => {
      const lines = price.kind === 'priced' ? price.lines : [];
      return [call.metering.usage_from, lines.find((line) => line.class === 'cache_write_5m')?.usd ?? 0n];
    }),
  );
}
