// Occurrences: where a finding points, and the money it concerns.
import type { Event } from '../../model/event.ts';
import type { Occurrence } from '../../model/finding.ts';
import type { Usd } from '../../model/money.ts';
import type { AuditedCall } from '../audited.ts';
import { addTo } from '../sums.ts';
import type { Untold } from './define-finding.ts';

type Evidence = Readonly<Record<string, string>>;

/** At a call, with its cost at stake. */
export function occurrence({ call, cost }: AuditedCall, message: string, evidence: Evidence): Occurrence {
  const where = call.sightings[0].place;
  const trace_id = call.envelope.trace_id?.value;
  const at_stake = cost.usd;
  return trace_id === undefined
    ? { message, where, at_stake, evidence }
    : { message, where, trace_id, at_stake, evidence };
}

/** At a record that a call is broken at, with its cost at stake. */
export function untold({ call, cost }: AuditedCall, { place: where }: Event, tell: Untold['tell']): Untold {
  const trace_id = call.envelope.trace_id?.value;
  const at_stake = cost.usd;
  return trace_id === undefined ? { where, at_stake, tell } : { where, trace_id, at_stake, tell };
}

export function told(occurrence: Occurrence | Untold): Occurrence {
  if (!('tell' in occurrence)) return occurrence;
  const { tell, ...rest } = occurrence;
  return { ...rest, ...tell() };
}

/** At an event; no money is concerned unless the finding says so. */
export function eventOccurrence(event: Event, message: string, evidence: Evidence, atStake: Usd = 0n): Occurrence {
  const { place: where, trace_id } = event;
  return trace_id === undefined
    ? { message, where, at_stake: atStake, evidence }
    : { message, where, trace_id, at_stake: atStake, evidence };
}

/** The spend of the calls whose path passes the event. */
export function spendBelow(calls: readonly AuditedCall[], event: Event): Usd {
  return spendIndex(calls).below.get(event) ?? 0n;
}

/** The cost of the call that the event is a record of; nothing for other events. */
export function spendOn(calls: readonly AuditedCall[], event: Event): Usd {
  return spendIndex(calls).on.get(event) ?? 0n;
}

/** The spend of the calls whose path has a record of that trace id. */
export function spendUnder(calls: readonly AuditedCall[], traceId: string): Usd {
  return spendIndex(calls).under.get(traceId) ?? 0n;
}

interface SpendIndex {
  readonly below: ReadonlyMap<Event, Usd>;
  readonly on: ReadonlyMap<Event, Usd>;
  readonly under: ReadonlyMap<string, Usd>;
}

/** One index for each trace: a hostile one may have as many faults as calls. */
const indexes = new WeakMap<readonly AuditedCall[], SpendIndex>();

function spendIndex(calls: readonly AuditedCall[]): SpendIndex {
  const known = indexes.get(calls);
  if (known) return known;
  const [below, on, under] = [new Map<Event, Usd>(), new Map<Event, Usd>(), new Map<string, Usd>()];
  const add = (a: Usd, b: Usd): Usd => a + b;
  for (const { call, cost } of calls) {
    const path = call.path.flatMap((hop) => hop.events);
    for (const event of path) addTo(below, event, cost.usd, add);
    for (const event of call.sightings) addTo(on, event, cost.usd, add);
    for (const id of new Set(path.flatMap((event) => event.trace_id ?? []))) addTo(under, id, cost.usd, add);
  }
  const index = { below, on, under };
  indexes.set(calls, index);
  return index;
}
