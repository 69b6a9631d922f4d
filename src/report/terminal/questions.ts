// The seven questions of a chargeback, one line each: sign and word, figure, and the evidence with its numbers.
import type { AuditReport } from '../../model/report.ts';
import { amountOf, count, money, percent } from '../figures.ts';
import { isNarrow, type Pen, paragraph, type Tone } from '../pen.ts';
import { type Column, table } from '../table.ts';
import { countsCalls, unattributedLimit } from './section.ts';

type Question = AuditReport['questions'][number];

/** Short enough, so that the evidence keeps room beside them. */
function shortQuestion(id: Question['id'], limit: string): string {
  const texts: Readonly<Record<Question['id'], string>> = {
    Q1: 'traced to user action',
    Q2: 'one trace id, all hops',
    Q3: 'team, workflow, feature',
    Q4: 'tenant without PII',
    Q5: 'cost from tokens',
    Q6: 'retries explained',
    Q7: `unattributed max ${limit} %`,
  };
  return texts[id];
}
const tones: Readonly<Record<Question['verdict'], Tone>> = {
  pass: 'good',
  partial: 'fair',
  fail: 'bad',
  unmeasured: 'quiet',
};
const passesNeeded = 6;

const columns: readonly Column[] = [
  { head: '' },
  { head: '' },
  { head: '', align: 'right' },
  { head: '' },
  { head: '', least: 22, fit: 'wrap', expendable: 1 },
];

export function questionLines(report: AuditReport, pen: Pen): readonly string[] {
  const { questions, chargeback_ready } = report;
  const passed = questions.filter(({ verdict }) => verdict === 'pass').length;
  const ready = chargeback_ready ? 'Chargeback-ready' : 'Not chargeback-ready';
  const title = `${ready}: ${passed} of ${questions.length} questions pass`;
  const below = isNarrow(pen) && pen.style.width < 78;
  const rows = questions.map((question) => ({
    cells: [
      question.id,
      { text: `${pen.signs[question.verdict]} ${question.verdict}`, tone: tones[question.verdict] },
      question.value_pct === null ? '' : percent(question.value_pct),
      shortQuestion(question.id, unattributedLimit(report)),
      below ? '' : { text: evidenceText(question, report), tone: 'quiet' as const },
    ],
    below: below ? paragraph(evidenceText(question, report), pen, { indent: 6, tone: 'quiet' }) : [],
  }));
  return [
    `${pen.paint('strong', title)}${chargeback_ready ? '' : `, ${passesNeeded} are needed`}`,
    ...table(columns, rows, pen),
  ];
}

/** No percentage without its two numbers: Q7's stand in the parts of the coverage. */
function evidenceText({ id, value_pct, evidence }: Question, report: AuditReport): string {
  const counts = evidence.replace(
    /(\d+) of (\d+)/g,
    (_, part, whole) => `${count(Number(part))} of ${count(Number(whole))}`,
  );
  if (id !== 'Q7' || value_pct === null) return counts;
  const { coverage, totals } = report;
  const numbers = countsCalls(report)
    ? `${count(coverage.unattributed.calls)} of ${count(totals.calls)} calls`
    : `${money(amountOf(coverage.unattributed.usd))} of ${money(amountOf(totals.spend_usd))}`;
  return `${numbers}; ${counts}`;
}
