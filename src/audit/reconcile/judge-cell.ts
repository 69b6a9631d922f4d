// The verdict on one cell: what its invoice lines charge, what its calls cost, and parts that lead from one to the other, to the last digit.
import type { Usd } from '../../model/money.ts';
import type { UsageClass } from '../../model/usage.ts';
import type { Rates } from '../../pricing/rates.ts';
import type { Millionths } from '../sums.ts';
import { bypassIn } from './bypass.ts';
import type { Cause } from './causes.ts';
import { amountAt, type ClassRate, cellRates, quoted } from './cell-rates.ts';
import { type Cell, sumCalls, sumCounts, sumUsd } from './cells.ts';
import { type CountDifference, explainCounts } from './explain-counts.ts';
import type { InvoiceLine } from './invoice-line.ts';
import { chargedMeters, rateParts } from './rate-parts.ts';
import { unbilledParts, withoutLines } from './unbilled.ts';
import { unbilledCallsIn } from './unbilled-calls.ts';
import { moneyParts, uncountedIn, withoutUncounted } from './uncounted.ts';
import { unloggedParts } from './unlogged.ts';

/** One step from what was traced to what was billed. Positive: the invoice has more. */
export interface Part {
  readonly cause: Cause;
  readonly cell: Cell;
  readonly usd: Usd;
  /** Units the step is about; signed like `usd` where it is a number of units too many or too few. */
  readonly count: Millionths;
  readonly meter?: UsageClass;
  /** `class-swapped`: the class that was logged. */
  readonly logged_as?: UsageClass;
  /** Prices of as many units as cards quote: by the card or the calls, and as billed. */
  readonly rate?: Usd;
  readonly logged_as_rate?: Usd;
  readonly billed_rate?: Usd;
  readonly detail?: string;
}

export interface JudgedCell {
  readonly cell: Cell;
  readonly billed: Usd;
  /** The same money as the traced calls cost. */
  readonly traced: Usd;
  readonly parts: readonly Part[];
}

export interface CellRules {
  readonly rates: Rates;
  /** False: no line of this seller has money, so its counts are priced by the card. */
  readonly hasMoney: boolean;
  readonly tracedFamilies: ReadonlySet<string | undefined>;
}

export function judgeCell(cell: Cell, rules: CellRules): JudgedCell {
  const rateAt = cellRates(cell, rules.rates);
  const billed = rules.hasMoney ? sumUsd(cell.charged) : pricedCounts(sumCounts(cell.counted), rateAt);
  const traced = sumUsd(cell.uses);
  return {
    cell,
    billed,
    traced,
    parts: partsOf(cell, billed, traced, rateAt, rules).filter(({ usd, count }) => usd !== 0n || count !== 0n),
  };
}

type RateAt = (meter: UsageClass) => ClassRate | undefined;

function partsOf(cell: Cell, billed: Usd, traced: Usd, rateAt: RateAt, rules: CellRules): readonly Part[] {
  const { uses, counted, charged, withoutAmount } = cell;
  if (uses.length === 0) return unloggedParts(cell, billed, rules);
  if (counted.length + charged.length === 0)
    return withoutAmount.length === 0 ? withoutLines(cell) : [notInDollars(cell, billed - traced)];
  if (counted.length === 0) return withoutCounts(cell, billed - traced);

  const bypass = bypassIn(cell, rateAt, rules.hasMoney);
  const uncounted = rules.hasMoney ? uncountedIn(cell) : new Set<UsageClass>();
  const left = charged.filter((line) => !bypass?.lines.has(line));
  const ownCounts = sumCounts(counted.filter((line) => !bypass?.lines.has(line)));
  const billedCounts = withoutUncounted(ownCounts, uncounted);
  const unbilled = unbilledCallsIn(cell, billedCounts);
  const logged = uses.filter((use) => !unbilled?.uses.has(use));
  const loggedCounts = withoutUncounted(sumCounts(logged), uncounted);
  const steps = explainCounts(billedCounts, loggedCounts).flatMap((step) => stepParts(step, cell, rateAt));
  const ofMoney = moneyParts(cell, unknownIn(cell), uncounted, left, logged).map(
    (part): Part => (isRounding(part.usd, left) ? { ...part, cause: 'rounding' } : part),
  );
  const parts = [...(bypass ? [bypass.part] : []), ...(unbilled?.parts ?? []), ...steps, ...ofMoney];
  const rest = billed - traced - sumUsd(parts);
  if (rules.hasMoney && charged.length === 0) {
    if (withoutAmount.length > 0) return [...parts, notInDollars(cell, rest)];
    return [...parts, { cause: 'unbilled-not-charged', cell, usd: rest, count: 0n }];
  }
  const paidFor = bypass && !bypass.hasOwnMoney ? withoutUncounted(sumCounts(counted), uncounted) : billedCounts;
  return [...parts, ...rateParts(cell, rest, left, paidFor, rateAt, rules.rates)];
}

