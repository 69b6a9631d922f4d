// Events of some lines as the store wants them, made by whoever reads those lines.

import type { Event } from '../../model/event.ts';
import { type SeenGateways, watchGateways } from '../../trace/find-bypasses.ts';
import { nsPerDay } from '../alike/row-times.ts';
import type { RowCodec } from './event-row.ts';
import { bytesOfTheirOwn, framed } from './framed-rows.ts';
import { collectIds, type MetIds } from './meeting-point.ts';

export interface PackedEvents {
  /** Framed; records count from 0. */
  readonly rows: Uint8Array<ArrayBuffer>;
  readonly count: number;
  readonly records: number;
  readonly ids: MetIds;
  readonly gateways: SeenGateways;
}

/** Events of one kind, and their first and last UTC day since 1970. */
export interface SeenEvents {
  readonly event: Event;
  readonly from: number;
  readonly to: number;
}

/** `codec` knows the names of the store; `seen` are kinds of events that wait elsewhere, with their first and last day. */
export function packEvents(events: readonly Event[], codec: RowCodec, seen: readonly SeenEvents[] = []): PackedEvents {
  const gateways = watchGateways();
  const ids = collectIds();
  for (const { event, from, to } of componentsIn(seen))
    for (const day of [from, to]) gateways.see({ ...event, start: BigInt(day) * nsPerDay });
  let record = -1;
  let last: Event['place'] | undefined;
  const rows = events.map((event) => {
    // Events of one record stay together.
    if (last === undefined || last.offset !== event.place.offset) record += 1;
    last = event.place;
    gateways.see(event);
    ids.add(event, record);
    return framed(codec.toRow(event), record);
  });
  return {
    rows: bytesOfTheirOwn(rows),
    count: events.length,
    records: record + 1,
    ids: ids.ids(),
    gateways: gateways.seen(),
  };
}

/** One for each component: a gateway is known by its name and its days. */
function componentsIn(seen: readonly SeenEvents[]): Iterable<SeenEvents> {
  const found = new Map<string, SeenEvents>();
  for (const { event, from, to } of seen) {
    const name = `${event.hop} ${event.component}`;
    const known = found.get(name);
    found.set(name, { event, from: Math.min(from, known?.from ?? from), to: Math.max(to, known?.to ?? to) });
  }
  return found.values();
}
