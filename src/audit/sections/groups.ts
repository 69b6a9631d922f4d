// Spend by owner and by any field asked for. The key null holds what has no value there, so that every group adds up to the total.
import { percentOf, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { AuditReport } from '../../model/report.ts';
import { compareUsd } from '../merge-tallies.ts';
import { type Sum, wholeCount } from '../sums.ts';
import type { GroupSum, Tally } from '../tally.ts';

type Group = AuditReport['groups'][string];

export function groups(tally: Tally, total: Sum, names: readonly string[]): AuditReport['groups'] {
  return Object.fromEntries(names.map((name) => [name, groupRows(tally.groups.get(name) ?? new Map(), total)]));
}

function groupRows(rows: ReadonlyMap<string | undefined, GroupSum>, total: Sum): Group {
  return [...rows]
    .sort(([a, x], [b, y]) => compareUsd(y.usd, x.usd) || y.calls - x.calls || compareKeys(a, b))
    .map(([key, sum]) => ({
      key: key ?? null,
      calls: sum.calls,
      usd: usdToDecimal(sum.usd),
      share_pct: percentOf(sum.usd, total.usd) ?? null,
      proven_usd: usdToDecimal(sum.proven),
      recoverable_usd: usdToDecimal(sum.recoverable),
      unattributed_usd: usdToDecimal(sum.unattributed),
      input_tokens: wholeCount(sum.input_tokens),
      output_tokens: wholeCount(sum.output_tokens),
      ...(sum.uncounted > 0 && { uncounted_calls: sum.uncounted }),
    }));
}

function compareKeys(a: string | undefined, b: string | undefined): number {
  return Number(a === undefined) - Number(b === undefined) || compareText(a ?? '', b ?? '');
}
