// Both sides summed: in all, by day, model and account, and token counts by class, each with its difference and what it means.
import { percentOf, type Usd, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { Reconciliation } from '../../model/reconciliation.ts';
import { type UsageClass, usageClasses } from '../../model/usage.ts';
import { compareUsd } from '../merge-tallies.ts';
import type { Millionths } from '../sums.ts';
import { type Cell, sumCounts } from './cells.ts';
import { accountFields, type Counts } from './invoice-line.ts';
import type { JudgedCell } from './judge-cell.ts';
import { modelLabels } from './model-labels.ts';
import type { ReconcileOptions } from './reconcile.ts';
import type { SellerResult } from './reconcile-seller.ts';
import { uncountedIn, withoutUncounted } from './uncounted.ts';

type Limits = Pick<ReconcileOptions, 'tolerance_pct' | 'flag_pct'>;
type Verdict = Reconciliation['totals']['verdict'];
type Sides = Omit<Reconciliation['by_day'][number], 'key'>;

/** `edge`: traced cost that only shifted billing days count; the total is told by UTC days. */
export function sidesOf(cells: readonly JudgedCell[], limits: Limits, edge: Usd = 0n): Sides {
  let [billed, traced, matched] = [0n, -edge, 0n];
  for (const cell of cells) {
    billed += cell.billed;
    traced += cell.traced;
    matched += matchedIn(cell);
  }
  return {
    billed_usd: usdToDecimal(billed),
    traced_usd: usdToDecimal(traced),
    matched_usd: usdToDecimal(matched),
    delta_usd: usdToDecimal(billed - traced),
    delta_pct: percentOf(billed - traced, size(billed)) ?? null,
    verdict: verdictOf(billed, traced, limits),
  };
}

function matchedIn({ billed, traced }: JudgedCell): Usd {
  const lesser = billed < traced ? billed : traced;
  return lesser > 0n ? lesser : 0n;
}

const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

/** In millionths of a percent, so that a limit like 0.5 is exact. */
function verdictOf(billed: bigint, logged: bigint, { tolerance_pct, flag_pct }: Limits): Verdict {
  if (billed === logged) return 'within';
  if (billed === 0n || logged === 0n) return 'one-sided';
  const exceeds = (percent: number): boolean =>
    size(billed - logged) * 100_000_000n > size(billed) * BigInt(Math.round(percent * 1_000_000));
  return exceeds(flag_pct) ? 'flagged' : exceeds(tolerance_pct) ? 'over' : 'within';
}

export function byDay(cells: readonly JudgedCell[], limits: Limits): Reconciliation['by_day'] {
  return grouped(cells, ({ period }) => period)
    .map(([key, group]) => ({ key, ...sidesOf(group, limits) }))
    .sort((a, b) => compareText(a.key, b.key));
}

export function byModel(cells: readonly JudgedCell[], limits: Limits): Reconciliation['by_model'] {
  const groups = grouped(cells, ({ grain, family }) => JSON.stringify([grain.seller, family ?? null]));
  return ranked(
    groups.map(([, group]) => {
      const { grain, family } = group[0].cell;
      const key = family === undefined ? null : (modelLabels(group.map(({ cell }) => cell)) ?? family);
      return { seller: grain.seller, key, billed: billedIn(group), ...sidesOf(group, limits) };
    }),
  );
}

export function byAccount(cells: readonly JudgedCell[], limits: Limits): Reconciliation['by_account'] {
  return accountFields.flatMap((field) => {
    const own = cells.filter(({ cell: { grain } }) => grain.accounts.includes(field));
    const groups = grouped(own, ({ grain, accounts }) => JSON.stringify([grain.seller, accounts[field] ?? null]));
    return ranked(
      groups.map(([, group]) => {
        const { grain, accounts } = group[0].cell;
        const key = accounts[field] ?? null;
        return { seller: grain.seller, field, key, billed: billedIn(group), ...sidesOf(group, limits) };
      }),
    );
  });
}

type Group = readonly [JudgedCell, ...JudgedCell[]];

function grouped(cells: readonly JudgedCell[], keyOf: (cell: Cell) => string): readonly [string, Group][] {
  const groups = new Map<string, [JudgedCell, ...JudgedCell[]]>();
  for (const judged of cells) {
    const key = keyOf(judged.cell);
    const group = groups.get(key);
    if (group) group.push(judged);
    else groups.set(key, [judged]);
  }
  return [...groups];
}

interface Row {
  readonly seller: string;
  readonly key: string | null;
  readonly billed: Usd;
}

/** The most money first. */
function ranked<T extends Row>(rows: readonly T[]): Omit<T, 'billed'>[] {
  return [...rows]
    .sort(
      (a, b) =>
        compareUsd(b.billed, a.billed) ||
        compareText(a.seller, b.seller) ||
        compareText(a.key ?? '\uffff', b.key ?? '\uffff'),
    )
    .map(({ billed: _, ...row }) => row);
}

const billedIn = (cells: readonly JudgedCell[]): Usd => cells.reduce((sum, { billed }) => sum + billed, 0n);

/** Tokens before money: by class, because a wrong class shows here first. */
export function tokenRows(sellers: readonly SellerResult[], limits: Limits): Reconciliation['tokens'] {
  return sellers.flatMap(({ cells, counted }) => {
    if (counted.length === 0) return [];
    return grouped(cells, ({ family }) => family ?? '')
      .flatMap(([, group]) => {
        const own = group.map(({ cell }) => cell);
        const compared = own.map(comparedCounts);
        const billed = sumCounts(compared.map(([counts]) => ({ counts })));
        const logged = sumCounts(compared.map(([, counts]) => ({ counts })));
        const model = own[0]?.family === undefined ? null : (modelLabels(own) ?? null);
        return usageClasses.flatMap((meter) =>
          tokenRow(own[0]?.grain.seller ?? '', model, meter, billed, logged, limits),
        );
      })
      .sort((a, b) => compareText(a.model ?? '\uffff', b.model ?? '\uffff'));
  });
}

/** Billed and logged; not those of classes that are charged without being counted. */
function comparedCounts(cell: Cell): readonly [Counts, Counts] {
  const uncounted = uncountedIn(cell);
  return [withoutUncounted(sumCounts(cell.counted), uncounted), withoutUncounted(sumCounts(cell.uses), uncounted)];
}

function tokenRow(
  seller: string,
  model: string | null,
  meter: UsageClass,
  billedSums: ReadonlyMap<UsageClass, Millionths>,
  loggedSums: ReadonlyMap<UsageClass, Millionths>,
  limits: Limits,
): Reconciliation['tokens'] {
  const [billed, logged] = [billedSums.get(meter) ?? 0n, loggedSums.get(meter) ?? 0n];
  if (billed === 0n && logged === 0n) return [];
  return [
    {
      seller,
      model,
      class: meter,
      billed: units(billed),
      logged: units(logged),
      delta: units(billed - logged),
      delta_pct: percentOf(billed - logged, billed) ?? null,
      verdict: verdictOf(billed, logged, limits),
    },
  ];
}

/** Whole numbers stay exact; parts of seconds have six decimals. */
export const units = (count: Millionths): number => Number(count) / 1_000_000;
