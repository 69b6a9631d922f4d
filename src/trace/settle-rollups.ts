// Which usage is metering and which only repeats it. A call inside a call is the same request seen further down the path.
import type { Event } from '../model/event.ts';
import type { Exclusion } from '../model/trace.ts';
import { type Usage, usageClasses } from '../model/usage.ts';
import { disjointSets, groupBy } from './disjoint-sets.ts';
import { compareEvents, sortedBy } from './event-order.ts';
import { type EventTable, eventTable } from './event-table.ts';
import type { TraceGroup } from './group-traces.ts';
import { type HeldCall, hasSeveral, type Sightings, sightingsOf } from './held-call.ts';
import type { SpanTree } from './span-tree.ts';

export interface SettledCalls {
  /** Whoever asked for them may change the list, which may be that of the group. */
  readonly calls: HeldCall[];
  readonly exclusions: readonly Exclusion[];
}

export function settleRollups(group: TraceGroup, tree: SpanTree): SettledCalls {
  // Most traces are one call in one record.
  if (group.events.length === 1 && group.calls.length === 1) return { calls: group.calls, exclusions: none };
  const { calls, sums } = mergeNested(group, tree);
  const { metered, repeats } = keepRollups(group, tree, calls);
  if (metered.length + sums.length + repeats.length === 0) return { calls, exclusions: none };
  return {
    calls: [...calls, ...metered],
    exclusions: [...sums.flatMap(sightingsOf), ...repeats].map((event) => ({ reason: 'parent sum', event })),
  };
}

const none: readonly never[] = Object.freeze([]);

/**
 * A call with calls below it: with one, they are the same request; with several it is the one with the same usage, unless it is
 * the sum of them all; failing both it is the last one that succeeded (the others are attempts). Where several succeeded they are no attempts
 * of one request: usage above them is about them all, whether it adds up or not, and to join it with one would count the others twice.
 */
function mergeNested(
  { events, calls: clusters }: TraceGroup,
  tree: SpanTree,
): { calls: HeldCall[]; sums: readonly HeldCall[] } {
  const below = clusters.length < 2 ? noneBelow : callsBelow(events, clusters, tree);
  if (below.size === 0) return { calls: inOrder(clusters), sums: none };
  const sets = disjointSets<HeldCall>();
  const sums = new Set<HeldCall>();
  for (const [above, inner] of below) {
    const usage = usageOf(above);
    const same = usage ? inner.filter((cluster) => equalUsage(usageOf(cluster), usage)) : [];
    const answered = inner.filter(isAnswered);
    const isAboutAll =
      equalUsage(sumOf(inner), usage) || (same.length === 0 && answered.length > 1 && inner.some(usageOf));
    if (inner.length > 1 && usage && same.length !== 1 && isAboutAll) sums.add(above);
    else {
      const candidates = same.length > 0 ? same : inner;
      const target = candidates.findLast(isAnswered) ?? candidates.at(-1);
      if (target) sets.join(above, target);
    }
  }
  const left = clusters.filter((cluster) => !sums.has(cluster));
  const merged = groupBy(
    left.filter((cluster) => !sets.isAlone(cluster)),
    sets.find,
  );
  const calls = left.flatMap((cluster) => {
    if (sets.isAlone(cluster)) return inOrder([cluster]);
    const [root, ...others] = merged.get(sets.find(cluster)) ?? [];
    return root === cluster ? [joined([root, ...others])] : [];
  });
  return { calls, sums: [...sums] };
}

const isAnswered = (cluster: HeldCall): boolean => sightingsOf(cluster).every((event) => event.status !== 'error');

/** The given list where they are. */
function inOrder(clusters: HeldCall[]): HeldCall[] {
  const isInOrder = (cluster: HeldCall): boolean => !hasSeveral(cluster) || joined([cluster]) === cluster;
  return clusters.every(isInOrder)
    ? clusters
    : clusters.map((cluster) => (hasSeveral(cluster) ? joined([cluster]) : cluster));
}

/** As long as they were, which are not empty. */
function joined(clusters: readonly [HeldCall, ...HeldCall[]]): Sightings {
  const [first, ...others] = clusters;
  const all = others.length === 0 ? sightingsOf(first) : clusters.flatMap(sightingsOf);
  return sortedBy(all, compareEvents) as Sightings;
}

const noneBelow: ReadonlyMap<HeldCall, readonly HeldCall[]> = new Map();

/** Calls by the call they stand below. */
function callsBelow(
  events: readonly Event[],
  clusters: readonly HeldCall[],
  tree: SpanTree,
): ReadonlyMap<HeldCall, readonly HeldCall[]> {
  const clusterOf = eventTable<HeldCall>(events);
  for (const cluster of clusters) for (const event of sightingsOf(cluster)) clusterOf.set(event, cluster);
  const below = new Map<HeldCall, HeldCall[]>();
  for (const cluster of clusters) {
    const above = callAbove(cluster, clusterOf, tree);
    const others = above && below.get(above);
    if (others) others.push(cluster);
    else if (above) below.set(above, [cluster]);
  }
  return below;
}

/** The nearest other call above any of the call's records. */
function callAbove(
  cluster: HeldCall,
  clusterOf: Pick<EventTable<HeldCall>, 'get'>,
  tree: SpanTree,
): HeldCall | undefined {
  for (const event of sightingsOf(cluster)) {
    for (const { event: ancestor } of tree.ancestors(event)) {
      const above = clusterOf.get(ancestor);
      if (above && above !== cluster) return above;
    }
  }
  return undefined;
}

function usageOf(cluster: HeldCall): Usage | undefined {
  return sightingsOf(cluster).find((event) => event.usage)?.usage;
}

function equalUsage(a: Usage | undefined, b: Usage | undefined): boolean {
  return usageClasses.every((name) => (a?.[name] ?? 0) === (b?.[name] ?? 0));
}

function sumOf(clusters: readonly HeldCall[]): Usage {
  const sum: { [K in (typeof usageClasses)[number]]?: number } = {};
  for (const cluster of clusters)
    for (const name of usageClasses) sum[name] = (sum[name] ?? 0) + (usageOf(cluster)?.[name] ?? 0);
  return sum;
}

/** A span that may only repeat its children counts when nothing above or below it was metered; the innermost first. */
function keepRollups(
  group: TraceGroup,
  tree: SpanTree,
  calls: readonly HeldCall[],
): { metered: Event[]; repeats: Event[] } {
  const rollups = group.events.filter(
    (event) => event.role === 'rollup' && event.usage && event.granularity === 'call',
  );
  if (rollups.length === 0) return { metered: [], repeats: [] };
  const metered = eventTable<true>(group.events);
  /** Above what was metered. */
  const covered = eventTable<true>(group.events);
  const meter = (event: Event): void => {
    metered.set(event, true);
    for (const ancestor of tree.ancestors(event)) covered.set(ancestor.event, true);
  };
  for (const call of calls) for (const event of sightingsOf(call)) if (event.usage) meter(event);
  const kept: Event[] = [];
  const repeats: Event[] = [];
  const innermostFirst = [...rollups].sort(
    (a, b) => tree.ancestors(b).length - tree.ancestors(a).length || compareEvents(a, b),
  );
  for (const event of innermostFirst) {
    const above = tree.ancestors(event).map((ancestor) => ancestor.event);
    if (covered.get(event) || above.some((ancestor) => metered.get(ancestor))) repeats.push(event);
    else {
      kept.push(event);
      meter(event);
    }
  }
  return { metered: kept, repeats };
}
