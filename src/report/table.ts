// Tables without borders that fit the width: secondary columns go first, then long cells are shortened or wrapped.
import Table from 'cli-table3';
import { isNarrow, type Pen, type Tone } from './pen.ts';
import { shorten, textWidth, wrapText } from './text-width.ts';

export interface Column {
  readonly head: string;
  readonly align?: 'right';
  /** May be made as narrow as this, by `fit`; without it the column keeps its natural width. */
  readonly least?: number;
  readonly fit?: 'middle' | 'end' | 'wrap';
  /** Never narrower than this, so that the first columns of several tables line up. */
  readonly atLeast?: number;
  /** Left out on narrow screens. */
  readonly secondary?: boolean;
  /** May be left out when the rest does not fit; the highest goes first. */
  readonly expendable?: number;
}

export type Cell = string | { readonly text: string; readonly tone?: Tone | undefined };

export interface Row {
  readonly cells: readonly Cell[];
  /** Whole lines printed under the row, already indented and fitted. */
  readonly below?: readonly string[];
}

const gap = 2;
const bare = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' '.repeat(gap),
};

/** Columns the table takes when nothing is left out, shortened or wrapped. */
export function naturalWidth(columns: readonly Column[], rows: readonly Row[], narrow = false, indent = 2): number {
  return (
    indent + totalWidth(keptColumns(columns, rows, Number.POSITIVE_INFINITY, narrow).map(({ natural }) => natural))
  );
}

/** Many times faster than cli-table3 and the same to the eye: for a screen that is drawn anew after every key. */
export function quickTable(columns: readonly Column[], rows: readonly Row[], pen: Pen, indent = 2): readonly string[] {
  return tableBy(joined, columns, rows, pen, indent);
}

export function table(columns: readonly Column[], rows: readonly Row[], pen: Pen, indent = 2): readonly string[] {
  return tableBy(draw, columns, rows, pen, indent);
}

type Draw = (
  blocks: readonly (readonly (readonly string[])[])[],
  kept: readonly Kept[],
  widths: readonly number[],
) => readonly (readonly string[])[];

function tableBy(
  drawRows: Draw,
  columns: readonly Column[],
  rows: readonly Row[],
  pen: Pen,
  indent: number,
): readonly string[] {
  if (rows.length === 0) return [];
  const room = pen.style.width - indent;
  const kept = keptColumns(columns, rows, room, isNarrow(pen));
  const widths = fittedWidths(kept, room);
  const withHead = kept.some(({ column }) => column.head !== '');
  const head: Row = { cells: columns.map(({ head: text }) => ({ text, tone: 'quiet' })) };
  const all = withHead ? [head, ...rows] : rows;
  const blocks = all.map((row) =>
    kept.map(({ column, at }, i) => fitCell(row.cells[at] ?? '', column, widths[i] ?? 1, pen)),
  );
  const drawn = drawRows(blocks, kept, widths);
  return all.flatMap((row, i) => [...(drawn[i] ?? []).map((line) => ' '.repeat(indent) + line), ...(row.below ?? [])]);
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}

interface Kept {
  readonly column: Column;
  readonly at: number;
  readonly natural: number;
}

function keptColumns(columns: readonly Column[], rows: readonly Row[], room: number, narrow: boolean): readonly Kept[] {
  let kept = columns
    .map((column, at): Kept => {
      const widest = rows.reduce((most, { cells }) => Math.max(most, textWidth(textOf(cells[at] ?? ''))), 0);
      return { column, at, natural: widest === 0 ? 0 : Math.max(widest, column.atLeast ?? 0, textWidth(column.head)) };
    })
    .filter(({ column, natural }) => natural > 0 && !(narrow && column.secondary));
  while (totalWidth(kept.map(leastWidth)) > room) {
    const rank = Math.max(...kept.map(({ column }) => column.expendable ?? 0));
    if (rank === 0) break;
    kept = kept.filter(({ column }) => (column.expendable ?? 0) !== rank);
  }
  return kept;
}

function fittedWidths(kept: readonly Kept[], room: number): readonly number[] {
  const widths = kept.map(({ natural }) => (Number.isFinite(room) ? Math.min(natural, Math.max(1, room)) : natural));
  // Take columns from whichever flexible cell is widest, so that short ones stay whole.
  while (totalWidth(widths) > room) {
    let widest = -1;
    for (const [i, width] of widths.entries()) {
      const item = kept[i];
      if (item && width > leastWidth(item) && width > (widths[widest] ?? 0)) widest = i;
    }
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 1) - 1;
  }
  return widths;
}

function leastWidth({ column, natural }: Kept): number {
  return column.least === undefined ? natural : Math.min(natural, column.least);
}

function totalWidth(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, Math.max(0, widths.length - 1) * gap);
}

function fitCell(cell: Cell, column: Column, width: number, pen: Pen): readonly string[] {
  const text = textOf(cell);
  const tone = typeof cell === 'string' ? undefined : cell.tone;
  const fit = column.fit ?? 'end';
  const lines = fit === 'wrap' ? wrapText(text, width) : [shorten(text, width, fit, pen.signs.ellipsis)];
  return lines.map((line) => pen.paint(tone, line.trimEnd()));
}

const joined: Draw = (blocks, kept, widths) =>
  blocks.map((cells) =>
    Array.from({ length: Math.max(1, ...cells.map((lines) => lines.length)) }, (_, line) =>
      cells
        .map((lines, i) => padded(lines[line] ?? '', widths[i] ?? 0, kept[i]?.column.align))
        .join(' '.repeat(gap))
        .trimEnd(),
    ),
  );

function padded(text: string, width: number, align: Column['align']): string {
  const blank = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'right' ? blank + text : text + blank;
}

/**
 * One block of lines per row. cli-table3 gets every screen line as a row of its own: it measures a whole cell once per
 * character for each line it draws, which takes seconds for a long text broken over many lines.
 */
function draw(
  blocks: readonly (readonly (readonly string[])[])[],
  kept: readonly Kept[],
  widths: readonly number[],
): readonly (readonly string[])[] {
  const drawing = new Table({
    chars: bare,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: [...widths],
    colAligns: kept.map(({ column }) => column.align ?? 'left'),
  });
  const heights = blocks.map((cells) => Math.max(1, ...cells.map((lines) => lines.length)));
  for (const [i, cells] of blocks.entries())
    for (let line = 0; line < (heights[i] ?? 1); line++) drawing.push(cells.map((lines) => lines[line] ?? ''));
  const drawn = drawing.toString().split('\n');
  let next = 0;
  return heights.map((height) => {
    next += height;
    return drawn.slice(next - height, next).map((line) => line.trimEnd());
  });
}
