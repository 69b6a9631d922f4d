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
}
interface Step {
  slot?: number;
  /** How many dots of the path the key itself holds: the longest literal key wins over nesting. */
  literal: number;
  child?: Node;
  /** The member may be JSON text instead of an object or array. */
  text: boolean;
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
  readonly values: (JsonValue | undefined)[];
  /** How many dots the key held that each value was found by. */
  readonly literals: Uint8Array;
  /** The positions of what was found. */
  readonly slots: number[];
}

/** Of longer objects the rest is looked up. */
const mostBefore = 100;
const newNode = (): Node => ({ keys: new Map(), before: [], steps: [] });

/** `textPaths` name members that may hold JSON as text. */
export function compileProjection(paths: readonly string[], textPaths: readonly string[]): Projection {
  const root = newNode();
  const unique = [...new Set([...paths, ...textPaths])];
  unique.forEach((path, slot) => {
    addPath(root, path.split('.'), slot, '', new Set(textPaths));
  });
  const values = unique.map(() => undefined);
  return { paths: unique, root, found: { values, literals: new Uint8Array(unique.length), slots: [] } };
}

function addPath(
  node: Node,
  segments: readonly string[],
  slot: number,
  above: string,
  text: ReadonlySet<string>,
): void {
  for (let taken = 1; taken <= segments.length; taken++) {
    const key = segments.slice(0, taken).join('.');
    const path = above === '' ? key : `${above}.${key}`;
    let step = node.keys.get(key);
    if (!step) {
      step = { literal: taken, text: text.has(path) };
      node.keys.set(key, step);
    }
    if (taken === segments.length) step.slot = slot;
    else {
      step.child ??= newNode();
      addPath(step.child, segments.slice(taken), slot, path, text);
    }
  }
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

function walkList(list: readonly JsonValue[], node: Node, found: Found): void {
  for (const [key, step] of node.keys) {
    if (/^-?\d{1,4}$/.test(key)) take(list.at(Number(key)), step, found);
  }
}

function take(member: JsonValue | undefined, step: Step, found: Found): void {
  const value = step.text && typeof member === 'string' ? parseText(member) : member;
  if (value === null || value === undefined) return;
  const { slot, literal, child } = step;
  if (slot !== undefined) {
    const by = found.literals[slot] ?? 0;
    if (by === 0) found.slots.push(slot);
    if (literal > by) {
      found.values[slot] = value;
      found.literals[slot] = literal;
    }
  }
  if (!child) return;
  if (isObject(value)) walk(value, child, found);
  else if (isArray(value)) walkList(value, child, found);
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
