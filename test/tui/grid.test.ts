// Breaks as a matrix: rows and columns with the costliest first, arrows go from filled cell to filled cell.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { belowIn, besideIn, type Grid, gridOf } from '../../src/tui/grid.ts';
import { openShop, press } from './shop.ts';

const shop = openShop();

/** A list of cells, each written "row column". */
function grid(...cells: readonly string[]): Grid {
  const part = (index: number, at: 0 | 1): string => cells[index]?.split(' ')[at] ?? '';
  const names = {
    row: (_: unknown, index: number) => part(index, 0),
    column: (_: unknown, index: number) => part(index, 1),
  };
  return gridOf(Uint32Array.from(cells.keys()), names, shop);
}

// Rows a, b, c; columns x, y, z: a has x and z, b has y, c has x, y and z.
const cells = grid('a x', 'b y', 'c y', 'a z', 'c x', 'c z');

test('rows and columns stand as the list first names them', () => {
  expect(cells).toMatchObject({ rows: ['a', 'b', 'c'], columns: ['x', 'y', 'z'] });
});

test('right and left go over the filled cells of a row and stay at its ends', () => {
  expect(besideIn(cells, 0, 1)).toBe(3);
  expect(besideIn(cells, 3, 1)).toBe(3);
  expect(besideIn(cells, 5, -1)).toBe(2);
  expect(besideIn(cells, 1, -1)).toBe(1);
});

test('down and up keep to the column, or to the cell nearest to it', () => {
  expect(belowIn(cells, 0, 1)).toBe(1);
  expect(belowIn(cells, 0, 2)).toBe(4);
  expect(belowIn(cells, 5, -1)).toBe(1);
  expect(belowIn(cells, 5, -2)).toBe(3);
  expect(belowIn(cells, 1, Number.POSITIVE_INFINITY)).toBe(2);
  expect(belowIn(cells, 1, Number.NEGATIVE_INFINITY)).toBe(0);
});

test('two breaks in one cell are both reached', () => {
  const double = grid('a x', 'a x', 'a y');
  expect([besideIn(double, 0, 1), besideIn(double, 1, 1)]).toEqual([1, 2]);
});

test('any list, any move: the cursor is a position of the list', () => {
  const cell = fc
    .tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('x', 'y', 'z'))
    .map((names) => names.join(' '));
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 20 }), fc.nat(), fc.integer(), (names, at, by) => {
      const made = grid(...names);
      for (const move of [besideIn, belowIn]) {
        const next = move(made, at % names.length, by);
        expect(next).toBeGreaterThanOrEqual(0);
        expect(next).toBeLessThan(names.length);
      }
    }),
  );
});

test('in the shop every break is reached with arrows, and its cell shows the money behind it', () => {
  const { breaks } = shop.review.report;
  const reached = new Set<number>();
  for (let row = 0; row < breaks.length; row++) {
    let state = press(
      shop,
      '2',
      'g',
      ...Array.from({ length: row }, () => 'j'),
      ...Array.from({ length: 9 }, () => 'left'),
    );
    for (let column = 0; column < breaks.length; column++) {
      reached.add(state.lists.breaks.cursor);
      state = press(state, 'right');
    }
  }
  expect(reached.size).toBe(breaks.length);
});
