// Rows with an example: a trace and a place, beside the row when all of it fits, else on a line of its own below.
import { isNarrow, type Pen } from '../pen.ts';
import { type Column, naturalWidth, type Row, table } from '../table.ts';
import { shorten, textWidth } from '../text-width.ts';
import { besideMoney } from './section.ts';

export interface Example {
  /** "file:line", or nothing. */
  readonly where: string;
  readonly trace_id: string | null;
}
export type ExampleRow = Row & { readonly example: Example };

const beside: readonly Column[] = [{ head: 'example trace' }, { head: 'seen at' }];

export function tableWithExamples(
  columns: readonly Column[],
  rows: readonly ExampleRow[],
  pen: Pen,
  label = 'e.g.',
): readonly string[] {
  const wide = [...columns, ...beside];
  const inline = rows.map(({ cells, below, example }): Row => {
    return { cells: [...cells, example.trace_id ?? '', example.where], ...(below ? { below } : {}) };
  });
  if (naturalWidth(wide, inline, isNarrow(pen)) <= pen.style.width) return table(wide, inline, pen);
  const stacked = rows.map(({ cells, below = [], example }) => ({
    cells,
    below: [...below, ...exampleLines(example, pen, label)],
  }));
  return table(columns, stacked, pen);
}

/** One line; trace and place are shortened rather than broken over lines. */
export function exampleLines({ where, trace_id }: Example, pen: Pen, label = 'e.g.'): readonly string[] {
  if (where === '' && trace_id === null) return [];
  const room = pen.style.width - besideMoney - label.length - 1;
  const id = shorten(trace_id ?? '', Math.max(12, Math.floor(room * 0.4)), 'middle', pen.signs.ellipsis);
  const left = id === '' ? room : room - textWidth(id) - 2;
  const parts = [label, id, shorten(where, left, 'middle', pen.signs.ellipsis)].filter((part) => part !== '');
  return [' '.repeat(besideMoney) + pen.paint('quiet', parts.join('  ').replace('  ', ' '))];
}
