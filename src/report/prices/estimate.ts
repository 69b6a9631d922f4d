// An estimate for a person: every workload under every option, its arithmetic, totals by team, and what they rest on.
import type { EstimateDocument, EstimatedOption, EstimatedWorkload } from '../../model/estimate.ts';
import { promptTokens, usageClasses } from '../../model/usage.ts';
import { cellText } from '../csv-cell.ts';
import { amountOf, count, counted, exactMoney, money, perUnit, signedMoney } from '../figures.ts';
import { heading, type Pen, paragraph, penFor } from '../pen.ts';
import { printableDocument } from '../printable.ts';
import type { Style } from '../style.ts';
import { type Column, table } from '../table.ts';
import { joinBlocks } from '../terminal.ts';
import { cardLines } from './card-lines.ts';
import { monthlyText } from './monthly-lines.ts';

export function estimateToTerminal(document: EstimateDocument, style: Style): string {
  const pen = penFor(style);
  const safe = printableDocument(document, style.unicode);
  const single = safe.workloads.length === 1 && safe.from === 'volumes';
  return joinBlocks(
    [
      workloadLines(safe, pen),
      ...(single ? (safe.workloads[0]?.prices ?? []).map((option) => arithmeticLines(option, pen)) : []),
      teamLines(safe, pen),
      totalLines(safe, pen),
      monthlyText(safe.monthly_lines, pen),
      noteLines(safe, pen),
      cardLines(safe.cards, pen),
    ],
    style.width,
  );
}

function workloadLines({ workloads, options, from, at }: EstimateDocument, pen: Pen): readonly string[] {
  const columns: readonly Column[] = [
    { head: 'team' },
    { head: 'project', expendable: 3 },
    { head: 'model', least: 12, fit: 'middle' },
    { head: 'tier', expendable: 4 },
    { head: from === 'log' ? 'calls' : 'requests', align: 'right', expendable: 2 },
    { head: 'prompt', align: 'right', expendable: 5 },
    { head: 'output', align: 'right', expendable: 6 },
    ...options.map((head): Column => ({ head, align: 'right' })),
  ];
  const rows = workloads.map(({ team, project, model, tier, requests, usage, prices }) => ({
    cells: [
      team ?? '',
      project ?? '',
      model ?? '(no model)',
      tier === 'standard' ? '' : tier,
      requests === null ? '' : count(requests),
      count(promptTokens(usage)),
      count((usage.output ?? 0) + (usage.reasoning ?? 0)),
      ...prices.map(optionText),
    ],
  }));
  const when =
    from === 'log' ? 'each call at the prices of its time' : at === null ? 'newest prices in force' : `prices at ${at}`;
  return [...heading('Estimate', when, pen), ...table(columns, rows, pen)];
}

function optionText({ usd, low_usd, high_usd, kind, unpriced_calls }: EstimatedOption): string {
  if (usd !== null) return `${unpriced_calls > 0 ? 'over ' : ''}${money(amountOf(usd))}`;
  return kind === 'band' ? `${money(amountOf(low_usd))} to ${money(amountOf(high_usd))}` : 'unpriced';
}

const lineColumns: readonly Column[] = [
  { head: '', align: 'right' },
  { head: '' },
  { head: '' },
  { head: '', align: 'right' },
  { head: '' },
  { head: '' },
  { head: '', align: 'right' },
  { head: '', least: 12, fit: 'wrap' },
];

function arithmeticLines(
  { option, lines, price_source, usd, usd_per_request }: EstimatedOption,
  pen: Pen,
): readonly string[] {
  if (usd === null) return [];
  const rows = lines.map((line) => ({
    cells: [
      count(line.count),
      line.class,
      pen.signs.times,
      exactMoney(amountOf(line.rate_usd)),
      line.per === 1 ? 'each' : `/ ${perUnit(line.per)}`,
      '=',
      exactMoney(amountOf(line.usd)),
      { text: line.note ?? '', tone: 'quiet' as const },
    ],
  }));
  const total = { cells: ['', 'total', '', '', '', '=', exactMoney(amountOf(usd)), ''] };
  const each =
    usd_per_request === null ? [] : paragraph(`${money(amountOf(usd_per_request))} a request on average`, pen);
  return [
    ...heading(option, price_source === null ? '' : `by ${price_source}`, pen),
    ...table(lineColumns, lines.length > 1 ? [...rows, total] : rows, pen),
    ...each,
  ];
}

