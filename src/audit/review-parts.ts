// The traces of a review in parts that a decision touches or leaves alone: those whose calls show the same key or team stand together.
import { compareText } from '../model/place.ts';
import type { Trace } from '../model/trace.ts';
import { identitiesOf } from '../registry/identities.ts';
import { type Asked, askedBy } from '../registry/registry-change.ts';

export interface ReviewPart {
  readonly traces: readonly Trace[];
  /** Of a registry, to map them. */
  readonly asked: Asked;
}

/** Small enough to be judged in a blink, and few enough that adding up all of them takes no longer. */
const enoughTraces = 384;

export function* dividing(
  traces: readonly Trace[],
  mostTraces = enoughTraces,
): Generator<undefined, readonly ReviewPart[]> {
  const alike = new Map<string, Trace[]>();
  for (const trace of traces) {
    const key = keyOf(trace);
    const same = alike.get(key);
    if (same) same.push(trace);
    else alike.set(key, [trace]);
    yield;
  }
  const parts: ReviewPart[] = [];
  let open: Trace[] = [];
  const close = (): void => {
    if (open.length > 0) parts.push({ traces: open, asked: askedBy(open) });
    open = [];
  };
  let last = true;
  for (const [key, same] of [...alike].sort(([a], [b]) => compareText(a, b))) {
    const owned = key.startsWith('owned');
    if (open.length > 0 && (owned !== last || open.length + same.length > mostTraces)) close();
    last = owned;
    for (const trace of same) {
      open.push(trace);
      if (open.length === mostTraces) close();
      yield;
    }
  }
  close();
  return parts;
}

/**
 * What a decision is most likely to be about: the most telling identity of its first call, else the owner. Those without an owner stand apart:
 * the first registry says little of the others.
 */
function keyOf({ calls, free_calls: free }: Trace): string {
  const all = [...calls, ...free];
  const [call] = all;
  if (!call) return '';
  const owned = all.every(({ envelope }) => envelope.owner_team) ? 'owned' : 'unowned';
  const [identity] = identitiesOf(call);
  const who = identity ? `${identity.field}\n${identity.value}` : `\n${call.envelope.owner_team?.value ?? ''}`;
  return `${owned}\n${who}`;
}
