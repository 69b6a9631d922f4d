// Repriced calls as a table for a person, then what it all comes to.
import type { RepriceDocument, RepricedRow, RepriceTotals } from '../../model/repricing.ts';
import { amountOf, count, counted, minuteOf, money, signedMoney } from '../figures.ts';
import { heading, type Pen, paragraph, penFor } from '../pen.ts';
import { printableDocument } from '../printable.ts';
import type { Style } from '../style.ts';
import { type Column, table } from '../table.ts';
import { joinBlocks } from '../terminal.ts';
import { cardLines } from './card-lines.ts';

const columns: readonly Column[] = [
  { head: 'time (UTC)', expendable: 4 },
  { head: 'request', least: 10, fit: 'middle', expendable: 2 },
  { head: 'team', least: 6, fit: 'end', expendable: 5 },
  { head: 'model', least: 12, fit: 'middle' },
  { head: 'tier', expendable: 6 },
  { head: 'price', align: 'right' },
  { head: 'logged', align: 'right' },
  { head: 'difference', align: 'right' },
  { head: 'cause', least: 14, fit: 'wrap' },
];

export interface RowCounts {
  rows: number;
  free: number;
}

/** With the first rows of the document; `all` counts the others, too. */
export function repriceTable(document: RepriceDocument, all: RowCounts, style: Style): string {
  const pen = penFor(style);
  const shown = printableDocument(document, style.unicode);
  const left = all.rows - shown.rows.length;
  const { totals } = document;
  const parts = [
    counted(totals.calls, 'billed call'),
    ...(all.free > 0 ? [`${count(all.free)} free`] : []),
    ...(totals.aggregates.rows > 0 ? [counted(totals.aggregates.rows, 'sum of calls', 'sums of calls')] : []),
  ];
  const more =
    left > 0 ? paragraph(`${counted(left, 'more row')}: -f csv or -f jsonl gives all, --top more here`, pen) : [];
  return joinBlocks(
    [
      [
        ...heading('Calls', parts.join(', '), pen),
        ...table(
          columns,
          shown.rows.map((row) => rowCells(row, pen)),
          pen,
        ),
        ...more,
      ],
      totalLines(totals, pen),
      causeLines(totals, pen),
      cardLines(shown.cards, pen),
    ],
    style.width,
  );
}

/** The plain tier goes without saying, unless another one was asked for. */
function tierText({ tier, requested_tier: wanted }: RepricedRow, pen: Pen): string {
  const served = tier ?? '';
  const plain = served === 'standard' || served === '';
  if (wanted === null || wanted === served || (plain && /^(auto|default|standard)$/.test(wanted))) {
    return plain ? '' : served;
  }
  return `${wanted} ${pen.signs.arrow} ${served === '' ? 'not told' : served}`;
}

function rowCells(row: RepricedRow, pen: Pen) {
  const delta = row.delta_usd === null ? 0n : amountOf(row.delta_usd);
  return {
    cells: [
      row.time === null ? '' : minuteOf(row.time),
      row.request_id ?? row.trace_id ?? '',
      row.owner_team ?? '',
      row.model ?? '(no model)',
      tierText(row, pen),
      priceText(row),
      row.logged_usd === null ? '-' : money(amountOf(row.logged_usd)),
      row.cause === null || row.cause === 'agrees' || row.cause === 'rounded' ? '' : signedMoney(delta),
      row.cause?.replaceAll('-', ' ') ?? '',
    ],
    below: notesOf(row).flatMap((note) => paragraph(note, pen, { indent: 6, hang: 2, tone: 'quiet' })),
  };
}

/** A logged figure that stands in for a price is no price of ours. */
function priceText({ kind, usd, basis, low_usd, high_usd, disputed }: RepricedRow): string {
  if (kind === 'free') return 'free';
  if (basis === 'repriced' && usd !== null) return `${money(amountOf(usd))}${disputed.length > 0 ? '?' : ''}`;
  return low_usd === null || high_usd === null
    ? 'unpriced'
    : `${money(amountOf(low_usd))} to ${money(amountOf(high_usd))}`;
}

/** What the columns cannot say: the formula in words, why there is no price, what else the price may be. */
function notesOf({ kind, cause, detail, disputed, high_usd, undated }: RepricedRow): readonly string[] {
  const bound = high_usd === null ? '' : `; at most ${money(amountOf(high_usd))} if every call was a long prompt`;
  return [
    ...(kind === 'aggregate' ? [`a sum of calls at plain prices${bound}`] : []),
    ...(detail !== null && cause !== 'rounded' && kind !== 'free' ? [detail] : []),
    ...disputed.map(({ source, usd }) => `disputed: ${money(amountOf(usd))} by ${source}`),
    ...(undated && kind === 'call' ? ['no time on the call, newest prices in force'] : []),
  ];
}

