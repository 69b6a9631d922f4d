// Which rows a list shows, and in which order. Made anew when the filter, the order or the audit changes; moving through it costs nothing.
import { compareText } from '../model/place.ts';
import { notOfWords, parseFilter } from './filter.ts';
import type { ViewId } from './keys.ts';
import type { ListState } from './list.ts';
import { lists } from './lists/index.ts';
import type { ListDefinition, Subject } from './lists/list-definition.ts';

export interface Ordered {
  readonly order: Uint32Array;
  /** What of the filter was not understood. */
  readonly problem: string | undefined;
}

export function orderOf(view: ViewId, list: ListState, subject: Subject): Ordered {
  const definition = lists[view];
  if (!definition) return { order: new Uint32Array(), problem: undefined };
  const { order, problem } = shown(definition, list.filter, subject);
  const value = list.sort === undefined ? undefined : definition.columns[list.sort]?.value;
  if (value) {
    return { order: sorted(order, (index) => value(subject, index)), problem };
  }
  return { order, problem };
}

function shown(definition: ListDefinition, filter: string, subject: Subject): Ordered {
  const size = definition.size(subject);
  const order = new Uint32Array(size);
  let length = 0;
  if (definition.fits) {
    const { test, problem } = parseFilter(filter);
    if (filter.trim() === '' && subject.scope === undefined) return { order: order.map((_, index) => index), problem };
    for (let index = 0; index < size; index++) if (definition.fits(subject, index, test)) order[length++] = index;
    return { order: order.slice(0, length), problem };
  }
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  for (let index = 0; index < size; index++) {
    const text = definition.text?.(subject, index) ?? '';
    if (words.every((word) => text.includes(word))) order[length++] = index;
  }
  const problem = length === 0 ? notOfWords(filter) : undefined;
  return { order: problem === undefined ? order.slice(0, length) : order.map((_, index) => index), problem };
}

type Value = bigint | number | string;

/** Rows with the same value stay together in the order they have; most columns have few values, and only these are compared. */
function sorted(order: Uint32Array, read: (index: number) => Value): Uint32Array {
  if (isSorted(order, read)) return order;
  const places = new Map<Value, number[]>();
  for (const index of order) {
    const value = read(index);
    const same = places.get(value);
    if (same) same.push(index);
    else places.set(value, [index]);
  }
  const next = new Uint32Array(order.length);
  let length = 0;
  for (const value of [...places.keys()].sort(compareValues)) {
    for (const index of places.get(value) ?? []) next[length++] = index;
  }
  return next;
}

/** Calls come the costliest first. */
function isSorted(order: Uint32Array, read: (index: number) => Value): boolean {
  let before: Value | undefined;
  return order.every((index) => {
    const value = read(index);
    const follows = before === undefined || compareValues(before, value) <= 0;
    before = value;
    return follows;
  });
}

/** Texts rise, amounts fall. */
function compareValues(a: Value, b: Value): number {
  if (typeof a === 'string' || typeof b === 'string') return compareText(String(a), String(b));
  return a === b ? 0 : a < b ? 1 : -1;
}
