// Bypass within a cell: invoice lines of a key, project or account that no call names, where calls of others share the cell.
import type { UsageClass } from '../../model/usage.ts';
import { amountAt, type ClassRate } from './cell-rates.ts';
import { type Cell, sumCounts, sumUsd } from './cells.ts';
import { sameRequests } from './explain-counts.ts';
import { type AccountField, accountFields, type InvoiceLine } from './invoice-line.ts';
import type { Part } from './judge-cell.ts';

export interface Bypass {
  readonly lines: ReadonlySet<InvoiceLine>;
  /** False: the money of these lines stands in lines that name no such account, and is reckoned by the card. */
  readonly hasOwnMoney: boolean;
  readonly part: Part;
}

/**
 * The account whose lines are exactly what the calls lack: without them both sides speak of the same requests. Nothing is named
 * when the cell agrees already, or when no single account fits.
 */
export function bypassIn(
  cell: Cell,
  rateAt: (meter: UsageClass) => ClassRate | undefined,
  hasMoney: boolean,
): Bypass | undefined {
  const logged = sumCounts(cell.uses);
  if (sameRequests(sumCounts(cell.counted), logged)) return undefined;
  for (const { field, value } of unseenAccounts(cell)) {
    const isTheirs = (line: InvoiceLine): boolean => line.accounts[field] === value;
    const rest = cell.counted.filter((line) => !isTheirs(line));
    if (rest.length === 0 || !sameRequests(sumCounts(rest), logged)) continue;
    const counted = cell.counted.filter(isTheirs);
    const charged = cell.charged.filter(isTheirs);
    const counts = [...sumCounts(counted)];
    const hasOwnMoney = hasMoney && charged.length > 0;
    const usd = hasOwnMoney
      ? sumUsd(charged)
      : counts.reduce((sum, [meter, count]) => sum + priceOf(count, rateAt(meter)), 0n);
    const count = counts.reduce((sum, [, each]) => sum + each, 0n);
    const detail = `${namesOf(counted)}: no traced call names it, and what the calls lack is exactly what it used`;
    return {
      lines: new Set([...counted, ...charged]),
      hasOwnMoney,
      part: { cause: 'unlogged-account', cell, usd, count, detail },
    };
  }
  return undefined;
}

/** The accounts that all of the lines share, the smallest first. */
function namesOf(lines: readonly InvoiceLine[]): string {
  const [first] = lines;
  return accountFields
    .toReversed()
    .flatMap((field) => {
      const value = first?.accounts[field];
      return value !== undefined && lines.every((line) => line.accounts[field] === value) ? [`${field} ${value}`] : [];
    })
    .join(', ');
}

const priceOf = (count: bigint, rate: ClassRate | undefined): bigint => (rate ? amountAt(count, rate) : 0n);

/** Accounts of the lines that calls of the seller never name: first those that lines of money name too, the smallest first. */
function unseenAccounts({ counted, charged, grain }: Cell): readonly { field: AccountField; value: string }[] {
  const isCharged = (field: AccountField): number =>
    Number(charged.some(({ accounts }) => accounts[field] !== undefined));
  return accountFields
    .filter((field) => !grain.accounts.includes(field))
    .toReversed()
    .sort((a, b) => isCharged(b) - isCharged(a))
    .flatMap((field) => {
      const seen = grain.tracedAccounts.get(field);
      const values = new Set(counted.flatMap(({ accounts }) => accounts[field] ?? []));
      return [...values]
        .filter((value) => !seen?.has(value))
        .sort()
        .map((value) => ({ field, value }));
    });
}
