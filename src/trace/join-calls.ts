// Which events are logs of the same call. Ids are compared exactly; a missing id never joins anything.
import type { Event } from '../model/event.ts';
import { ownershipFields } from '../model/fields.ts';
import { sameRecord } from '../model/place.ts';
import { type DisjointSets, disjointSets, groupBy } from './disjoint-sets.ts';
import { compareTimes, logOf, tokensOf } from './event-order.ts';
import { eventTable } from './event-table.ts';
import { type HeldCall, sightingsOf } from './held-call.ts';
import { countIds, firstById, groupsById, inSlices, manyIds } from './many-ids.ts';

/** An id on more distinct requests than this is a constant, not an id. */
const constantIdLimit = 64;

/**
 * Three levels of evidence, strongest first: the provider's id of the request (which gateways often log as their own request id),
 * the same span of the same trace, and a shared request id unless the records contradict each other (retries, or several calls
 * under one request). Events must be in `compareEvents` order, and those of a call stay in it.
 */
export function joinCalls(events: readonly Event[]): HeldCall[] {
  if (events.length < 2) return [...events];
  const sets = disjointSets<Event>(eventTable(events));
  const requests = idsOfSeveral(events, namesOf);
  const byProvider = firstById(events, ({ provider_request_id: id }) =>
    id !== undefined && requests(id) ? id : undefined,
  );
  const isProviders = (id: string): boolean => requests(id) && byProvider.get(id) !== undefined;
  joinBy(events, sets, ({ provider_request_id: provider, request_id: own }) => [
    provider === undefined || !requests(provider) ? undefined : provider,
    own === undefined || !isProviders(own) ? undefined : own,
  ]);
  const several = idsOfSeveral(events, ({ span_id: id }) => [id]);
  const spans = events.filter(({ trace_id: trace, span_id: span }) => trace && span && several(span));
  const home = spans[0]?.trace_id; // mostly that of all
  joinBy(spans, sets, ({ trace_id: trace, span_id: span }) => [trace === home ? span : `${trace}\n${span}`]);
  joinByRequestId(
    events.filter(({ request_id: id }) => id !== undefined && requests(id) && !isProviders(id)),
    events.filter(({ retry_of: first }) => first !== undefined),
    sets,
  );
  return joinedIn(events, sets);
}

/** What an event names a request by, its own or another. */
const namesOf = ({ request_id: own, provider_request_id: provider, retry_of: first }: Event): Ids => [
  own,
  provider,
  first,
];
type Ids = readonly (string | undefined)[];

/** Only an id that is there twice joins two events: of very many, few others are looked up. */
function idsOfSeveral(events: readonly Event[], idsOf: (event: Event) => Ids): (id: string) => boolean {
  if (events.length < manyIds) return () => true;
  const counts = countIds(events.length);
  for (const event of events) for (const id of idsOf(event)) counts.see(id);
  return (id) => counts.isInMoreThan(1, id);
}

/**
 * Hops that metered nothing but name exactly one call by its request id: further evidence of that call, one for each log, the one that
 * says most. A hop in the call's own trace is left where it is, on the path.
 */
export function addWitnesses(calls: HeldCall[], hops: readonly Event[]): HeldCall[] {
  const named = hops.filter((hop) => hop.request_id !== undefined || hop.provider_request_id !== undefined);
  if (named.length === 0 || calls.length === 0) return calls;
  if (named.every(isTraced) && calls.every((call) => sightingsOf(call).some(isTraced))) return calls;
  const isNamed = idsIn(named);
  const byId = new Map<string, Set<HeldCall>>();
  for (const call of calls) {
    for (const id of sightingsOf(call).flatMap(idsOf))
      if (isNamed(id)) byId.set(id, (byId.get(id) ?? new Set()).add(call));
  }
  const witnesses = new Map<HeldCall, Map<string, Event>>();
  for (const hop of named) {
    const [call, ...others] = new Set(idsOf(hop).flatMap((id) => [...(byId.get(id) ?? [])]));
    if (!call || others.length > 0) continue;
    if (isTraced(hop) && sightingsOf(call).some(isTraced)) continue;
    const logs = witnesses.get(call) ?? new Map<string, Event>();
    const known = logs.get(logOf(hop));
    if (!known || saidOf(hop) > saidOf(known)) logs.set(logOf(hop), hop);
    witnesses.set(call, logs);
  }
  return calls.map((call) => {
    const logs = witnesses.get(call);
    return logs ? [...sightingsOf(call), ...logs.values()] : call;
  });
}

