// Inputs: what was read and as which format, what was rejected and why, and the rules it was judged by.
import type { AuditReport } from '../../model/report.ts';
import { amountOf, count, counted, money } from '../figures.ts';
import { formatText, inputAdvice } from '../input-advice.ts';
import { heading, type Pen, paragraph } from '../pen.ts';
import { type Column, table } from '../table.ts';
import { shorten } from '../text-width.ts';
import { moneyWidth, type Section } from './section.ts';

type Input = AuditReport['generated_from']['inputs'][number];

const shownProblems = 3;

const columns: readonly Column[] = [
  { head: 'records', align: 'right', atLeast: moneyWidth },
  { head: 'calls', align: 'right', secondary: true, expendable: 2 },
  { head: 'skipped', align: 'right', expendable: 2 },
  { head: 'rejected', align: 'right' },
  { head: 'bytes', align: 'right', secondary: true, expendable: 3 },
  { head: 'format, confidence', least: 8, fit: 'middle', expendable: 1 },
  { head: 'path', least: 16, fit: 'middle' },
];

export const inputs: Section = (report, pen) => {
  const all = report.generated_from.inputs;
  // Rejections first: a cut list must not hide them.
  const ranked = all.toSorted((a, b) => b.rejected - a.rejected);
  const shown = ranked.filter(({ rejected }, index) => rejected > 0 || index < pen.style.top);
  const rows = all
    .filter((input) => shown.includes(input))
    .map((input) => ({ cells: cellsOf(input), below: notes(input, pen) }));
  const left = all.length - shown.length;
  const more = left === 0 ? [] : paragraph(`${count(left)} more, nothing rejected`, pen, { tone: 'quiet' });
  const total = `${counted(all.length, 'input')}, ${counted(report.totals.records, 'record')}, ${count(report.ledger.rejected)} rejected`;
  return [...heading('Inputs', total, pen), ...table(columns, rows, pen), ...more, ...rules(report, pen)];
};

function cellsOf(input: Input) {
  return [
    count(input.records),
    count(input.calls),
    count(input.skipped),
    input.rejected === 0 ? '0' : { text: count(input.rejected), tone: 'bad' as const },
    count(input.bytes),
    input.format === null && isOnlyText(input) ? 'only text' : formatText(input),
    input.path,
  ];
}

/** A README beside the logs, say. */
function isOnlyText({ records, text_lines: lines, problems }: Input): boolean {
  return records === 0 && lines > 0 && problems.length === 0;
}

const problemWords = {
  rejected: '',
  skipped: ', passed over',
  part: ', part of a record',
  unreadable: '',
} as const;

function notes(input: Input, pen: Pen): readonly string[] {
  const options = { indent: 6, hang: 2, tone: 'quiet' } as const;
  const formats = Object.entries(input.formats);
  const mixed = formats.map(([format, records]) => `${format} ${count(records)}`).join(', ');
  const problems = input.problems.slice(0, shownProblems).flatMap(({ kind, line, reason, hint, records }) => {
    const times = records < 2 ? problemWords[kind] : `${problemWords[kind]} (${counted(records, 'record')})`;
    const where = shorten(`${input.path}:${line}`, pen.style.width - 8, 'middle', pen.signs.ellipsis);
    return paragraph(`${where}: ${reason}${times}${hint === null ? '' : `; ${hint}`}`, pen, { indent: 6, hang: 2 });
  });
  const left = input.problems.length - shownProblems;
  return [
    ...(formats.length > 1 ? paragraph(`formats: ${mixed}`, pen, options) : []),
    ...(input.text_lines > 0
      ? paragraph(
          `${counted(input.text_lines, 'line')} of ${isOnlyText(input) ? 'text without a record' : 'other text around the records'}`,
          pen,
          options,
        )
      : []),
    ...(input.left_out > 0
      ? paragraph(`${counted(input.left_out, 'part')} of records gave no event beside those that did`, pen, options)
      : []),
    ...problems,
    ...inputAdvice(input).flatMap((text) => paragraph(text, pen, { indent: 6, hang: 2 })),
    ...(left > 0 ? paragraph(counted(left, 'more kind of problem', 'more kinds of problem'), pen, options) : []),
  ];
}

function rules({ contract, registry, rates, totals }: AuditReport, pen: Pen): readonly string[] {
  const cards = rates.map(({ id, as_of }) => (as_of === null ? id : `${id} as of ${as_of}`));
  const basis = (['repriced', 'logged', 'unpriced'] as const).flatMap((name) => {
    const calls = totals.by_basis[name]?.calls ?? 0;
    return calls > 0 ? [`${count(calls)} ${basisWords[name]}`] : [];
  });
  return [
    '',
    ...paragraph(`Contract: ${contract.id} (${contract.mode}).${rejectedBy(contract)}`, pen, { hang: 2 }),
    ...(registry
      ? paragraph(
          `Registry: ${registry.id}, ${counted(registry.teams, 'team')}, ${counted(registry.identities, 'identity rule')}.`,
          pen,
          { hang: 2 },
        )
      : []),
    ...paragraph(`Rate cards: ${cards.length === 0 ? 'none' : cards.join(', ')}.`, pen, { hang: 2 }),
    ...(basis.length > 0 ? paragraph(`Calls priced: ${basis.join(', ')}.`, pen, { hang: 2 }) : []),
  ];
}

const basisWords = { repriced: 'by rate card', logged: 'as logged', unpriced: 'not at all' } as const;

/** Hard enforcement is told as what it would have cost the callers. */
function rejectedBy({ mode, violations }: AuditReport['contract']): string {
  if (mode === 'soft' || !violations) return '';
  return ` Enforced, it would have rejected ${counted(violations.calls, 'call')} (${money(amountOf(violations.usd))}).`;
}
