// Objects of numbers, such as counts, as what they name and numbers in a column: at two bytes for most in place of eight and thirty for the object.
// Whoever asks for one gets it made anew.
import { numberColumn } from './columns.ts';
import type { Pages } from './pages.ts';

export interface NumberRows {
  /** Where it stands from now on; undefined where it has no place here. */
  put(object: object): number | undefined;
  at(position: number): object;
}

const mostPositions = 2 ** 30;
/** What a source names in its counts is its own affair, but few sources name many different things. */
const mostShapes = 1000;

export function numberRows(pages: Pages): NumberRows {
  const numbers = numberColumn(pages);
  const shapes: (readonly string[])[] = [];
  const known = new Map<string, number>();
  let used = 0;

  function shapeOf(names: readonly string[]): number | undefined {
    const key = JSON.stringify(names);
    const shape = known.get(key);
    if (shape !== undefined || shapes.length === mostShapes || names.includes('__proto__')) return shape;
    known.set(key, shapes.length);
    return shapes.push(names) - 1;
  }

  return {
    put(object) {
      const values: unknown[] = Object.values(object);
      if (Array.isArray(object) || !values.every(isNumber) || used + values.length >= mostPositions) return undefined;
      const shape = shapeOf(Object.keys(object));
      if (shape === undefined) return undefined;
      const position = used;
      for (const number of [shape, ...values]) {
        numbers.put(used, number);
        used += 1;
      }
      return position;
    },
    at(position) {
      const object: Record<string, number> = {};
      let next = position;
      for (const name of shapes[numbers.at(position)] ?? []) {
        next += 1;
        object[name] = numbers.at(next);
      }
      return object;
    },
  };
}

const isNumber = (value: unknown): value is number => typeof value === 'number';
