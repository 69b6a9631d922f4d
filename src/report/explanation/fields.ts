// The field matrix: one row per field, one cell per hop, then the value, how it is known and where the evidence stands.
import { isNarrow, type Pen, paragraph, type Tone, withPlace } from '../pen.ts';
import { type Cell, type Column, naturalWidth, type Row, table } from '../table.ts';
import { textWidth } from '../text-width.ts';
import type { ExplainedCall } from './call.ts';

type Field = ExplainedCall['fields'][number];
type State = Field['cells'][number]['state'];

const states = ['present', 'dropped', 'rewritten', 'late', 'absent'] as const;
export const stateTones: Readonly<Record<State, Tone | undefined>> = {
  present: 'good',
  dropped: 'bad',
  rewritten: 'bad',
  late: 'fair',
  absent: 'quiet',
};
const needMarks: Readonly<Record<Field['need'], string>> = { required: ' *', recommended: ' +', optional: '' };

/** More hops than this are written as runs, "present 1-3, dropped 4": a matrix would no longer fit any screen. */
const mostColumns = 12;

/** How lines under a row stand. */
const detail = { indent: 6, tone: 'quiet' } as const;

export function fieldLines(call: ExplainedCall, pen: Pen): readonly string[] {
  if (call.fields.length === 0) return [];
  const shown = call.fields.filter(speaks);
  const silent = call.fields.filter((field) => !speaks(field)).map(({ field }) => field);
  const hops = hopColumns(call, shown, pen);
  const columns: readonly Column[] = [
    { head: 'field', least: 12, fit: 'end' },
    ...hops.columns,
    { head: 'value', least: 10, fit: 'middle' },
    { head: 'grade', expendable: 1 },
    { head: 'evidence', least: 24, fit: 'middle' },
  ];
  const inline = shown.map((field): Row => {
    const tone: Tone | undefined = field.grade === 'none' && field.need === 'required' ? 'bad' : undefined;
    const cells = [...hops.cells(field), field.value ?? '(none)', { text: field.grade, tone }, evidenceText(field)];
    return { cells: [field.field + needMarks[field.need], ...cells], below: detailLines(field, call, pen) };
  });
  const beside = !isNarrow(pen) || naturalWidth(columns, inline) <= pen.style.width;
  const stacked = shown.map((field, i): Row => {
    const { cells = [], below = [] } = inline[i] ?? {};
    return { cells: cells.slice(0, -1), below: [...evidenceLine(field, pen), ...below] };
  });
  const rows = beside ? inline : stacked;
  return [
    ...table(columns, rows, pen),
    ...(silent.length > 0 ? paragraph(`never present: ${silent.join(', ')}`, pen, { hang: 2, tone: 'quiet' }) : []),
    ...legend(shown, pen),
  ];
}

/** Optional fields that no hop ever had say nothing; they share one line. */
export function speaks({ need, value, cells }: Field): boolean {
  return need !== 'optional' || value !== null || cells.some(({ state }) => state !== 'absent');
}

/** One column per hop, headed by its name or by its number in the path; one column of runs when there are too many. */
function hopColumns({ path }: ExplainedCall, fields: readonly Field[], pen: Pen) {
  if (path.length > mostColumns) {
    const column: Column = { head: 'at hops', least: 16, fit: 'wrap' };
    return { columns: [column], cells: (field: Field): readonly Cell[] => [runsText(field, pen)] };
  }
  const names = path.map(({ component }) => component);
  const fieldWidth = fields.reduce((most, { field }) => Math.max(most, textWidth(field) + 2), 12);
  const taken = names.reduce((sum, name) => sum + textWidth(name) + 2, fieldWidth + 2);
  const fits = taken + (isNarrow(pen) ? 30 : 60) <= pen.style.width;
  const columns = names.map((name, i): Column => ({ head: fits ? name : String(i + 1) }));
  const cells = (field: Field): readonly Cell[] =>
    path.map((_, i) => {
      const state = field.cells[i]?.state ?? 'absent';
      return { text: pen.signs[state], tone: stateTones[state] };
    });
  return { columns, cells };
}

function evidenceText({ evidence }: Field): string {
  return evidence === null ? '' : `${evidence.component}  ${evidence.source}:${evidence.line}`;
}

function evidenceLine({ evidence }: Field, pen: Pen): readonly string[] {
  if (evidence === null) return [];
  return withPlace(`from ${evidence.component}`, `${evidence.source}:${evidence.line}`, pen, detail);
}

function detailLines(field: Field, { path }: ExplainedCall, pen: Pen): readonly string[] {
  return [
    ...field.cells.flatMap(({ state, value }, i) => {
      if (state !== 'rewritten') return [];
      const text = `rewritten at ${path[i]?.component ?? `hop ${i + 1}`}: ${value ?? '(nothing)'}`;
      return paragraph(text, pen, { ...detail, hang: 2 });
    }),
    ...(field.rule === undefined ? [] : paragraph(`registry: ${field.rule}`, pen, { ...detail, hang: 2 })),
    ...field.rivals.flatMap(({ value, component, source, line }) =>
      withPlace(`but ${component} says ${value}`, `${source}:${line}`, pen, detail),
    ),
  ];
}

function runsText({ cells }: Field, pen: Pen): string {
  const runs: { state: State; from: number; to: number }[] = [];
  for (const [i, { state }] of cells.entries()) {
    const last = runs.at(-1);
    if (last?.state === state) last.to = i + 1;
    else runs.push({ state, from: i + 1, to: i + 1 });
  }
  return runs.map(({ state, from, to }) => `${pen.signs[state]} ${from === to ? from : `${from}-${to}`}`).join(', ');
}

/** Only the signs that occur. */
function legend(fields: readonly Field[], pen: Pen): readonly string[] {
  const seen = new Set(fields.flatMap(({ cells }) => cells.map(({ state }) => state)));
  const needs = new Set(fields.map(({ need }) => need));
  const signs = states.filter((state) => seen.has(state)).map((state) => `${pen.signs[state]} ${state}`);
  const marks = (['required', 'recommended'] as const)
    .filter((need) => needs.has(need))
    .map((need) => `${needMarks[need].trim()} ${need}`);
  const [first, second] = [signs.join('  '), marks.join('  ')];
  const one = [first, second].filter((text) => text !== '').join('  ');
  const lines = textWidth(one) + 2 <= pen.style.width ? [one] : [first, second];
  return lines.flatMap((line) => (line === '' ? [] : paragraph(line, pen, { hang: 2, tone: 'quiet' })));
}
