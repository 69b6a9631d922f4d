// Headline: the score with its two numbers, the three parts of all spend as one bar, and the seven questions.
import type { AuditReport } from '../../model/report.ts';
import { splitBar } from '../bar.ts';
import { amountOf, count, counted, exactMoney, minuteOf, money, share } from '../figures.ts';
import { filteredOut } from '../no-call.ts';
import { type Pen, paragraph, type Tone } from '../pen.ts';
import { type Column, table } from '../table.ts';
import { unmeasuredText } from '../unmeasured.ts';
import { questionLines } from './questions.ts';
import { holdsSums, moneyWidth, type Section } from './section.ts';

const parts = ['proven', 'recoverable', 'unattributed'] as const;
const tones: Readonly<Record<(typeof parts)[number], Tone>> = {
  proven: 'good',
  recoverable: 'fair',
  unattributed: 'bad',
};

export const headline: Section = (report, pen) => {
  const { totals } = report;
  if (totals.calls === 0) return [pen.paint('strong', 'Coverage: nothing to score'), ...nothingFound(report, pen)];
  return [
    ...scoreLines(report, pen),
    '',
    stackedBar(report, pen),
    ...partsTable(report, pen),
    '',
    ...paragraph(scopeText(report), pen),
    ...caveats(report, pen),
    '',
    ...questionLines(report, pen),
  ];
};

function nothingFound(report: AuditReport, pen: Pen): readonly string[] {
  const { totals } = report;
  const filtered = filteredOut(report);
  const none =
    filtered === undefined
      ? 'no billed call among them'
      : `no billed call left: ${filtered} (--filter, --since, --until)`;
  const read = `${counted(totals.records, 'record')} read, ${counted(totals.events, 'event')}, ${none}.`;
  if (totals.records === 0) return paragraph('No record was found in the input.', pen);
  const sums =
    'These are sums, as usage reports and bills have them: no call, no owner. `attrib-audit reconcile --invoice` holds them against the logs of the calls.';
  return [...paragraph(read, pen), ...(filtered === undefined && holdsSums(report) ? paragraph(sums, pen) : [])];
}

function scoreLines({ coverage, totals }: AuditReport, pen: Pen): readonly string[] {
  const { proven } = coverage;
  if (coverage.basis === 'calls') {
    const score = share(BigInt(proven.calls), BigInt(totals.calls));
    return [
      pen.paint('strong', `Coverage ${score} by calls`),
      ...paragraph(`${count(proven.calls)} of ${count(totals.calls)} calls have a proven owner.`, pen),
    ];
  }
  const [part, whole] = [amountOf(proven.usd), amountOf(totals.spend_usd)];
  const title = `Coverage ${share(part, whole)}`;
  const numbers = `${money(part)} of ${totals.lower_bound ? 'at least ' : ''}${money(whole)} has a proven owner`;
  return title.length + 2 + numbers.length <= pen.style.width
    ? [`${pen.paint('strong', title)}  ${numbers}`]
    : [pen.paint('strong', title), ...paragraph(numbers, pen)];
}

function stackedBar({ coverage }: AuditReport, pen: Pen): string {
  const sizes = parts.map((part) =>
    coverage.basis === 'calls' ? BigInt(coverage[part].calls) : amountOf(coverage[part].usd),
  );
  const cells = splitBar(sizes, Math.max(1, Math.min(pen.style.width - 4, 76)));
  return `  ${parts.map((part, i) => pen.paint(tones[part], pen.signs[part].repeat(cells[i] ?? 0))).join('')}`;
}

const columns: readonly Column[] = [
  { head: '', align: 'right', atLeast: moneyWidth },
  { head: '', align: 'right' },
  { head: '' },
  { head: '', align: 'right', expendable: 1 },
  { head: '', align: 'right', secondary: true },
];

function partsTable({ coverage, totals }: AuditReport, pen: Pen): readonly string[] {
  const whole = amountOf(totals.spend_usd);
  const byCalls = coverage.basis === 'calls';
  const rows = parts.map((name) => {
    const part = coverage[name];
    const callShare = share(BigInt(part.calls), BigInt(totals.calls));
    return {
      cells: [
        byCalls ? '' : money(amountOf(part.usd)),
        byCalls ? callShare : share(amountOf(part.usd), whole),
        { text: `${pen.signs[name]} ${name}`, tone: tones[name] },
        counted(part.calls, 'call'),
        byCalls ? '' : callShare,
      ],
    };
  });
  const total = {
    cells: [byCalls ? '' : money(whole), '', byCalls ? 'all calls' : 'all spend', counted(totals.calls, 'call')],
  };
  return table(columns, [...rows, total], pen);
}

function scopeText({ totals, generated_from: { window } }: AuditReport): string {
  const counts = `${counted(totals.calls, 'call')} in ${counted(totals.traces, 'trace')}`;
  if (window.from === null || window.to === null) return `${counts}; no call carries a time.`;
  const [from, to] = [minuteOf(window.from), minuteOf(window.to)];
  return from === to ? `${counts}, ${from} UTC.` : `${counts}, ${from} to ${to} UTC.`;
}

/** What a reader must know before using the figures above. */
function caveats(report: AuditReport, pen: Pen): readonly string[] {
  const { coverage, totals } = report;
  const { band } = totals;
  const texts: string[] = [];
  if (coverage.basis === 'calls') texts.push('No call could be priced: the score counts calls, not money.');
  else if (totals.lower_bound)
    texts.push(
      `Totals are a lower bound: ${count(totals.unpriced_calls)} of ${count(totals.calls)} calls could not be priced, the real spend is higher.`,
    );
  if (band.calls > 0) texts.push(bandText(band));
  const unmeasured = unmeasuredText(report);
  if (unmeasured !== undefined) texts.push(unmeasured);
  if (totals.disputed && totals.disputed.calls > 0) texts.push(disputedText(totals.disputed));
  return texts.flatMap((text) => paragraph(`${pen.signs.warning} ${text}`, pen, { hang: 2, tone: 'fair' }));
}

/** Both totals: the one that counts, and what it would be by the other sources. */
function disputedText({ calls, usd, low_usd, high_usd }: NonNullable<AuditReport['totals']['disputed']>): string {
  const [counted_usd, low, high] = [usd, low_usd, high_usd].map(amountOf);
  const show = money(low ?? 0n) === money(high ?? 0n) ? exactMoney : money;
  return `The sources of the rate card disagree about ${counted(calls, 'call')}: counted as ${show(counted_usd ?? 0n)}, between ${show(low ?? 0n)} and ${show(high ?? 0n)} by all of them.`;
}

function bandText({ calls, low_usd, high_usd }: AuditReport['totals']['band']): string {
  const costs = calls === 1 ? 'costs' : 'cost';
  const [low, high] = [amountOf(low_usd), amountOf(high_usd)];
  const show = money(low) === money(high) ? exactMoney : money;
  return `${counted(calls, 'call')} with an ambiguous model ${costs} between ${show(low)} and ${show(high)}.`;
}