const isTraced = ({ trace_id: id }: Event): boolean => id !== undefined;

/** Tells the ids that the events have; of very many events a few others, too. */
function idsIn(events: readonly Event[]): (id: string) => boolean {
  const counts = countIds(2 * events.length);
  for (const event of events) for (const id of idsOf(event)) counts.see(id);
  return (id) => counts.isInMoreThan(0, id);
}

function saidOf(event: Event): number {
  return ownershipFields.filter((field) => event[field] !== undefined).length;
}

function idsOf({ request_id: request, provider_request_id: provider }: Event): string[] {
  return [request, provider].filter((id) => id !== undefined);
}

/** Most events are joined with no other. */
function joinedIn(events: readonly Event[], sets: DisjointSets<Event>): HeldCall[] {
  const all: (Event | [Event, Event, ...Event[]])[] = [];
  /** Where in the list the call of a set is. */
  const places = eventTable<number>(events);
  for (const event of events) {
    const root = sets.isAlone(event) ? undefined : sets.find(event);
    const place = root === undefined ? undefined : places.get(root);
    const same = place === undefined ? undefined : all[place];
    if (place === undefined || same === undefined) {
      if (root) places.set(root, all.length);
      all.push(event);
    } else if (Array.isArray(same)) same.push(event);
    else all[place] = [same, event]; // takes no more room than it needs
  }
  return all;
}

function joinBy(
  events: readonly Event[],
  sets: DisjointSets<Event>,
  idsOf: (event: Event) => readonly (string | undefined)[],
): void {
  for (const holders of holdersOf(events, idsOf)) {
    if (isConstant(holders)) continue;
    const kept: Event[] = [];
    for (const event of holders) {
      const same = kept.find((other) => !areTwoRequests(other, event));
      if (same) sets.join(same, event);
      else kept.push(event);
    }
  }
}

/** Events that share an id, id by id in no order. */
function* holdersOf(
  events: readonly Event[],
  idsOf: (event: Event) => readonly (string | undefined)[],
): Iterable<readonly Event[]> {
  for (const { some, isIn } of inSlices(events, idsOf)) {
    const first = new Map<string, Event>();
    const several = new Map<string, Event[]>();
    for (const event of some) {
      for (const id of idsOf(event)) {
        if (id === undefined || !isIn(id)) continue;
        const other = first.get(id);
        if (other === undefined) first.set(id, event);
        if (other === undefined || other === event) continue; // both of its ids may be this one
        const holders = several.get(id);
        if (holders === undefined) several.set(id, [other, event]);
        else if (holders.at(-1) !== event) holders.push(event);
      }
    }
    yield* several.values();
  }
}

/**
 * Parts of one record, rows of one log with ids of their own, and rows of one log from two traces at two times (small servers give out
 * the same few response ids again and again): whatever else they share, they are not one request.
 */
function areTwoRequests(a: Event, b: Event): boolean {
  if (sameRecord(a.place, b.place)) return true;
  if (logOf(a) !== logOf(b)) return false;
  return (
    unequal(a.request_id, b.request_id) ||
    unequal(a.provider_request_id, b.provider_request_id) ||
    (unequal(a.trace_id, b.trace_id) && unequal(a.start, b.start))
  );
}

const unequal = <T>(a: T | undefined, b: T | undefined): boolean => a !== undefined && b !== undefined && a !== b;

const noIds: ReadonlySet<string> = new Set();

/** A record of one request, not of several. */
export const isSingle = ({ granularity }: Event): boolean => granularity === 'call';

/** The request ids among these events that are constants. */
export function constantIds(all: readonly Event[]): ReadonlySet<string> {
  if (all.length <= constantIdLimit) return noIds;
  const events = all.filter(isSingle);
  if (events.length <= constantIdLimit) return noIds;
  const mayBe = countIds(2 * events.length);
  for (const event of events) for (const id of idsOf(event)) mayBe.see(id);
  const counts = new Map<string, number>();
  const count = (id: string | undefined): void => {
    if (id !== undefined && mayBe.isInMoreThan(constantIdLimit, id)) counts.set(id, (counts.get(id) ?? 0) + 1);
  };
  for (const { request_id: request, provider_request_id: provider } of events) {
    count(request);
    if (provider !== request) count(provider);
  }
  const frequent: string[] = [];
  for (const [id, times] of counts) if (times > constantIdLimit) frequent.push(id);
  if (frequent.length === 0) return new Set();
  const holders = new Map(frequent.map((id) => [id, [] as Event[]]));
  for (const event of events) for (const id of new Set(idsOf(event))) holders.get(id)?.push(event);
  return new Set(frequent.filter((id) => isConstant(holders.get(id) ?? [])));
}

