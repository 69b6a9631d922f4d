// Unattributed spend by cause, and whose job the exception bucket is. It is never spread over teams.
import type { AuditReport } from '../../model/report.ts';
import { deadlineText } from '../deadline.ts';
import { amountOf, count, counted, money, moneyOrDash, share } from '../figures.ts';
import { heading, isNarrow, type Pen, paragraph } from '../pen.ts';
import { worstFirst } from '../ranking.ts';
import type { Column } from '../table.ts';
import { shorten } from '../text-width.ts';
import { tableWithExamples } from './examples.ts';
import { countsCalls, moneyWidth, moreLine, place, type Section } from './section.ts';

const title = 'Unattributed spend';
const listed = 3;
const longestKey = 40;

const causeColumns: readonly Column[] = [
  { head: 'spend', align: 'right', atLeast: moneyWidth },
  { head: 'share', align: 'right', expendable: 1 },
  { head: 'calls', align: 'right' },
  { head: 'cause', least: 20, fit: 'wrap' },
];

const callColumns: readonly Column[] = [
  { head: 'top calls', align: 'right', atLeast: moneyWidth },
  { head: 'model', least: 10, fit: 'middle' },
  { head: 'component', least: 8, fit: 'middle' },
  { head: 'cause', least: 8, fit: 'end', secondary: true, expendable: 1 },
];

export const unattributed: Section = (report, pen) => {
  const { totals, coverage } = report;
  const part = coverage.unattributed;
  if (totals.calls === 0) return [];
  if (part.calls === 0) return heading(title, 'none; every billed call has an owner', pen);
  const [usd, whole] = [amountOf(part.usd), amountOf(totals.spend_usd)];
  const byMoney = !countsCalls(report);
  const aside = byMoney
    ? `${money(usd)} of ${money(whole)} (${share(usd, whole)}), ${counted(part.calls, 'call')}`
    : `${count(part.calls)} of ${counted(totals.calls, 'call')} (${share(BigInt(part.calls), BigInt(totals.calls))})`;
  return [
    ...heading(title, aside, pen),
    ...causes(report, pen),
    ...bucket(report, pen),
    ...whereItSits(report, pen),
    ...topCalls(report, pen),
  ];
};

function causes(report: AuditReport, pen: Pen): readonly string[] {
  const {
    unattributed: { by_cause },
    coverage,
  } = report;
  const byMoney = !countsCalls(report);
  const part = coverage.unattributed;
  const ranked = worstFirst(by_cause, ({ cause }) => cause);
  const rows = ranked.slice(0, pen.style.top).map(({ usd, calls, title: text, example }) => ({
    cells: [
      byMoney ? moneyOrDash(amountOf(usd)) : '',
      byMoney ? share(amountOf(usd), amountOf(part.usd)) : share(BigInt(calls), BigInt(part.calls)),
      count(calls),
      text,
    ],
    example: { where: example === null ? '' : place(example), trace_id: example?.trace_id ?? null },
  }));
  return [
    ...tableWithExamples(causeColumns, rows, pen),
    ...moreLine(ranked.length - rows.length, ['cause', 'causes'], pen),
  ];
}

function bucket({ unattributed: { bucket: owner } }: AuditReport, pen: Pen): readonly string[] {
  const who = owner.owner === null ? 'no owner named yet' : `owner ${owner.owner}`;
  const when = deadlineText(owner);
  const tone = owner.owner === null ? 'fair' : undefined;
  return ['', ...paragraph(`Exception bucket: ${who}, ${when}.`, pen, { ...(tone ? { tone } : {}) })];
}

/** One line each: enough to see whether it sits in one place. */
function whereItSits({ unattributed: { by_component, by_model, by_day } }: AuditReport, pen: Pen): readonly string[] {
  const lists = [
    ['By component', by_component],
    ['By model', by_model],
    ['Worst days', by_day],
  ] as const;
  return lists.flatMap(([name, items]) => {
    if (items.length === 0) return [];
    const ranked = worstFirst(items, ({ key }) => key);
    const shown = ranked.slice(0, listed).map(({ key, usd, calls }) => {
      const amount = amountOf(usd);
      const name = Number.isFinite(pen.style.width) ? shorten(key, longestKey, 'middle', pen.signs.ellipsis) : key;
      return `${name} ${amount === 0n ? counted(calls, 'call') : money(amount)}`;
    });
    const left = ranked.length - shown.length;
    return paragraph(`${name}: ${shown.join(', ')}${left > 0 ? `, ${count(left)} more` : ''}.`, pen, { hang: 2 });
  });
}

function topCalls({ unattributed: { top_calls, by_cause } }: AuditReport, pen: Pen): readonly string[] {
  const titles = new Map(by_cause.map(({ cause, title: text }) => [cause, text]));
  const rows = worstFirst(top_calls, ({ key }) => key)
    .slice(0, Math.min(pen.style.top, isNarrow(pen) ? listed : listed + 2))
    .map(({ usd, model, component, cause, trace_id, key, ...where }) => ({
      cells: [moneyOrDash(amountOf(usd)), model ?? '(no model)', component, titles.get(cause) ?? cause],
      example: { where: place(where), trace_id: trace_id ?? key },
    }));
  return rows.length === 0 ? [] : ['', ...tableWithExamples(callColumns, rows, pen, 'at')];
}
