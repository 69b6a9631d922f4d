// Capacity paid by the month, such as provisioned throughput: its tokens cost nothing, so its price stands as a line beside the calls.
import type { Nanoseconds } from '../model/event.ts';
import { divideHalfEven, parseUsd, type Usd, usdToDecimal } from '../model/money.ts';
import type { MonthlyLineWire } from '../model/monthly-line.ts';
import { compareText } from '../model/place.ts';
import type { MonthlyLine } from '../model/price.ts';
import type { MonthlyPrice } from '../model/rate-card.ts';
import { exchanges, instant, overlap, type Period, tierName } from './compile-row.ts';
import type { Rates } from './rates.ts';
import { sellerKey } from './sellers.ts';
import type { CardTerms } from './split-card.ts';

/** Months a log may span before its times are taken for broken. */
const mostMonths = 120;

/** The lines of every calendar month (UTC) the time touches: a month is paid whole, however few of its days a log has. */
export function monthlyLines(rates: Rates, from: Nanoseconds, to: Nanoseconds): readonly MonthlyLine[] {
  return monthsOf(from, to)
    .flatMap((month) => rates.layers.flatMap(({ terms }) => linesOf(terms, month)))
    .sort(byPlace);
}

/** What one month of the capacity costs that a seller's tier is sold as; at the time given, else by the newest price. */
export function monthlyPriceOf(
  asked: { readonly seller: string; readonly model: string; readonly tier: string },
  at: Nanoseconds | undefined,
  rates: Rates,
): readonly MonthlyLine[] {
  const isMeant = ({ seller, model, tier }: MonthlyPrice): boolean =>
    sellerKey(seller) === sellerKey(asked.seller) &&
    (model === undefined || model.toLowerCase() === asked.model.toLowerCase()) &&
    tierName(tier) === tierName(asked.tier);
  return rates.layers
    .flatMap(({ terms }) => {
      const own = (terms.monthly ?? []).filter(isMeant);
      const time = at ?? own.map(startOf).reduce((last, start) => (start > last ? start : last), latestFx(terms));
      return linesOf({ ...terms, monthly: own }, { from: time, to: time + 1n });
    })
    .sort(byPlace);
}

export function monthlyWire({ card, name, seller, model, tier, units, month, usd }: MonthlyLine): MonthlyLineWire {
  return { card, name, seller, model: model ?? null, tier, units, month: month ?? null, usd: usdToDecimal(usd) };
}

interface Month {
  readonly from: Nanoseconds;
  readonly to: Nanoseconds;
  readonly text?: string;
}

function linesOf(card: CardTerms, month: Month): readonly MonthlyLine[] {
  return (card.monthly ?? []).flatMap((line) => {
    const held = overlap(periodOf(line), month);
    const exchange = held && exchanges(card).find((one) => overlap(one, held) !== undefined);
    if (!exchange) return [];
    const price = (parseUsd(line.price) ?? 0n) * BigInt(line.units);
    const usd = divideHalfEven(price * exchange.by.numerator, exchange.by.denominator);
    const { name, seller, model, tier, units } = line;
    return [
      {
        card: card.id,
        name,
        seller,
        ...(model !== undefined && { model }),
        tier,
        units,
        ...(month.text !== undefined && { month: month.text }),
        usd,
      },
    ];
  });
}

function monthsOf(from: Nanoseconds, to: Nanoseconds): readonly Month[] {
  const first = new Date(Number(from / 1_000_000n));
  if (Number.isNaN(first.getTime())) return [];
  const months: Month[] = [];
  for (let month = first.getUTCMonth(); months.length <= mostMonths; month += 1) {
    const [start, end] = [0, 1].map((more) => Date.UTC(first.getUTCFullYear(), month + more, 1));
    if (start === undefined || end === undefined || Number.isNaN(end)) return [];
    if (BigInt(start) * 1_000_000n > to) return months;
    const text = new Date(start).toISOString().slice(0, 7);
    months.push({ from: BigInt(start) * 1_000_000n, to: BigInt(end) * 1_000_000n, text });
  }
  return [];
}

function periodOf({ valid_from, valid_to }: MonthlyPrice): Period {
  return {
    from: valid_from === undefined ? undefined : instant(valid_from),
    to: valid_to === undefined ? undefined : instant(valid_to),
  };
}

const startOf = (line: MonthlyPrice): Nanoseconds => periodOf(line).from ?? 0n;

function latestFx({ fx = [] }: CardTerms): Nanoseconds {
  return fx.map(({ valid_from }) => instant(valid_from)).reduce((last, at) => (at > last ? at : last), 0n);
}

function byPlace(a: MonthlyLine, b: MonthlyLine): number {
  return (
    compareText(a.month ?? '', b.month ?? '') ||
    compareText(a.card, b.card) ||
    compareText(a.name, b.name) ||
    compareText(a.seller, b.seller) ||
    compareText(a.model ?? '', b.model ?? '') ||
    compareUsd(a.usd, b.usd)
  );
}

function compareUsd(a: Usd, b: Usd): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
