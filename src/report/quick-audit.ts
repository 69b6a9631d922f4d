// The quick audit on one screen: a line for each request with its path and seven signs, then the seven answers.
import { type QuickAudit, quickAuditSchema } from '../model/quick-audit.ts';
import { amountOf, count, counted, minuteOf, moneyOrDash, percent } from './figures.ts';
import { jsonText } from './json-text.ts';
import { heading, type Pen, paragraph, penFor, type Tone } from './pen.ts';
import { printableDocument } from './printable.ts';
import type { Style } from './style.ts';
import { type Cell, table } from './table.ts';
import { joinBlocks } from './terminal.ts';

export const quickAuditWriters = {
  terminal: quickAuditToTerminal,
  json: (document: QuickAudit): string => jsonText(quickAuditSchema.parse(document)),
} as const;

type Verdict = QuickAudit['answers'][number]['verdict'];
const tones: Readonly<Record<Verdict, Tone | undefined>> = {
  pass: 'good',
  partial: 'fair',
  fail: 'bad',
  unmeasured: 'quiet',
};

function quickAuditToTerminal(document: QuickAudit, style: Style): string {
  const pen = penFor(style);
  const safe = printableDocument(document, style.unicode);
  return joinBlocks([requests(safe, pen), answers(safe, pen)], style.width);
}

function requests({ requests: rows, drawn_from: from, seed }: QuickAudit, pen: Pen): readonly string[] {
  const ids = ['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'Q7'] as const;
  const sign = (verdict: Verdict): Cell => ({ text: pen.signs[verdict], tone: tones[verdict] });
  const columns = [
    { head: 'spend', align: 'right' as const },
    ...ids.map((id) => ({ head: id })),
    { head: 'started', expendable: 2 },
    { head: 'workflow', least: 8, fit: 'middle' as const },
    { head: 'path', least: 16, fit: 'middle' as const },
    { head: 'trace', least: 8, fit: 'middle' as const, expendable: 1 },
  ];
  const lines = rows.map((row) => ({
    cells: [
      moneyOrDash(amountOf(row.usd)),
      ...ids.map((id) => sign(row.answers[id])),
      row.start === null ? 'no time' : minuteOf(row.start),
      row.workflow_id ?? '(none)',
      row.path.join(` ${pen.signs.arrow} `),
      row.trace_id,
    ],
  }));
  return [
    ...heading(
      `Quick audit of ${counted(rows.length, 'request')}`,
      `drawn from the newest ${count(from.recent)} of ${count(from.requests)}, over ${counted(from.workflows, 'workflow')}; seed ${seed}`,
      pen,
    ),
    ...table(columns, lines, pen),
    ...(from.workflows === 1
      ? paragraph('! Only one workflow is in the input; two or three would say more.', pen, { hang: 2 })
      : []),
  ];
}

function answers({ answers: all, chargeback_ready: ready }: QuickAudit, pen: Pen): readonly string[] {
  const passed = all.filter(({ verdict }) => verdict === 'pass').length;
  const rows = all.map(({ id, question, verdict, value_pct: value, evidence }) => ({
    cells: [
      id,
      { text: `${pen.signs[verdict]} ${verdict}`, tone: tones[verdict] },
      value === null ? '' : percent(value),
      question,
      evidence,
    ],
  }));
  const columns = [
    { head: '' },
    { head: '' },
    { head: '', align: 'right' as const },
    { head: '', least: 24, fit: 'wrap' as const },
    { head: '', expendable: 1 },
  ];
  return [
    ...heading(
      ready ? 'Ready for chargeback, as far as this sample goes' : 'Not ready for chargeback',
      `${passed} of 7 questions pass, 6 are needed`,
      pen,
    ),
    ...table(columns, rows, pen),
  ];
}