const sumColumns: readonly Column[] = [
  { head: '', align: 'right', atLeast: 12 },
  { head: '', least: 20, fit: 'wrap' },
];

function totalLines(totals: RepriceTotals, pen: Pen): readonly string[] {
  const { by_basis: basis, compared, disputed, band, retries, fallbacks, cache, aggregates } = totals;
  const sum = (usd: string, text: string) => ({ cells: [money(amountOf(usd)), text] });
  const signed = (usd: string, text: string) => ({ cells: [signedMoney(amountOf(usd)), text] });
  const rounding = amountOf(compared.rounding_usd);
  const rows = [
    sum(
      totals.usd,
      `in all${totals.lower_bound ? ', a lower bound' : ''}: ${counted(basis.repriced.calls, 'call')} repriced ${money(amountOf(basis.repriced.usd))}, ${count(basis.logged.calls)} as logged ${money(amountOf(basis.logged.usd))}, ${count(basis.unpriced.calls)} unpriced`,
    ),
    ...(compared.calls > 0
      ? [
          signed(
            compared.delta_usd,
            `logged minus repriced over ${counted(compared.calls, 'compared call')}: ${money(amountOf(compared.logged_usd))} against ${money(amountOf(compared.repriced_usd))}${rounding === 0n ? '' : `; ${signedMoney(rounding)} of it is rounding`}`,
          ),
        ]
      : []),
    ...(band.calls > 0
      ? [
          sum(
            band.low_usd,
            `to ${money(amountOf(band.high_usd))} for ${counted(band.calls, 'call')} to an ambiguous model`,
          ),
        ]
      : []),
    ...(disputed.calls > 0
      ? [
          sum(
            disputed.usd,
            `of ${counted(disputed.calls, 'call')} is disputed: ${money(amountOf(disputed.low_usd))} to ${money(amountOf(disputed.high_usd))} by the sources of the card`,
          ),
        ]
      : []),
    ...(retries.calls > 0 ? [sum(retries.usd, `retry spend, ${counted(retries.calls, 'attempt')} on top`)] : []),
    ...(fallbacks.calls > 0
      ? [
          signed(
            fallbacks.extra_usd,
            `extra of ${counted(fallbacks.calls, 'fallback')}: served ${money(amountOf(fallbacks.usd))}, as asked for ${money(amountOf(fallbacks.requested_usd))}${fallbacks.unknown_calls > 0 ? `; not known for ${count(fallbacks.unknown_calls)}` : ''}`,
          ),
        ]
      : []),
    ...(cache.read_tokens > 0
      ? [sum(cache.savings_usd, `saved by reading ${counted(cache.read_tokens, 'token')} from the cache`)]
      : []),
    ...(cache.write_tokens > 0
      ? [
          sum(
            cache.write_usd,
            `for writing ${counted(cache.write_tokens, 'token')} to the cache, ${money(amountOf(cache.write_extra_usd))} over plain input`,
          ),
        ]
      : []),
    ...(cache.gateway_hits > 0
      ? [sum(cache.gateway_savings_usd, `saved by ${counted(cache.gateway_hits, 'hit')} of the gateway's cache`)]
      : []),
    ...(aggregates.rows > 0
      ? [
          sum(
            aggregates.usd,
            `of ${counted(aggregates.rows, 'sum of calls', 'sums of calls')}, in no other total; at most ${money(amountOf(aggregates.at_most_usd))} as long prompts`,
          ),
        ]
      : []),
  ];
  return [...heading('Totals', '', pen), ...table(sumColumns, rows, pen)];
}

const causeColumns: readonly Column[] = [
  { head: 'difference', align: 'right', atLeast: 12 },
  { head: 'logged', align: 'right', expendable: 1 },
  { head: 'repriced', align: 'right', expendable: 1 },
  { head: 'calls', align: 'right' },
  { head: 'cause', least: 18, fit: 'wrap' },
];

function causeLines({ by_cause }: RepriceTotals, pen: Pen): readonly string[] {
  if (by_cause.length === 0) return [];
  const rows = by_cause.map((item) => ({
    cells: [
      signedMoney(amountOf(item.delta_usd)),
      money(amountOf(item.logged_usd)),
      money(amountOf(item.repriced_usd)),
      count(item.calls),
      item.cause.replaceAll('-', ' '),
    ],
  }));
  return [...heading('Differences by cause', '', pen), ...table(causeColumns, rows, pen)];
}
