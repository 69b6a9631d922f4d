// Findings: every diagnosed problem, errors first, then by the money at stake, each with one place to look at.
import { severities } from '../../model/finding.ts';
import type { AuditReport } from '../../model/report.ts';
import { amountOf, count, counted, moneyOrDash } from '../figures.ts';
import { heading, type Pen, paragraph, type Tone } from '../pen.ts';
import { worstFirst } from '../ranking.ts';
import { type Cell, type Column, naturalWidth, table } from '../table.ts';
import { exampleLines } from './examples.ts';
import { besideMoney, moneyWidth, type Section } from './section.ts';

type Finding = AuditReport['findings'][number];
type Severity = Finding['severity'];

const title = 'Findings';
const tones: Readonly<Record<Severity, Tone>> = { error: 'bad', warning: 'fair', note: 'quiet' };

const columns: readonly Column[] = [
  { head: 'at stake', align: 'right', atLeast: moneyWidth },
  { head: 'times', align: 'right' },
  { head: '' },
  { head: '', least: 16, fit: 'middle' },
  { head: '' },
];

export const findings: Section = ({ findings: all }, pen) => {
  if (all.length === 0) return heading(title, 'none', pen);
  const ranked = rankedFindings(all);
  const shown = ranked.filter(({ severity }, index) => severity === 'error' || index < pen.style.top);
  // What is wrong stands beside its code when that fits for all of them, else below.
  const inline = shown.map((finding) => ({ cells: cellsOf(finding, finding.message, pen) }));
  const beside = naturalWidth(columns, inline) <= pen.style.width;
  const rows = shown.map((finding) => ({
    cells: cellsOf(finding, beside ? finding.message : '', pen),
    below: bodyLines(finding, !beside, pen),
  }));
  const rest = ranked.slice(shown.length);
  const left = rest.map(({ code, count: times }) => `${code} (${count(times)})`).join(', ');
  return [
    ...heading(title, totalsText(all), pen),
    ...table(columns, rows, pen),
    ...(rest.length > 0 ? paragraph(`${count(rest.length)} more: ${left}`, pen, { hang: 2, tone: 'quiet' }) : []),
  ];
};

export function rankedFindings(all: readonly Finding[]): readonly Finding[] {
  const ranked = worstFirst(
    all.map((finding) => ({ ...finding, calls: finding.count })),
    ({ code, message }) => `${code} ${message}`,
  );
  return severities.flatMap((severity) => ranked.filter((finding) => finding.severity === severity));
}

function totalsText(all: readonly Finding[]): string {
  return severities
    .map((severity) => counted(all.filter((finding) => finding.severity === severity).length, severity))
    .join(', ');
}

function cellsOf({ usd, count: times, severity, code }: Finding, message: string, pen: Pen): readonly Cell[] {
  const word = { text: `${pen.signs[severity]} ${severity}`, tone: tones[severity] };
  return [moneyOrDash(amountOf(usd)), count(times), word, code, message];
}

function bodyLines({ message, examples }: Finding, withMessage: boolean, pen: Pen): readonly string[] {
  const [example] = examples;
  const said = example?.message ?? '';
  const source = example?.source ?? '';
  const where = source === '' || example?.line == null ? source : `${source}:${example.line}`;
  return [
    ...(!withMessage || message === '' ? [] : paragraph(message, pen, { indent: besideMoney, hang: 2 })),
    ...(said === '' || said === message ? [] : paragraph(said, pen, { indent: besideMoney, hang: 2, tone: 'quiet' })),
    ...exampleLines({ where, trace_id: example?.trace_id ?? null }, pen),
  ];
}
