// The field walk: along a call's path, where is a field dropped, rewritten or added late?
import { type Event, isHint } from '../model/event.ts';
import { carriedFields, type OwnershipField } from '../model/fields.ts';
import type { Break, PathHop } from '../model/trace.ts';
import { isAccessLine } from './find-bypasses.ts';

/** Breaks of every carried field, in field order. */
export function walkPath(path: readonly PathHop[]): readonly Break[] {
  const carrying = path.length < 2 ? [] : path.filter(canCarry);
  if (carrying.length < 2) return noBreaks; // nothing is lost on the way from nowhere
  const breaks: Break[] = [];
  for (const field of carriedFields) walkField(field, carrying, breaks);
  return breaks.length === 0 ? noBreaks : breaks.slice(); // as long as it needs to be: every call keeps its own
}

const noBreaks: readonly Break[] = Object.freeze([]);

/**
 * A provider's log knows nothing of our envelope unless the caller sent it along, a proxy's access log has no place for it, and an
 * encrypted one hides it: silence there is no loss.
 */
function canCarry(hop: PathHop): boolean {
  const silent =
    hop.hop === 'provider' ||
    hop.events.every(isAccessLine) ||
    hop.events.some(({ notes }) => notes.some(({ kind }) => kind === 'encrypted'));
  return !silent || carriedFields.some((field) => valueAt(hop, field) !== undefined);
}

/** The value nearest to the call within one hop. The default of a place does not travel, so it can neither be lost nor change. */
export function valueAt(hop: PathHop, field: OwnershipField): string | undefined {
  for (let at = hop.events.length - 1; at >= 0; at--) {
    const event = hop.events[at];
    const value = event?.[field];
    if (event && value !== undefined && !isHint(event, field)) return value;
  }
  return undefined;
}

/**
 * present -> other value is `rewritten`; present and never again is `dropped` at the first hop without it; first seen after the first
 * gateway is `late`. A hop that does not show a field which shows again unchanged further down did carry it: no break.
 */
function walkField(field: OwnershipField, path: readonly PathHop[], found: Break[]): void {
  let before: string | undefined;
  let last = -1;
  let passedGateway = false;
  for (let index = 0; index < path.length; index++) {
    const hop = path[index];
    const value = hop && valueAt(hop, field);
    if (value !== undefined) {
      if (before === undefined && passedGateway) found.push(breakAt(path, index, field, 'late', undefined, value));
      if (before !== undefined && before !== value) found.push(breakAt(path, index, field, 'rewritten', before, value));
      before = value;
      last = index;
    }
    passedGateway ||= hop?.hop === 'gateway';
  }
  if (before !== undefined && last < path.length - 1)
    found.push(breakAt(path, last + 1, field, 'dropped', before, undefined));
}

function breakAt(
  path: readonly PathHop[],
  index: number,
  field: OwnershipField,
  kind: Break['kind'],
  before: string | undefined,
  after: string | undefined,
): Break {
  const to = path[index];
  const at: Event | undefined = to?.events[0];
  if (!to || !at) throw new RangeError(`no hop ${index} on a path of ${path.length}`);
  const broken: { -readonly [K in keyof Break]: Break[K] } = {
    from: path[index - 1]?.component ?? to.component,
    to: to.component,
    field,
    kind,
    at,
  };
  if (before !== undefined) broken.before = before;
  if (after !== undefined) broken.after = after;
  return broken;
}
