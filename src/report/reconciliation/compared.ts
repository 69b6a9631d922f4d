// What was compared with what, at which grain, and what was left out: so that nobody reads more into it than there is.
import type { Reconciliation } from '../../model/reconciliation.ts';
import { amountOf, counted, minuteOf, money } from '../figures.ts';
import { heading, type Pen, paragraph } from '../pen.ts';
import type { Section } from './bridge.ts';

type Seller = Reconciliation['sellers'][number];

export const compared: Section = (document, pen) => [
  ...heading('What was compared', '', pen),
  ...document.sellers.flatMap((seller) => sellerLines(seller, pen)),
  ...leftOut(document).flatMap((text) => paragraph(text, pen, { hang: 2, tone: 'quiet' })),
];

function sellerLines(seller: Seller, pen: Pen): readonly string[] {
  const { sides, sources, unused } = sellerTexts(seller);
  return [
    ...paragraph(sides, pen, { hang: 2 }),
    ...[sources, ...unused].flatMap((text) => paragraph(text, pen, { indent: 4, hang: 2, tone: 'quiet' })),
  ];
}

interface SellerTexts {
  readonly sides: string;
  readonly sources: string;
  readonly unused: readonly string[];
}

export function sellerTexts(seller: Seller): SellerTexts {
  const { from, to, dimensions, day_offset_hours: offset } = seller;
  const time = from === null || to === null ? 'no time' : `${minuteOf(from)} to ${minuteOf(to)} UTC`;
  const used = dimensions.filter((dimension) => dimension.used).map(({ name }) => name);
  const unused = dimensions.filter(
    (dimension) => !dimension.used && dimension.why !== 'the invoice is not grouped by it',
  );
  const shifted = offset === 0 ? '' : `; days begin ${offset > 0 ? '+' : ''}${offset} h`;
  return {
    sides: `${seller.seller}: ${counted(seller.lines, 'line')} and ${counted(seller.calls, 'call')}, ${time}${shifted}; by day${used.map((name) => `, ${name}`).join('')}.`,
    sources: `tokens: ${seller.counts_from}; money: ${seller.money_from}`,
    unused: unused.map(({ name, why }) => `not by ${name}: ${why}`),
  };
}

/** What stands on neither side, and the cards behind the traced one. */
export function leftOut({ not_compared: out, generated_from, rates }: Reconciliation): readonly string[] {
  const calls = (sum: { calls: number; usd: string }, why: string): readonly string[] =>
    sum.calls === 0 ? [] : [`${counted(sum.calls, 'call')} of ${money(amountOf(sum.usd))} ${why}.`];
  const lines = (number: number, text: string): readonly string[] =>
    number === 0 ? [] : [`${counted(number, 'line')} ${text}.`];
  return [
    ...calls(out.outside_period, 'outside the time of the invoices'),
    ...out.other_sellers.flatMap((sum) => calls(sum, `at ${sum.seller}, which no invoice is from`)),
    ...calls(out.without_time, 'without a time'),
    ...calls(out.apart_use, 'whose invoice lines are kept apart'),
    ...(out.unpriced_calls === 0
      ? []
      : [`${counted(out.unpriced_calls, 'compared call')} without a price: the traced side is a lower bound.`]),
    ...(out.free_calls === 0
      ? []
      : [`${counted(out.free_calls, 'call')} cost nothing on either side: cache hits and failures without usage.`]),
    ...lines(out.repeated_lines.lines, 'stand in another invoice file too and count once'),
    ...(out.sums_among_calls === 0
      ? []
      : [`${counted(out.sums_among_calls, 'sum')} among the calls left alone; give sums with --invoice.`]),
    ...(out.calls_among_invoices === 0
      ? []
      : [`${counted(out.calls_among_invoices, 'single call')} among the invoices left alone.`]),
    ...lines(out.lines_without_amount, 'without an amount in US dollars: the billed side lacks what they charge'),
    ...generated_from.invoices
      .filter(({ skipped, rejected }) => skipped + rejected > 0)
      .map(
        ({ path, skipped, rejected }) =>
          `${path}: ${counted(skipped, 'row')} for no model passed over, ${rejected} rejected.`,
      ),
    `Rate cards: ${rates.map(({ id, as_of }) => (as_of === null ? id : `${id} as of ${as_of}`)).join(', ')}.`,
  ];
}
