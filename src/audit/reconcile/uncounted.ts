// Classes that a cell's lines charge for and do not count: their money alone can be compared, and no number of tokens is missing.
import type { Usd } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { UsageClass } from '../../model/usage.ts';
import { type Cell, sumUsd } from './cells.ts';
import type { InvoiceLine } from './invoice-line.ts';
import type { Part } from './judge-cell.ts';
import type { TracedUse } from './traced-use.ts';

export type Uncounted = ReadonlySet<UsageClass>;

/** A usage report counts for all lines of a bill; where the bill itself counts, each line does so for its own money. */
export function uncountedIn({ counted, charged }: Pick<Cell, 'counted' | 'charged'>): Uncounted {
  const bills = new Set(charged);
  const counts = counted.filter((line) => !bills.has(line));
  const billCounts = counts.length < counted.length;
  return new Set(
    charged.flatMap(({ meter, counts: own }) =>
      meter === undefined || own.size > 0 || (!billCounts && counts.some((line) => line.counts.has(meter)))
        ? []
        : [meter],
    ),
  );
}

export function withoutUncounted<V>(sums: ReadonlyMap<UsageClass, V>, uncounted: Uncounted): Map<UsageClass, V> {
  return new Map([...sums].filter(([meter]) => !uncounted.has(meter)));
}

/** What lines charge for each class beyond what calls paid for it. */
export function moneyParts(
  cell: Cell,
  cause: Part['cause'],
  meters: ReadonlySet<UsageClass>,
  lines: readonly InvoiceLine[],
  uses: readonly TracedUse[],
): readonly Part[] {
  const traced = (meter: UsageClass): Usd => uses.reduce((sum, { byClass }) => sum + (byClass?.get(meter) ?? 0n), 0n);
  return [...meters].sort(compareText).map((meter): Part => {
    const usd = sumUsd(lines.filter((line) => line.meter === meter)) - traced(meter);
    return { cause, cell, usd, count: 0n, meter };
  });
}
