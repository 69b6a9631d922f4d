// Cells: invoice lines and traced calls summed to the grain both have: seller, period, model family, tier, accounts.
import type { Usd } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { UsageClass } from '../../model/usage.ts';
import type { Millionths } from '../sums.ts';
import type { Grain } from './grain.ts';
import type { AccountField, Accounts, InvoiceLine } from './invoice-line.ts';
import { periodAt, periodOfLine } from './time-grain.ts';
import type { TracedUse } from './traced-use.ts';

export interface Cell {
  readonly key: string;
  readonly grain: Grain;
  readonly period: string;
  readonly family: string | undefined;
  readonly tier: string | undefined;
  readonly accounts: Accounts;
  /** Lines that count tokens; a usage report goes before the quantities of a cost report. */
  readonly counted: readonly InvoiceLine[];
  /** Lines that charge money. */
  readonly charged: readonly InvoiceLine[];
  /** Lines of bills that charge an amount nobody knows in US dollars. */
  readonly withoutAmount: readonly InvoiceLine[];
  readonly uses: readonly TracedUse[];
}

export const everyTime = 'all times';

export function cellsOf(
  grain: Grain,
  counted: readonly InvoiceLine[],
  charged: readonly InvoiceLine[],
  withoutAmount: readonly InvoiceLine[],
  uses: readonly { readonly use: TracedUse; readonly period: string }[],
): readonly Cell[] {
  const cells = new Map<string, GrowingCell>();
  const emptyAt = (period: string, of: InvoiceLine | TracedUse): GrowingCell => {
    const family = grain.byModel ? of.family : undefined;
    const tier = grain.byTier ? (of.tier ?? 'standard') : undefined;
    const named = grain.accounts.flatMap((field): [AccountField, string][] => {
      const value = of.accounts[field];
      return value === undefined ? [] : [[field, value]];
    });
    const key = JSON.stringify([grain.seller, period, family ?? null, tier ?? null, named]);
    const accounts: Accounts = Object.fromEntries(named);
    return { key, grain, period, family, tier, accounts, counted: [], charged: [], withoutAmount: [], uses: [] };
  };
  const at = (period: string, of: InvoiceLine | TracedUse): GrowingCell => {
    const empty = emptyAt(period, of);
    const cell = cells.get(empty.key) ?? empty;
    cells.set(cell.key, cell);
    return cell;
  };
  const periodOf = (line: InvoiceLine): string => (grain.time ? periodOfLine(line, grain.time) : everyTime);
  for (const line of counted) at(periodOf(line), line).counted.push(line);
  for (const line of charged) at(periodOf(line), line).charged.push(line);
  for (const { use, period } of uses) at(period, use).uses.push(use);
  // An amount nobody knows makes no cell of its own.
  for (const line of withoutAmount) cells.get(emptyAt(periodOf(line), line).key)?.withoutAmount.push(line);
  return [...cells.values()].sort((a, b) => compareText(a.key, b.key));
}

interface GrowingCell extends Cell {
  readonly counted: InvoiceLine[];
  readonly charged: InvoiceLine[];
  readonly withoutAmount: InvoiceLine[];
  readonly uses: TracedUse[];
}

/** The period of a call under the seller's grain; undefined: outside the invoice. */
export function periodOfUse(use: TracedUse, grain: Grain, offset?: number): string | undefined {
  if (!grain.time) return everyTime;
  return use.start === undefined ? undefined : periodAt(use.start, grain.time, offset);
}

export function sumCounts(lines: readonly Pick<InvoiceLine, 'counts'>[]): Map<UsageClass, Millionths> {
  const sums = new Map<UsageClass, Millionths>();
  for (const { counts } of lines) for (const [meter, count] of counts) sums.set(meter, (sums.get(meter) ?? 0n) + count);
  return sums;
}

export const sumCalls = (of: readonly { readonly calls: number }[]): number =>
  of.reduce((sum, { calls }) => sum + calls, 0);

export const sumUsd = (of: readonly { readonly usd?: Usd }[]): Usd => of.reduce((sum, { usd = 0n }) => sum + usd, 0n);