/** Ids that many different requests share ("test", "1"): they say nothing. Copies of one record do not count. */
export function isConstant(holders: readonly Event[]): boolean {
  if (holders.length <= constantIdLimit) return false;
  return new Set(holders.map((event) => `${event.trace_id} ${event.start} ${event.span_id}`)).size > constantIdLimit;
}

/**
 * Records that share only a request id: one call when nothing contradicts it. When some contradict each other, each of those is a
 * call of its own, and a record that fits all of them joins the one with its very usage, else the last that succeeded.
 */
function joinByRequestId(named: readonly Event[], retries: readonly Event[], sets: DisjointSets<Event>): void {
  const sharing = groupsById(named, (event) => event.request_id);
  const later = groupsById(
    retries.filter((event) => event.retry_of !== event.request_id),
    (event) => event.retry_of,
  );
  for (const sharers of sharing.each()) {
    const id = sharers[0]?.request_id;
    const others = id === undefined ? [] : later.get(id);
    if (sharers.length < 2 && others.length === 0) continue;
    const holders = withFallbacks(sharers, others);
    if (holders.length < 2 || isConstant(holders)) continue;
    const clusters = [...groupBy(holders, sets.find).values()];
    const rivals = clusters.filter((cluster) =>
      clusters.some((other) => other !== cluster && contradict(cluster, other)),
    );
    const [target, ...more] = rivals.length === 0 ? clusters : [];
    for (const cluster of more) joinClusters(sets, target, cluster);
    if (rivals.length === 0) continue;
    for (const cluster of clusters)
      if (!rivals.includes(cluster)) joinClusters(sets, bestFit(cluster, rivals), cluster);
  }
}

/**
 * A gateway that falls back gives each attempt a row and an id of its own, while its caller knows one request, by the id of the first:
 * when that row failed and the caller was answered all the same, the answer came from one of the later rows.
 */
function withFallbacks(sharers: readonly Event[], later: readonly Event[]): readonly Event[] {
  const failed = new Set(sharers.filter((event) => !event.usage && event.status === 'error').map(logOf));
  const rows = later.filter((row) => failed.has(logOf(row)));
  return sharers.some((event) => event.usage && !failed.has(logOf(event))) ? [...sharers, ...rows] : sharers;
}

function joinClusters(
  sets: DisjointSets<Event>,
  a: readonly Event[] | undefined,
  b: readonly Event[] | undefined,
): void {
  if (a?.[0] && b?.[0]) sets.join(a[0], b[0]);
}

function contradict(a: readonly Event[], b: readonly Event[]): boolean {
  return a.some((first) => b.some((second) => differ(first, second)));
}

function differ(a: Event, b: Event): boolean {
  if (sameRecord(a.place, b.place)) return true;
  if (a.provider_request_id && b.provider_request_id && a.provider_request_id !== b.provider_request_id) return true;
  if (logOf(a) !== logOf(b)) return false;
  return (
    a.request_id !== b.request_id ||
    a.attempt !== b.attempt ||
    (a.span_id !== undefined && b.span_id !== undefined && a.span_id !== b.span_id) ||
    (a.model !== undefined && b.model !== undefined && a.model !== b.model) ||
    compareTimes(a.start, b.start) !== 0
  );
}

function bestFit(cluster: readonly Event[], rivals: readonly (readonly Event[])[]): readonly Event[] | undefined {
  const tokens = Math.max(...cluster.map(tokensOf));
  const same = rivals.filter((rival) => tokens > 0 && Math.max(...rival.map(tokensOf)) === tokens);
  if (same.length === 1) return same[0];
  const succeeded = (same.length > 0 ? same : rivals).filter((rival) =>
    rival.every((event) => event.status !== 'error'),
  );
  return succeeded.at(-1) ?? rivals.at(-1);
}
