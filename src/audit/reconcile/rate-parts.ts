// What is left of a cell's difference once the counts are explained: rounding, or another price than the card's, class by class.
import type { Usd } from '../../model/money.ts';
import type { UsageClass } from '../../model/usage.ts';
import { compareCost } from '../../pricing/compare-cost.ts';
import { priceUsage } from '../../pricing/price-usage.ts';
import type { Rates } from '../../pricing/rates.ts';
import { type Millionths, wholeCount } from '../sums.ts';
import { amountAt, type ClassRate, quoted, requestsOf } from './cell-rates.ts';
import { type Cell, sumCounts, sumUsd } from './cells.ts';
import type { InvoiceLine } from './invoice-line.ts';
import { isRounding, type Part } from './judge-cell.ts';

/** The parts add up to `rest`. */
export function rateParts(
  cell: Cell,
  rest: Usd,
  charged: readonly InvoiceLine[],
  counts: ReadonlyMap<UsageClass, Millionths>,
  rateAt: (meter: UsageClass) => ClassRate | undefined,
  rates: Rates,
): readonly Part[] {
  const meters = chargedMeters(charged);
  const elsewhere = sumCounts(cell.withoutAmount);
  const faults = (meters ?? []).flatMap((meter): (Part & { meter: UsageClass; billed: Usd })[] => {
    const lines = charged.filter((line) => line.meter === meter);
    const billed = sumUsd(lines);
    const count = (counts.get(meter) ?? 0n) - (elsewhere.get(meter) ?? 0n);
    const rate = rateAt(meter);
    if (count <= 0n || !rate) return [];
    const usd = billed - amountAt(count, rate);
    if (usd === 0n || isRounding(usd, lines)) return [];
    const told = { rate: quoted(meter, rate), billed_rate: quoted(meter, { usd: billed, count }) };
    return [{ cause: 'rate', cell, usd, count, meter, billed, ...told }];
  });
  const left = rest - sumUsd(faults);
  const detail = likelyCause(cell, faults, rates);
  const told = faults.map(({ billed: _, ...part }): Part => ({ ...part, ...(detail !== undefined && { detail }) }));
  if (left === 0n) return told;
  const unknown = cell.withoutAmount.length === 0 ? 'rate' : 'no-dollar-amount';
  const cause = isRounding(left, charged) ? 'rounding' : unknown;
  return [...told, { cause, cell, usd: left, count: 0n }];
}

/** The classes of the money; undefined when a line has none. */
export function chargedMeters(charged: readonly InvoiceLine[]): readonly UsageClass[] | undefined {
  const meters = charged.flatMap(({ meter }) => meter ?? []);
  return meters.length < charged.length ? undefined : [...new Set(meters)];
}

/** What the billed money of the classes at fault would be under the card's other rows and known wrong formulas. */
function likelyCause(
  cell: Cell,
  faults: readonly { meter: UsageClass; billed: Usd; count: Millionths }[],
  rates: Rates,
): string | undefined {
  if (faults.length === 0) return undefined;
  const usage = Object.fromEntries(faults.map(({ meter, count }) => [meter, wholeCount(count)]));
  const billed = faults.reduce((sum, fault) => sum + fault.billed, 0n);
  for (const request of requestsOf(cell, usage)) {
    const price = priceUsage(request, rates);
    if (price.kind !== 'priced') continue;
    const found = compareCost(billed, request, price, rates);
    if (found?.kind === 'differs' && found.causes[0] !== 'unexplained')
      return `${found.causes.join(' or ')}: ${found.detail}`;
    return undefined;
  }
  return undefined;
}
