// Rates for a person: the list as one table, one model with the row that holds first and why the others do not, and the check of a card.
import { usdToDecimal } from '../../model/money.ts';
import type { CardCheck, RatesDocument, RatesRow } from '../../model/rates-document.ts';
import type { UsageClass } from '../../model/usage.ts';
import { amountOf, counted, exactMoney, perUnit } from '../figures.ts';
import { heading, type Pen, paragraph, penFor } from '../pen.ts';
import { printableDocument } from '../printable.ts';
import type { Style } from '../style.ts';
import { type Column, table } from '../table.ts';
import { joinBlocks } from '../terminal.ts';
import { cardLines } from './card-lines.ts';

const mainClasses = ['input', 'cached_input', 'cache_write_5m', 'cache_write_1h', 'output'] as const;

const listColumns: readonly Column[] = [
  { head: 'seller/model', least: 30, fit: 'middle' },
  { head: 'tier' },
  { head: 'place', least: 6, fit: 'end', expendable: 3 },
  { head: 'from' },
  { head: 'until', expendable: 1 },
  { head: 'input', align: 'right' },
  { head: 'cached', align: 'right' },
  { head: 'write 5m', align: 'right', expendable: 4 },
  { head: 'write 1h', align: 'right', expendable: 5 },
  { head: 'output', align: 'right' },
  { head: 'and', least: 8, fit: 'end', expendable: 2 },
];

export function ratesToTerminal(document: RatesDocument, style: Style): string {
  const pen = penFor(style);
  const safe = printableDocument(document, style.unicode);
  return safe.asked.model === null ? listText(safe, pen) : shownText(safe, pen);
}

function listText({ rows, asked, cards }: RatesDocument, pen: Pen): string {
  const shown = rows.slice(0, pen.style.top);
  const left = rows.length - shown.length;
  const what = [
    asked.pattern === null ? '' : `"${asked.pattern}"`,
    asked.seller === null ? '' : `of ${asked.seller}`,
    asked.tier === null ? '' : `in the ${asked.tier} tier`,
    asked.region === null ? '' : `in ${asked.region}`,
    asked.at === null ? '' : `at ${asked.at}`,
  ].filter((part) => part !== '');
  const title = heading(
    'Rates',
    `${counted(rows.length, 'row')}${what.length === 0 ? '' : ` for ${what.join(' ')}`}, US dollars per million tokens`,
    pen,
  );
  const more = left > 0 ? paragraph(`${counted(left, 'more row')}: give a pattern, or --top ${rows.length}`, pen) : [];
  return joinBlocks(
    [title, [...table(listColumns, shown.map(listRow), pen), ...more], cardLines(cards, pen)],
    pen.style.width,
  );
}

function listRow(row: RatesRow) {
  const price = (name: UsageClass): string => {
    const found = row.prices.find((one) => one.class === name);
    return found ? usdToDecimal(amountOf(found.usd)) : '-';
  };
  const others = row.prices.filter((one) => !mainClasses.some((name) => name === one.class)).map((one) => one.class);
  const extras = [
    ...row.over_context.map(({ tokens }) => `over ${perUnit(tokens)}`),
    ...others,
    ...(row.multipliers.length > 0 ? ['uplift'] : []),
    ...(row.disputed.length > 0 ? ['disputed'] : []),
  ];
  return {
    cells: [
      `${row.seller}/${row.model}`,
      tierText(row),
      row.region ?? '',
      [row.valid_from ?? '', row.time_of_day ?? ''].join(' ').trim(),
      row.valid_to ?? '',
      ...mainClasses.map(price),
      { text: extras.join(', '), tone: 'quiet' as const },
    ],
  };
}

function tierText({ tier, speed }: RatesRow): string {
  return speed === 'standard' ? tier : speed;
}

const priceColumns: readonly Column[] = [
  { head: '', align: 'right', atLeast: 12 },
  { head: '' },
  { head: '', least: 12, fit: 'wrap' },
];

function shownText({ asked, seller, model, problem, rows, cards }: RatesDocument, pen: Pen): string {
  const holding = rows.filter(({ verdict }) => verdict === 'holds');
  const others = rows.filter(({ verdict }) => verdict !== 'holds');
  const name = seller === null ? (asked.model ?? '') : `${seller}/${model ?? asked.model}`;
  const when = asked.at === null ? 'newest prices in force' : `at ${asked.at}`;
  const selectors = [when, asked.tier ?? 'standard', asked.region ?? 'no region given'];
  return joinBlocks(
    [
      [
        ...heading(name, selectors.join(', '), pen),
        ...(problem === null ? [] : paragraph(`No single price: ${problem}.`, pen, { hang: 2 })),
      ],
      ...holding.map((row) => heldLines(row, holding.length > 1, pen)),
      others.length === 0
        ? []
        : [
            ...heading('Rows that do not hold', '', pen),
            ...table(
              otherColumns,
              others.map((row) => otherRow(row, model === null)),
              pen,
            ),
          ],
      cardLines(cards, pen),
    ],
    pen.style.width,
  );
}