/** What such a line charges stands on the bill, but not in dollars: neither a price nor a count is at fault. */
const notInDollars = (cell: Cell, usd: Usd): Part => ({ cause: 'no-dollar-amount', cell, usd, count: 0n });

/** Why the money of lines without counts differs from what calls paid. */
const unknownIn = ({ withoutAmount }: Cell): Cause =>
  withoutAmount.length === 0 ? 'tokens-unknown' : 'no-dollar-amount';

/** Money alone cannot tell more tokens from a higher price; where lines and calls name classes, at least the class is told. */
function withoutCounts(cell: Cell, delta: Usd): readonly Part[] {
  const { charged, uses } = cell;
  const cause = isRounding(delta, charged) ? 'rounding' : unknownIn(cell);
  const meters = chargedMeters(charged);
  if (cause === 'rounding' || meters === undefined) return [{ cause, cell, usd: delta, count: 0n }];
  const all = new Set([...meters, ...uses.flatMap(({ byClass }) => [...(byClass?.keys() ?? [])])]);
  const parts = moneyParts(cell, cause, all, charged, uses);
  return [...parts, { cause, cell, usd: delta - sumUsd(parts), count: 0n }];
}

function stepParts(step: CountDifference, cell: Cell, rateAt: RateAt): readonly Part[] {
  const { meter, count, logged_as } = step;
  const rate = rateAt(meter);
  const usd = rate ? amountAt(count, rate) : 0n;
  const told = { cell, count, meter, ...(rate && { rate: quoted(meter, rate) }) };
  if (step.kind === 'swapped' && logged_as !== undefined) {
    const other = rateAt(logged_as);
    const before = other ? amountAt(count, other) : 0n;
    return [
      {
        ...told,
        cause: 'class-swapped',
        usd: usd - before,
        logged_as,
        ...(other && { logged_as_rate: quoted(logged_as, other) }),
      },
    ];
  }
  if (step.kind === 'volume') {
    if (count < 0n) return unbilledParts(cell, meter, -count, rate);
    const uncounted = sumCalls(cell.uses.filter(({ counts }) => counts.size === 0));
    if (uncounted === 0) return [{ ...told, cause: 'unlogged-part', usd }];
    const detail = `${uncounted} of the ${sumCalls(cell.uses)} calls logged here without token counts`;
    return [{ ...told, cause: 'unlogged-usage', usd, detail }];
  }
  return [{ ...told, cause: step.kind === 'counted-twice' ? 'class-counted-twice' : 'class-differs', usd }];
}

function pricedCounts(counts: ReadonlyMap<UsageClass, Millionths>, rateAt: RateAt): Usd {
  return [...counts].reduce((sum, [meter, count]) => {
    const rate = rateAt(meter);
    return sum + (rate ? amountAt(count, rate) : 0n);
  }, 0n);
}

/** No more than half a unit of the last decimal that the lines were written with, for each of them, and never more than half a cent a line. */
export function isRounding(usd: Usd, lines: readonly InvoiceLine[]): boolean {
  let step = 10n ** 16n;
  while (step > 1n && lines.some((line) => (line.usd ?? 0n) % step !== 0n)) step /= 10n;
  const size = usd < 0n ? -usd : usd;
  const noise = 10n ** 9n;
  return size * 2n <= step * BigInt(Math.max(1, lines.length)) || size <= noise;
}
