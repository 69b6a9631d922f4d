// The path of a call: every hop from the root down to the call's own records, one entry for each stretch of one component.
import type { Event } from '../model/event.ts';
import type { PathHop } from '../model/trace.ts';
import { callSide } from './authority.ts';
import type { Stitch } from './group-traces.ts';
import type { Sightings } from './held-call.ts';
import type { Ancestor, SpanTree } from './span-tree.ts';

/** One event on the path and the stitch that led down to it, if any. */
export interface PathStep {
  readonly event: Event;
  readonly sighting: boolean;
  /** The edge from the step before runs over this restart. */
  readonly stitch?: Stitch;
}

/**
 * The chains of all sightings in one line: the longest chain first; what another chain has beyond it is put before or after the
 * call's record there by the side of the call it saw (caller, gateway, provider).
 */
export function stepsOf(sightings: Sightings, tree: SpanTree): readonly PathStep[] {
  const [first, ...more] = sightings;
  const upwards = tree.ancestors(first);
  if (more.length === 0 && upwards.length === 0) return [{ event: first, sighting: true }];
  const own = new Set<Event>(sightings);
  const chains = sightings.map((event) => chainOf(event, own, event === first ? upwards : tree.ancestors(event)));
  const [main = [], ...others] = chains.sort((a, b) => b.length - a.length);
  return others.reduce(merge, main);
}

function chainOf(event: Event, own: ReadonlySet<Event>, upwards: readonly Ancestor[]): readonly PathStep[] {
  const line = [event, ...upwards.map((ancestor) => ancestor.event)];
  return line
    .map((step, index): PathStep => {
      const stitch = upwards[index]?.stitch;
      return { event: step, sighting: own.has(step), ...(stitch ? { stitch } : {}) };
    })
    .reverse();
}

function merge(main: readonly PathStep[], chain: readonly PathStep[]): readonly PathStep[] {
  const placed = new Set(main.map((step) => step.event));
  const extra = chain.filter((step) => !placed.has(step.event));
  const sighting = extra.at(-1);
  if (!sighting) return main;
  const shared = chain.findLastIndex((step) => placed.has(step.event));
  const after = main.findIndex((step) => step.event === chain[shared]?.event);
  const later = main.findIndex(
    (step, index) => index > after && step.sighting && callSide(step.event) > callSide(sighting.event),
  );
  const at = later === -1 ? main.length : later;
  return [...main.slice(0, at), ...extra, ...main.slice(at)];
}

/** The hops above calls by the event right above the call: calls side by side share them. */
export type HopsAbove = Map<Event, readonly PathHop[]>;

/** Consecutive steps of one component become one hop; the call's own records are never mixed with the hops above them. */
export function hopsOf(steps: readonly PathStep[], known: HopsAbove): readonly PathHop[] {
  const own = steps.findIndex(({ sighting }) => sighting);
  const parent = steps[own - 1]?.event;
  if (parent === undefined) return joined(steps);
  const alike = known.get(parent);
  const above = alike && areAlong(alike, steps, own) ? alike : joined(steps.slice(0, own));
  known.set(parent, above);
  return above.concat(joined(steps.slice(own))); // takes no more room than it needs
}

/** Are the hops those of the first so many steps? Logs of one call that were put in one line may lead there in another way. */
function areAlong(hops: readonly PathHop[], steps: readonly PathStep[], count: number): boolean {
  let at = 0;
  for (const { events, stitched } of hops) {
    if ((steps[at]?.stitch !== undefined) !== stitched) return false;
    for (const event of events) if (steps[at++]?.event !== event) return false;
  }
  return at === count;
}

function joined(steps: readonly PathStep[]): readonly PathHop[] {
  const hops: { component: string; hop: PathHop['hop']; events: Event[]; stitched: boolean; sighting: boolean }[] = [];
  for (const { event, sighting, stitch } of steps) {
    const last = hops.at(-1);
    if (last && last.component === event.component && last.hop === event.hop && last.sighting === sighting && !stitch)
      last.events.push(event);
    else
      hops.push({
        component: event.component,
        hop: event.hop,
        events: [event],
        stitched: stitch !== undefined,
        sighting,
      });
  }
  return hops;
}