function heldLines(row: RatesRow, oneOfMany: boolean, pen: Pen): readonly string[] {
  const facts = [
    `card ${row.card}`,
    row.from === null ? undefined : `from ${row.from}`,
    row.time_of_day ?? undefined,
    row.region === null ? undefined : `place ${row.region}`,
    row.endpoint === null ? undefined : `endpoint ${row.endpoint}`,
  ].filter((part) => part !== undefined);
  const notes = [
    row.up_to_context === null ? undefined : `No price for prompts over ${row.up_to_context} tokens.`,
    ...row.multipliers.map((text) => `Multiplier: ${text}.`),
    ...row.counting.map((text) => `Counted: ${text}.`),
    ...row.disputed.map((other) => `Disputed by ${other.source}: ${disputeText(other)}.`),
    row.note === null ? undefined : row.note,
  ].filter((note) => note !== undefined);
  return [
    ...heading(oneOfMany ? `It may be ${row.model}` : 'This row holds', `${tierText(row)}, ${windowText(row)}`, pen),
    ...paragraph(facts.join('; '), pen, { hang: 2, tone: 'quiet' }),
    ...table(priceColumns, row.prices.map(priceRow), pen),
    ...row.over_context.flatMap(({ tokens, op, prices }) => [
      ...paragraph(`prompts of ${op === '>' ? 'more than' : 'at least'} ${tokens} tokens, the whole request:`, pen),
      ...table(priceColumns, prices.map(priceRow), pen),
    ]),
    ...notes.flatMap((note) => paragraph(note, pen, { hang: 2 })),
  ];
}

/** Their figures, so that both can be checked against the vendor's page. */
function disputeText({ prices, over_context: long, note }: RatesRow['disputed'][number]): string {
  const texts = (list: RatesRow['prices']): string =>
    list
      .map(
        ({ class: name, per, usd }) =>
          `${name} ${exactMoney(amountOf(usd))} ${per === 1 ? 'each' : `/ ${perUnit(per)}`}`,
      )
      .join(', ');
  const over = long?.map(
    ({ tokens, op, prices: list }) => `${op === '>' ? 'over' : 'from'} ${tokens} tokens ${texts(list)}`,
  );
  const parts = [
    texts(prices),
    ...(over?.length === 0 ? ['no price of their own for long prompts'] : (over ?? [])),
    note ?? '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}

function priceRow({ class: name, per, usd, scaled }: RatesRow['prices'][number]) {
  const unit = per === 1 ? 'each' : `/ ${perUnit(per)}`;
  return { cells: [exactMoney(amountOf(usd)), unit, [name, ...scaled.map((text) => `(with ${text})`)].join(' ')] };
}

const otherColumns: readonly Column[] = [
  { head: 'why not' },
  { head: 'model', least: 12, fit: 'middle' },
  { head: 'tier' },
  { head: 'place', least: 6, fit: 'end', expendable: 2 },
  { head: 'time', least: 10, fit: 'wrap' },
  { head: 'input', align: 'right' },
  { head: 'output', align: 'right' },
  { head: 'card', least: 8, fit: 'middle', expendable: 1 },
];

function otherRow(row: RatesRow, ofMany: boolean) {
  const price = (name: string): string => {
    const found = row.prices.find((one) => one.class === name);
    return found ? exactMoney(amountOf(found.usd)) : '-';
  };
  return {
    cells: [
      row.verdict ?? '',
      ofMany ? row.model : '',
      tierText(row),
      row.region ?? '',
      windowText(row),
      price('input'),
      price('output'),
      row.card,
    ],
  };
}

function windowText({ valid_from, valid_to, time_of_day }: RatesRow): string {
  const days = [valid_from === null ? '' : `from ${valid_from}`, valid_to === null ? '' : `until ${valid_to}`];
  const text = [...days, time_of_day ?? ''].filter((part) => part !== '').join(' ');
  return text === '' ? 'any time' : text;
}

export function cardCheckToTerminal(check: CardCheck, style: Style): string {
  const pen = penFor(style);
  const { file, card, sound, rows, errors, doubts } = printableDocument(check, style.unicode);
  const verdict = sound ? 'sound' : `not usable, ${counted(errors.length, 'error')}`;
  const what = [counted(rows, 'row'), ...(card === null || card === file ? [] : [`card ${card}`])].join(', ');
  const told = (mark: string, list: CardCheck['errors']): readonly string[] =>
    list.flatMap(({ message, hint }) => [
      ...paragraph(`${mark} ${message}`, pen, { hang: 2 }),
      ...(hint === null ? [] : paragraph(hint, pen, { indent: 4, tone: 'quiet' })),
    ]);
  return joinBlocks(
    [heading(`${file}: ${verdict}`, what, pen), told(pen.signs.error, errors), told(pen.signs.warning, doubts)],
    style.width,
  );
}
