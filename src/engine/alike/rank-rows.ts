// Which rows belong onto a list of examples: those with the greatest amounts. Ranked exactly: a fixed fee on every call makes amounts that differ
// by less than a double shows, and the list of the whole input tells them apart.
import type { List, Measure } from '../../audit/alike/one-call.ts';
import { picoUsd } from '../../model/money.ts';
import { column } from './alike-rows.ts';

/** The greatest of some amounts, so many of them: what reaches the least of these belongs onto the list. */
export interface Best {
  readonly most: number;
  readonly amounts: Amount[];
}

/** In whole 10^-12 dollars and the rest of 10^-18. */
interface Amount {
  pico: number;
  rest: number;
}

/** Of a kind: by what its rows are ranked, where that cost stands, and where their cache writes do, at how many 10^-12 dollars each. */
export interface Ranking {
  readonly by: Measure;
  readonly cost: number;
  readonly writes: { readonly at: number; readonly each: number };
}

/** A list that rows of a kind may come onto, and how they are ranked for it. */
export interface Ranked {
  readonly ranking: Ranking;
  readonly best: Best;
}

export interface Competing {
  /** Lets the row compete for the lists of examples. False: it is on none, and will be on none. */
  rank(row: Float64Array, at: number): boolean;
  isListed(row: Float64Array, at: number): boolean;
}

export const rankOn = (lists: readonly Ranked[]): Competing => ({
  rank(row, at) {
    let isListed = false;
    for (const { ranking, best } of lists) if (keepBest(best, ranking, row, at)) isListed = true;
    return isListed;
  },
  isListed: (row, at) => lists.some(({ ranking, best }) => isAmongBest(best, ranking, row, at)),
});

export const newBest = ({ most }: List): Best => ({ most, amounts: [] });

/** The greatest first. Gives what `isAmongBest` says of the row then; false is for good. */
export function keepBest({ most, amounts }: Best, ranking: Ranking, row: Float64Array, at: number): boolean {
  const amount = amountOf(ranking, row, at);
  const last = amounts[most - 1];
  if (last && !isLess(last, amount)) return !isLess(amount, last);
  let to = amounts.length;
  for (let before = amounts[to - 1]; before && isLess(before, amount); before = amounts[to - 1]) to -= 1;
  amounts.splice(to, 0, { ...amount });
  if (amounts.length > most) amounts.pop();
  return true;
}

export function isAmongBest(best: Best, ranking: Ranking, row: Float64Array, at: number): boolean {
  const last = best.amounts[best.most - 1];
  return last === undefined || !isLess(amountOf(ranking, row, at), last);
}

const isLess = (a: Amount, b: Amount): boolean => a.pico < b.pico || (a.pico === b.pico && a.rest < b.rest);

/** The one of `amountOf`: it is asked for every row and every list. */
const amount: Amount = { pico: 0, rest: 0 };

function amountOf({ by, cost, writes }: Ranking, row: Float64Array, at: number): Amount {
  if (by === 'writes' || by === 'nothing') {
    amount.pico = by === 'writes' ? (row[at + writes.at] ?? 0) * writes.each : 0;
    amount.rest = 0;
    return amount;
  }
  amount.pico = row[at + cost] ?? 0;
  amount.rest = row[at + cost + 1] ?? 0;
  if (by === 'cost') return amount;
  amount.pico -= row[at + column.logged] ?? 0;
  amount.rest -= row[at + column.loggedRest] ?? 0;
  if (amount.pico < 0 || (amount.pico === 0 && amount.rest < 0)) {
    amount.pico *= -1;
    amount.rest *= -1;
  }
  if (amount.rest < 0) {
    amount.pico -= 1;
    amount.rest += Number(picoUsd);
  }
  return amount;
}
