// A list drawn as a matrix: a line for each row, the columns that fit around the cell under the cursor.
import type { Pen } from '../../report/pen.ts';
import { printable } from '../../report/printable.ts';
import { type Cell, quickTable } from '../../report/table.ts';
import { textWidth } from '../../report/text-width.ts';
import { gridOf } from '../grid.ts';
import type { GridDefinition, ListDefinition } from '../lists/list-definition.ts';
import { listRoom } from '../navigate.ts';
import type { ReviewState } from '../state.ts';

const gap = 2;
const leastHead = 20;

export function gridLines(
  state: ReviewState,
  { definition, names }: { readonly definition: ListDefinition; readonly names: GridDefinition },
  pen: Pen,
): readonly string[] {
  const { cursor, marked } = state.lists[state.view];
  const order = state.orders[state.view];
  const grid = gridOf(order, names, state);
  const chosen = grid.places[cursor] ?? { row: 0, column: 0 };
  const room = listRoom(state);
  const top = Math.max(0, Math.min(chosen.row - Math.floor(room / 2), grid.rows.length - room));
  const columns = grid.columns.map(() => new Map<number, number[]>());
  for (const { row, column, position } of grid.places) {
    if (row < top || row >= top + room) continue;
    const cells = columns[column];
    cells?.set(row, [...(cells.get(row) ?? []), position]);
  }
  const cellAt = (row: number, column: number): Cell => {
    const positions = columns[column]?.get(row) ?? [];
    if (positions.length === 0) return { text: pen.signs.dot, tone: 'quiet' };
    const indexes = positions.map((position) => order[position] ?? 0);
    const here = positions.includes(cursor);
    const mark = indexes.some((index) => marked.has(definition.key(state, index))) ? '*' : '';
    return {
      text: `${here ? '>' : ''}${mark}${names.cell(state, indexes, pen)}`,
      tone: here ? 'strong' : 'bad',
    };
  };
  const rows = grid.rows.slice(top, top + room).map((name, at) => ({
    name: printable(name, pen.style.unicode),
    cells: grid.columns.map((_, column) => cellAt(top + at, column)),
  }));
  const heads = grid.columns.map((name) => printable(name, pen.style.unicode));
  const widths = heads.map((head, column) =>
    Math.max(textWidth(head), ...rows.map(({ cells }) => textWidth(textOf(cells[column] ?? '')))),
  );
  const headWidth = rows.reduce((most, { name }) => Math.max(most, textWidth(name)), textWidth(names.head));
  const [from, to] = fitting(widths, chosen.column, pen.style.width - Math.min(headWidth, leastHead) - gap);
  const left = from === 0 ? '' : `${from} more to the left  `;
  const right = to === heads.length ? '' : `${heads.length - to} more to the right`;
  return [
    ...quickTable(
      [
        { head: names.head, least: leastHead, fit: 'middle' },
        ...heads.slice(from, to).map((head) => ({ head, align: 'right' as const })),
      ],
      rows.map(({ name, cells }) => ({ cells: [name, ...cells.slice(from, to)] })),
      pen,
      0,
    ),
    pen.paint('quiet', `${left}${right}` || names.legend(pen)),
  ];
}

const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

/** The columns around one that fit, as many to its left as can be seen together with it. */
function fitting(widths: readonly number[], wanted: number, room: number): readonly [from: number, to: number] {
  const taken = (from: number, to: number): number =>
    widths.slice(from, to).reduce((sum, width) => sum + width + gap, 0);
  let from = 0;
  while (from < wanted && taken(from, wanted + 1) > room) from += 1;
  let to = wanted + 1;
  while (to < widths.length && taken(from, to + 1) <= room) to += 1;
  return [from, to];
}
