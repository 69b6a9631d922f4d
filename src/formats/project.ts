// Projection: the wanted paths of a format compiled into one walk over a record. In a path a dot means nesting or is part of
// a key, whichever the record has: `gen_ai.usage.input_tokens` finds the flat key and the nested objects alike. In a list the key
// is a position: `chunks.0.usage`, `chunks.-1.metrics`.
import type { JsonObject, JsonValue } from '../model/json.ts';
import { isArray, isObject } from '../model/json.ts';

interface Node {
  readonly keys: Map<string, Step>;
  /** The keys of the object walked last, by their position, and what each led to: the next one mostly has the same. */
  readonly before: string[];
  readonly steps: (Step | undefined)[];
  /** Those keys that are positions in a list. */
  readonly positions: readonly (readonly [at: number, step: Step])[];
}
interface Step {
  /** Of the path that ends here. */
  slot: number | undefined;
  /** How many dots of the path the key itself holds: the longest literal key wins over nesting. */
  readonly literal: number;
  /** The member may be JSON text instead of an object or array. */
  readonly text: boolean;
  /** What is looked for inside the member. */
  inside: Rest[] | undefined;
  /** Made of it when a record has such a member: of most of hundreds none has. */
  child: Node | undefined;
}

/** What of a path begins at `from`. */
interface Rest {
  readonly path: string;
  readonly from: number;
  readonly slot: number;
}

/** What was found, by the position of its path. */
export type Values = readonly (JsonValue | undefined)[];

export interface Projection {
  readonly paths: readonly string[];
  readonly root: Node;
  /** Of the walk under way. */
  readonly found: Found;
}

interface Found {
  /** Paths of members that may hold JSON as text. */
  readonly texts: ReadonlySet<string>;
  readonly values: (JsonValue | undefined)[];
  /** How many dots the key held that each value was found by. */
  readonly literals: Uint8Array;
  /** The positions of what was found. */
  readonly slots: number[];
}

/** Of longer objects the rest is looked up. */
const mostBefore = 100;

/** `textPaths` name members that may hold JSON as text. */
export function compileProjection(paths: readonly string[], textPaths: readonly string[]): Projection {
  const unique = [...new Set([...paths, ...textPaths])];
  const texts = new Set(textPaths);
  const root = newNode(
    unique.map((path, slot) => ({ path, from: 0, slot })),
    texts,
  );
  const values = unique.map(() => undefined);
  return { paths: unique, root, found: { texts, values, literals: new Uint8Array(unique.length), slots: [] } };
}

function newNode(rests: readonly Rest[], texts: ReadonlySet<string>): Node {
  const keys = new Map<string, Step>();
  for (const { path, from, slot } of rests) {
    let literal = 0;
    for (let end = from - 1; end < path.length; ) {
      end = keyEnd(path, end + 1);
      literal += 1;
      const key = path.slice(from, end);
      let step = keys.get(key);
      if (!step) {
        step = { slot: undefined, literal, text: texts.has(path.slice(0, end)), inside: undefined, child: undefined };
        keys.set(key, step);
      }
      if (end === path.length) step.slot = slot;
      else {
        step.inside ??= [];
        step.inside.push({ path, from: end + 1, slot });
      }
    }
  }
  const positions = [...keys].flatMap(([key, step]): [number, Step][] =>
    /^-?\d{1,4}$/.test(key) ? [[Number(key), step]] : [],
  );
  return { keys, before: [], steps: [], positions };
}

/** A key of the path may end at any dot, and with the path. */
export function keyEnd(path: string, from: number): number {
  const dot = path.indexOf('.', from);
  return dot === -1 ? path.length : dot;
}

/**
 * The values at the projection's paths, by position; absent members and nulls are undefined. They stand until the next record is read: a list
 * of hundreds is not made anew for each.
 */
export function readPaths(record: JsonObject, { root, found }: Projection): Values {
  for (const slot of found.slots) {
    found.values[slot] = undefined;
    found.literals[slot] = 0;
  }
  found.slots.length = 0;
  walk(record, root, found);
  return found.values;
}

function walk(object: JsonObject, { keys, before, steps }: Node, found: Found): void {
  let at = 0;
  // for-in is the cheapest way over an object; parsed JSON has own properties only.
  for (const key in object) {
    let step: Step | undefined;
    if (before[at] === key) step = steps[at];
    else {
      step = keys.get(key);
      if (at < mostBefore) {
        before[at] = key;
        steps[at] = step;
      }
    }
    at += 1;
    if (step) take(object[key], step, found);
  }
}

function walkList(list: readonly JsonValue[], { positions }: Node, found: Found): void {
  for (const [at, step] of positions) take(list.at(at), step, found);
}

function take(member: JsonValue | undefined, step: Step, found: Found): void {
  const value = step.text && typeof member === 'string' ? parseText(member) : member;
  if (value === null || value === undefined) return;
  const { slot, literal, inside } = step;
  if (slot !== undefined) {
    const by = found.literals[slot] ?? 0;
    if (by === 0) found.slots.push(slot);
    if (literal > by) {
      found.values[slot] = value;
      found.literals[slot] = literal;
    }
  }
  if (!inside || !(isObject(value) || isArray(value))) return;
  step.child ??= newNode(inside, found.texts);
  if (isObject(value)) walk(value, step.child, found);
  else walkList(value, step.child, found);
}

/** JSON text in a column, opened; any other text stays as it is. */
export function parseText(text: string): JsonValue {
  const first = text.trimStart()[0];
  if (first !== '{' && first !== '[') return text;
  try {
    const value: JsonValue = JSON.parse(text);
    return isObject(value) || isArray(value) ? value : text;
  } catch {
    return text; // not JSON after all: the column simply holds text
  }
}
