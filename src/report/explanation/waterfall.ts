// The hop waterfall: every event in path order, indented by depth, with a bar over the trace's time and what it counts as.
import type { Explanation } from '../../model/explanation.ts';
import { duration } from '../figures.ts';
import { heading, isNarrow, type Pen, withPlace } from '../pen.ts';
import { type Cell, type Column, naturalWidth, type Row, table } from '../table.ts';

type Step = Explanation['waterfall'][number];

const deepest = 12;
/** Columns for a place beside its row; with fewer it stands below. */
const placeWidth = 32;

const columns: readonly Column[] = [
  { head: 'component', least: 14, fit: 'end' },
  { head: 'hop', expendable: 5 },
  { head: 'time', expendable: 2 },
  { head: 'start', align: 'right', expendable: 1 },
  { head: 'took', align: 'right', expendable: 1 },
  { head: 'counts as', least: 14, fit: 'wrap' },
  { head: 'operation', least: 8, fit: 'end', expendable: 4 },
  { head: 'seen at', least: placeWidth, fit: 'middle' },
];

export function waterfallLines({ waterfall, calls }: Explanation, pen: Pen): readonly string[] {
  if (waterfall.length === 0) return [];
  const numbers = new Map(calls.map(({ key }, i) => [key, i + 1]));
  const span = spanOf(waterfall);
  const cells = waterfall.map((step) => cellsOf(step, span, numbers, pen));
  const rows = placesFit(cells, pen)
    ? cells.map((row): Row => ({ cells: row }))
    : waterfall.map((step, i): Row => ({ cells: (cells[i] ?? []).slice(0, -1), below: placeLines(step, pen) }));
  const timed = waterfall.some(({ offset_ms }) => offset_ms !== null);
  return [...heading('Path of the request', timed ? '' : 'no event carries a time', pen), ...table(columns, rows, pen)];
}

/** Beside the rows with nothing shortened, or on a wide screen with only the places shortened. */
function placesFit(cells: readonly (readonly Cell[])[], pen: Pen): boolean {
  if (
    naturalWidth(
      columns,
      cells.map((row) => ({ cells: row })),
    ) <= pen.style.width
  )
    return true;
  const withoutPlaces = naturalWidth(
    columns.slice(0, -1),
    cells.map((row) => ({ cells: row.slice(0, -1) })),
  );
  return !isNarrow(pen) && withoutPlaces + 2 + placeWidth <= pen.style.width;
}

function cellsOf(step: Step, span: number, numbers: ReadonlyMap<string, number>, pen: Pen): readonly Cell[] {
  const tone = step.call === null ? ('quiet' as const) : undefined;
  return [
    '  '.repeat(levelOf(step)) + step.component,
    step.hop,
    { text: bar(step, span, pen), tone },
    step.offset_ms === null ? '' : duration(step.offset_ms),
    step.duration_ms === null ? '' : duration(step.duration_ms),
    { text: countsAs(step, numbers), tone },
    step.operation ?? '',
    placeOf(step),
  ];
}

/** Milliseconds from the first event to the end of the last. */
export function spanOf(waterfall: readonly Step[]): number {
  return waterfall.reduce((most, step) => Math.max(most, (step.offset_ms ?? 0) + (step.duration_ms ?? 0)), 0);
}

export function bar({ offset_ms, duration_ms }: Step, span: number, pen: Pen): string {
  if (offset_ms === null || !(span > 0)) return '';
  const width = pen.style.width < 70 ? 8 : isNarrow(pen) ? 12 : 20;
  const start = Math.min(width - 1, Math.max(0, Math.floor((offset_ms / span) * width)));
  if (duration_ms === null || duration_ms <= 0) return ' '.repeat(start) + pen.signs.instant;
  const length = Math.min(width - start, Math.max(1, Math.round((duration_ms / span) * width)));
  return ' '.repeat(start) + pen.signs.span.repeat(length);
}

/** The call it is a log of, or why it is none, and how it failed. */
function countsAs({ call, excluded, status, role }: Step, numbers: ReadonlyMap<string, number>): string {
  const name = call === null ? undefined : `call ${numbers.get(call) ?? call}`;
  const failed = status === null || status === 'ok' ? undefined : status;
  const parts = [name, excluded ?? undefined, failed].filter((text) => text !== undefined);
  return parts.length === 0 ? role : parts.join(', ');
}

function placeLines(step: Step, pen: Pen): readonly string[] {
  const options = { indent: 4 + 2 * levelOf(step), tone: 'quiet' } as const;
  const what = [step.component === step.hop ? '' : step.hop, step.operation ?? ''].filter((text) => text !== '');
  return withPlace(isNarrow(pen) && what.length > 0 ? what.join(', ') : '', placeOf(step), pen, options);
}

function placeOf({ source, line }: Step): string {
  return `${source}:${line}`;
}

function levelOf({ depth }: Step): number {
  return Math.min(Math.max(0, depth), deepest);
}
