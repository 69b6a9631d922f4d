// Restarts of a trace as edges: which component handed over, which one began a new trace id.
import type { Event } from '../model/event.ts';
import type { Restart } from '../model/trace.ts';
import { callSide } from './authority.ts';
import type { Stitch, TraceGroup } from './group-traces.ts';
import type { SpanTree } from './span-tree.ts';

/** Formats that by design write the high half of an id on one span of a payload only: a short id in the same component is cut by nobody. */
const halfIds: ReadonlySet<string> = new Set(['datadog-apm']);

/** One restart for each pair of trace ids and kind of evidence. A session id that names the trace is a restart of the id's role only. */
export function restartsOf(group: TraceGroup, tree: SpanTree): readonly Restart[] {
  if (group.stitches.length === 0) return none;
  const found = new Map<string, Restart>();
  for (const stitch of group.stitches) {
    const key = `${stitch.how} ${stitch.before} ${stitch.after} ${stitch.at.component}`;
    if (found.has(key) || [...found.values()].some((other) => isSame(other, stitch))) continue;
    const from = handedOver(stitch, group, tree);
    if (stitch.how === 'truncated-id' && from?.component === stitch.at.component && halfIds.has(stitch.at.place.format))
      continue;
    found.set(key, {
      how: stitch.how,
      from: from?.component ?? stitch.at.component,
      to: stitch.at.component,
      before: stitch.before,
      after: stitch.after,
      at: stitch.at,
    });
  }
  return [...found.values()];
}

const none: readonly never[] = Object.freeze([]);

/** A link, a request id and the call itself may all tell of one restart: the first, strongest evidence names it. */
function isSame(restart: Restart, stitch: Stitch): boolean {
  return stitch.how !== 'session-id' && restart.after === stitch.after && restart.before === stitch.before;
}

function handedOver(stitch: Stitch, group: TraceGroup, tree: SpanTree): Event | undefined {
  const above = tree.ancestors(stitch.at).find((ancestor) => ancestor.event.trace_id === stitch.before);
  if (above) return above.event;
  const earlier = group.events.filter((event) => event.trace_id === stitch.before && event !== stitch.at);
  return earlier.findLast((event) => callSide(event) < callSide(stitch.at)) ?? earlier.at(-1);
}
