// Where ownership drops: the edges between two components that lose a field, by the spend behind them.
import type { AuditReport } from '../../model/report.ts';
import { amountOf, count, minuteOf, money, moneyOrDash } from '../figures.ts';
import { heading, type Pen, paragraph } from '../pen.ts';
import { worstFirst } from '../ranking.ts';
import type { Column } from '../table.ts';
import { tableWithExamples } from './examples.ts';
import { besideMoney, countsCalls, moneyWidth, moreLine, place, type Section } from './section.ts';

type Break = AuditReport['breaks'][number];
type Slice = AuditReport['break_slices'][number];

const title = 'Where ownership drops';

const columns: readonly Column[] = [
  { head: 'spend', align: 'right', atLeast: moneyWidth },
  { head: 'calls', align: 'right', expendable: 2 },
  { head: 'traces', align: 'right', expendable: 1 },
  { head: 'field', least: 12, fit: 'middle' },
  { head: 'break', least: 9 },
  { head: 'between', least: 8, fit: 'middle' },
  { head: '', least: 11, fit: 'middle' },
];

export const breaks: Section = (report, pen) => {
  if (report.totals.calls === 0) return [];
  const ranked = rankedBreaks(report);
  if (ranked.length === 0) {
    const none = 'no break found; no field is dropped, rewritten or added late between two components';
    return heading(title, none, pen);
  }
  const shown = ranked.slice(0, pen.style.top);
  const rows = shown.map((item) => ({
    cells: [
      countsCalls(report) ? '' : moneyOrDash(amountOf(item.usd)),
      count(item.calls),
      count(item.traces),
      item.field,
      { text: item.kind, tone: 'bad' as const },
      item.from,
      `${pen.signs.arrow} ${item.to}`,
    ],
    below: detailLines(item, report.break_slices, pen),
    example: { where: place(item.example), trace_id: item.example.trace_id },
  }));
  return [
    ...heading(title, `by the ${countsCalls(report) ? 'calls' : 'spend of the calls'} behind each break`, pen),
    ...tableWithExamples(columns, rows, pen),
    ...moreLine(ranked.length - shown.length, ['break', 'breaks'], pen),
  ];
};

export function rankedBreaks({ breaks: all }: AuditReport): readonly Break[] {
  return worstFirst(all, ({ from, to, field, kind }) => [from, to, field, kind].join(' '));
}

function detailLines(item: Break, slices: readonly Slice[], pen: Pen): readonly string[] {
  const texts: string[] = [];
  const { before, after } = item.example;
  if (item.kind === 'rewritten') texts.push(`${before ?? '(nothing)'} ${pen.signs.arrow} ${after ?? '(nothing)'}`);
  if (item.kind === 'late') texts.push(`first set to ${after ?? '(unknown)'}`);
  const slice = mainSlice(item, slices);
  if (slice) texts.push(sliceText(slice));
  return texts.flatMap((text) => paragraph(text, pen, { indent: besideMoney, hang: 2, tone: 'quiet' }));
}

/** The costliest slice, when it says anything that narrows the search. */
function mainSlice(item: Break, slices: readonly Slice[]): Slice | undefined {
  const own = slices.filter(
    ({ from, to, field, kind }) => from === item.from && to === item.to && field === item.field && kind === item.kind,
  );
  const main = worstFirst(own, (slice) => JSON.stringify(slice))[0];
  return main && (main.operation ?? main.producer ?? main.status ?? main.first_day) !== null ? main : undefined;
}

function sliceText(slice: Slice): string {
  const days =
    slice.first_day === null
      ? undefined
      : slice.last_day === null || slice.last_day === slice.first_day
        ? `on ${minuteOf(slice.first_day)}`
        : `${slice.first_day} to ${slice.last_day}`;
  const named = [
    slice.operation === null ? undefined : `on ${slice.operation}`,
    slice.producer === null ? undefined : `from ${slice.producer}`,
    slice.status === null ? undefined : `status ${slice.status}`,
    days,
  ].filter((text) => text !== undefined);
  return `mostly ${named.join(', ')} (${money(amountOf(slice.usd))})`;
}
