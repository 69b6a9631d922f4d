// Projection: the wanted paths of a format compiled into one walk over a record. In a path a dot means nesting or is part of
// a key, whichever the record has: `gen_ai.usage.input_tokens` finds the flat key and the nested objects alike. In a list the key
// is a position: `chunks.0.usage`, `chunks.-1.metrics`.
import type { JsonObject, JsonValue } from '../model/json.ts';
import { isArray, isObject } from '../model/json.ts';

interface Node {
  readonly keys: Map<string, Step>;
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
  /** Nothing found, to begin with. */
  readonly blank: Values;
  /** For the walk under way: how many dots the key held that each value was found by. */
  readonly literals: Uint8Array;
}

/** `textPaths` name members that may hold JSON as text. */
export function compileProjection(paths: readonly string[], textPaths: readonly string[]): Projection {
  const root: Node = { keys: new Map() };
  const unique = [...new Set([...paths, ...textPaths])];
  unique.forEach((path, slot) => {
    addPath(root, path.split('.'), slot, '', new Set(textPaths));
  });
  const blank = unique.map(() => undefined);
  return { paths: unique, root, blank, literals: new Uint8Array(unique.length) };
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
      step.child ??= { keys: new Map() };
      addPath(step.child, segments.slice(taken), slot, path, text);
    }
  }
}

/** The values at the projection's paths, by position; absent members and nulls are undefined. */
export function readPaths(record: JsonObject, projection: Projection): Values {
  const { root, blank, literals } = projection;
  const values = blank.slice();
  literals.fill(0);
  walk(record, root, values, literals);
  return values;
}

function walk(object: JsonObject, node: Node, values: (JsonValue | undefined)[], literals: Uint8Array): void {
  for (const key of Object.keys(object)) {
    const step = node.keys.get(key);
    if (step) take(object[key], step, values, literals);
  }
}

function walkList(
  list: readonly JsonValue[],
  node: Node,
  values: (JsonValue | undefined)[],
  literals: Uint8Array,
): void {
  for (const [key, step] of node.keys) {
    if (/^-?\d{1,4}$/.test(key)) take(list.at(Number(key)), step, values, literals);
  }
}

function take(found: JsonValue | undefined, step: Step, values: (JsonValue | undefined)[], literals: Uint8Array): void {
  const value = step.text && typeof found === 'string' ? parseText(found) : found;
  if (value === null || value === undefined) return;
  if (step.slot !== undefined && step.literal > (literals[step.slot] ?? 0)) {
    values[step.slot] = value;
    literals[step.slot] = step.literal;
  }
  if (!step.child) return;
  if (isObject(value)) walk(value, step.child, values, literals);
  else if (isArray(value)) walkList(value, step.child, values, literals);
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
