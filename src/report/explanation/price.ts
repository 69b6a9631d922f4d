// The price of one call, line by line with every digit, beside what was logged.
import { amountOf, count, exactMoney, perUnit } from '../figures.ts';
import { heading, type Pen, paragraph } from '../pen.ts';
import { type Column, table } from '../table.ts';
import type { ExplainedCall } from './call.ts';

type Price = ExplainedCall['price'];

export function priceLines(call: ExplainedCall, pen: Pen): readonly string[] {
  return [...bodies[call.price.kind](call.price, pen), ...readingLines(call, pen), ...loggedLines(call, pen)];
}

const bodies: Readonly<Record<Price['kind'], (price: Price, pen: Pen) => readonly string[]>> = {
  priced: pricedLines,
  band: bandLines,
  unpriced: ({ detail }, pen) => heading('Price', `unpriced${detail === null ? '' : `: ${detail}`}`, pen),
};

const lineColumns: readonly Column[] = [
  { head: '', align: 'right' },
  { head: '', least: 14, fit: 'middle' },
  { head: '' },
  { head: '', align: 'right' },
  { head: '' },
  { head: '' },
  { head: '', align: 'right' },
  { head: '', least: 12, fit: 'wrap' },
];

function pricedLines(price: Price, pen: Pen): readonly string[] {
  const rows = price.lines.map((line) => ({
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
  const total = { cells: ['', 'total', '', '', '', '=', exactMoney(amountOf(price.usd)), ''] };
  return [
    ...heading('Price', sourceText(price), pen),
    ...table(lineColumns, rows.length > 1 ? [...rows, total] : rows, pen),
    ...(price.detail === null ? [] : paragraph(price.detail, pen, { hang: 2 })),
    ...(price.disputed ?? []).flatMap(({ source, usd, note }) =>
      paragraph(`Disputed: ${exactMoney(amountOf(usd))} by ${source}${note === null ? '' : ` (${note})`}.`, pen, {
        hang: 2,
        tone: 'fair',
      }),
    ),
  ];
}

const candidateColumns: readonly Column[] = [
  { head: '', align: 'right', atLeast: 12 },
  { head: '', least: 16, fit: 'wrap' },
];

function bandLines(price: Price, pen: Pen): readonly string[] {
  const between = `ambiguous model: between ${exactMoney(amountOf(price.low_usd))} and ${exactMoney(amountOf(price.high_usd))}, no pick is made`;
  const rows = price.candidates.map(({ usd, source }) => ({ cells: [exactMoney(amountOf(usd)), source] }));
  return [
    ...heading('Price', between, pen),
    ...table(candidateColumns, rows, pen),
    ...(price.detail === null ? [] : paragraph(price.detail, pen, { hang: 2 })),
    ...(price.undated ? paragraph('The call has no time: the newest rates were used.', pen) : []),
  ];
}

function sourceText({ source, undated }: Price): string {
  const by = source === null ? '' : `by ${source}`;
  return undated ? `${by}${by === '' ? '' : '; '}no time on the call, newest rates used` : by;
}

function readingLines({ other_reading: other }: ExplainedCall, pen: Pen): readonly string[] {
  if (!other) return [];
  const costs = other.usd === null ? 'no price' : exactMoney(amountOf(other.usd));
  const parts = other.parts.join(' and ');
  const whole = parts === 'audio' || parts === 'image' ? 'cached count' : 'count';
  const text = `Nothing says whether its ${parts} tokens are inside the ${whole}, as read here, or beside it: then ${costs}.`;
  return paragraph(text, pen, { hang: 2, tone: 'fair' });
}

function loggedLines({ logged_usd, price, comparison }: ExplainedCall, pen: Pen): readonly string[] {
  if (logged_usd === null) return paragraph('No cost was logged.', pen, { tone: 'quiet' });
  const repriced = price.usd === null ? '' : `, repriced ${exactMoney(amountOf(price.usd))}`;
  return [
    ...paragraph(`Logged ${exactMoney(amountOf(logged_usd))}${repriced}`, pen, { hang: 2 }),
    ...(comparison === null ? [] : paragraph(comparison, pen, { indent: 4, hang: 2 })),
  ];
}
