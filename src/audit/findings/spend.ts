// The money behind what was noticed about a trace: of the calls below a record, of the call that it logs. Summed up as the calls go by, and only
// for records that something was noticed about.
import type { Event } from '../../model/event.ts';
import type { Usd } from '../../model/money.ts';
import type { TraceFacts } from '../../model/trace.ts';
import type { AuditedCall, CallShare } from '../audited.ts';
import { addTo } from '../sums.ts';

export interface Spend {
  /** Of the calls whose path passes the place of a fault or of a restart. */
  below(event: Event): Usd;
  /** Of the calls whose path has a record of the trace that began with a restart. */
  under(traceId: string): Usd;
  /** Of the call that the event, which has notes, is a record of; nothing for other events. */
  on(event: Event): Usd;
  /** Of the cache writes of five minutes whose count is that of the event, which has notes. */
  onWrites(event: Event): Usd;
  /** The call that went around the gateways; undefined when it was filtered out. */
  bypassing(key: string): AuditedCall | undefined;
}

export interface WatchedSpend extends Spend {
  add(share: CallShare): void;
}

const plus = (a: Usd, b: Usd): Usd => a + b;

export function watchSpend({ faults, restarts, bypasses }: TraceFacts): WatchedSpend {
  const below = new Map<Event, Usd>([...faults, ...restarts].map(({ at }) => [at, 0n]));
  const under = new Map<string, Usd>(restarts.map(({ after }) => [after, 0n]));
  const [on, onWrites] = [new Map<Event, Usd>(), new Map<Event, Usd>()];
  const bypassing = new Map<string, AuditedCall | undefined>(
    bypasses.flatMap(({ call }) => (call ? [[call.key, undefined]] : [])),
  );

  function addPath({ call, cost }: AuditedCall): void {
    const ids = new Set<string>();
    for (const { events } of call.path) {
      for (const event of events) {
        if (below.has(event)) addTo(below, event, cost.usd, plus);
        if (event.trace_id !== undefined) ids.add(event.trace_id);
      }
    }
    for (const id of ids) if (under.has(id)) addTo(under, id, cost.usd, plus);
  }

  return {
    add({ calls, free_calls: free }) {
      for (const one of calls) {
        const { call, cost } = one;
        if (below.size > 0) addPath(one);
        for (const event of call.sightings) if (event.notes.length > 0) addTo(on, event, cost.usd, plus);
        const measured = call.metering.usage_from;
        if (measured && measured.notes.length > 0) onWrites.set(measured, writesOf(one));
      }
      if (bypassing.size === 0) return;
      for (const one of [...calls, ...free]) if (bypassing.has(one.call.key)) bypassing.set(one.call.key, one);
    },
    below: (event) => below.get(event) ?? 0n,
    under: (traceId) => under.get(traceId) ?? 0n,
    on: (event) => on.get(event) ?? 0n,
    onWrites: (event) => onWrites.get(event) ?? 0n,
    bypassing: (key) => bypassing.get(key),
  };
}

function writesOf({ price }: AuditedCall): Usd {
  const lines = price.kind === 'priced' ? price.lines : [];
  return lines.find((line) => line.class === 'cache_write_5m')?.usd ?? 0n;
}