function teamLines({ by_team, options }: EstimateDocument, pen: Pen): readonly string[] {
  if (by_team.every(({ team }) => team === null)) return [];
  const columns: readonly Column[] = [
    { head: 'team', least: 10 },
    ...options.map((head): Column => ({ head, align: 'right' })),
  ];
  const rows = by_team.map(({ team, prices }) => ({
    cells: [team ?? '(no team)', ...prices.map(({ usd, unpriced }) => sumText(usd, unpriced))],
  }));
  return [...heading('By team', '', pen), ...table(columns, rows, pen)];
}

const totalColumns: readonly Column[] = [
  { head: '', align: 'right', atLeast: 12 },
  { head: '', align: 'right' },
  { head: '', least: 20, fit: 'wrap' },
];

function totalLines({ totals, from }: EstimateDocument, pen: Pen): readonly string[] {
  const what = from === 'log' ? 'call' : 'workload';
  const rows = totals.map(({ option, usd, delta_usd, unpriced }) => ({
    cells: [
      sumText(usd, unpriced),
      delta_usd === null ? '' : signedMoney(amountOf(delta_usd)),
      unpriced > 0 ? `${option}; ${counted(unpriced, what)} without a single price` : option,
    ],
  }));
  return [...heading('Total', '', pen), ...table(totalColumns, rows, pen)];
}

/** A sum in which something has no price is a lower bound; a sum of nothing else is none. */
function sumText(usd: string, unpriced: number): string {
  if (unpriced === 0) return money(amountOf(usd));
  return amountOf(usd) === 0n ? 'unpriced' : `over ${money(amountOf(usd))}`;
}

function noteLines({ workloads }: EstimateDocument, pen: Pen): readonly string[] {
  const notes = workloads.flatMap((workload) => workload.prices.flatMap((option) => notesOf(workload, option)));
  return [...new Set(notes)].flatMap((note) => paragraph(note, pen, { indent: 0, hang: 2 }));
}

function notesOf({ model, team, prompt_per_request }: EstimatedWorkload, option: EstimatedOption): readonly string[] {
  const name = `${team === null ? '' : `${team}: `}${option.model ?? model ?? ''}`;
  const plain = ['as given', 'as served', option.model ?? ''].includes(option.option);
  const isOther = plain ? '' : ` (${option.option})`;
  return [
    ...(option.over_context === null
      ? []
      : [
          `${name}${isOther}: requests of ${count(prompt_per_request ?? 0)} prompt tokens are over ${count(option.over_context)}, long-context rates hold.`,
        ]),
    ...(option.high_over_context === null
      ? []
      : [
          `${name}${isOther}: how long a request is was not said (--requests, --tokens-per-request); at most ${money(amountOf(option.high_usd))} if all were over ${count(option.high_over_context)} prompt tokens.`,
        ]),
    ...(option.detail === null ? [] : [`${name}${isOther}: ${option.detail}.`]),
  ];
}

/** One line for each workload and option. */
export function* estimateToCsv({ workloads }: EstimateDocument): Iterable<string> {
  const columns = [
    'team',
    'project',
    'model',
    'tier',
    'requests',
    'usage',
    'option',
    'usd',
    'low_usd',
    'high_usd',
    'price_source',
    'detail',
  ];
  yield `${columns.join(',')}\n`;
  for (const { team, project, model, tier, requests, usage, prices } of workloads) {
    const counts = usageClasses
      .flatMap((name) => (usage[name] === undefined ? [] : [`${name}=${usage[name]}`]))
      .join(' ');
    for (const { option, usd, low_usd, high_usd, price_source, detail } of prices) {
      const texts = [team, project, model, tier].map((text) => cellText(text, false));
      const more = [cellText(requests, true), cellText(counts, false), cellText(option, false)];
      const amounts = [usd, low_usd, high_usd].map((text) => cellText(text, true));
      yield `${[...texts, ...more, ...amounts, cellText(price_source, false), cellText(detail, false)].join(',')}\n`;
    }
  }
}
