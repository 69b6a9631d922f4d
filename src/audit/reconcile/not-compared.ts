// What stays out of the comparison, counted; and what the logs themselves say the compared calls cost.
import { type Usd, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { Reconciliation } from '../../model/reconciliation.ts';
import type { Found } from './build-reconciliation.ts';
import { sumCalls, sumUsd } from './cells.ts';
import type { SellerResult } from './reconcile-seller.ts';
import type { TracedUse } from './traced-use.ts';

export function notCompared({
  sellers,
  others,
  repeated,
  freeCalls,
  misplaced,
}: Found): Reconciliation['not_compared'] {
  const compared = sellers.flatMap((seller) => seller.compared);
  return {
    outside_period: calls(sellers.flatMap(({ outside }) => outside)),
    other_sellers: [...others]
      .sort(([a], [b]) => compareText(a, b))
      .map(([seller, sum]) => ({ seller, calls: sum.calls, usd: usdToDecimal(sum.usd) })),
    without_time: calls(sellers.flatMap(({ undated }) => undated)),
    apart_use: {
      calls: sellers.reduce((sum, { apartUse }) => sum + apartUse.calls, 0),
      usd: usdToDecimal(sumUsd(sellers.map(({ apartUse }) => apartUse))),
    },
    unpriced_calls: compared.reduce((sum, { unpriced }) => sum + unpriced, 0),
    free_calls: freeCalls,
    repeated_lines: { lines: repeated.length, usd: usdToDecimal(sumUsd(repeated)) },
    sums_among_calls: misplaced.traces,
    calls_among_invoices: misplaced.invoices,
    lines_without_amount: sellers.reduce((sum, { withoutAmount }) => sum + withoutAmount.length, 0),
  };
}

const calls = (uses: readonly TracedUse[]): { calls: number; usd: string } => ({
  calls: sumCalls(uses),
  usd: usdToDecimal(sumUsd(uses)),
});

export function loggedCosts(sellers: readonly SellerResult[]): Reconciliation['logged_costs'] {
  const whole = { calls: 0, said: 0n, is: 0n };
  const byCause = new Map<string, { detail: string; models: Set<string>; calls: number; said: Usd; is: Usd }>();
  for (const { model, logged } of sellers.flatMap(({ compared }) => compared))
    for (const [cause, { calls, said, is, detail }] of logged) {
      whole.calls += calls;
      whole.said += said;
      whole.is += is;
      if (cause === undefined) continue;
      const row = byCause.get(cause) ?? { detail, models: new Set(), calls: 0, said: 0n, is: 0n };
      byCause.set(cause, row);
      row.calls += calls;
      row.said += said;
      row.is += is;
      if (detail < row.detail) row.detail = detail;
      if (model !== undefined) row.models.add(model);
    }
  const rows = [...byCause].map(([cause, row]) => ({ cause, ...row, models: [...row.models].sort(compareText) }));
  const size = ({ said, is }: (typeof rows)[number]): Usd => (said > is ? said - is : is - said);
  rows.sort((a, b) => (size(a) === size(b) ? compareText(a.cause, b.cause) : size(a) > size(b) ? -1 : 1));
  return {
    calls: whole.calls,
    logged_usd: usdToDecimal(whole.said),
    traced_usd: usdToDecimal(whole.is),
    by_cause: rows.map(({ cause, detail, models, calls, said, is }) => ({
      cause,
      detail,
      models,
      calls,
      logged_usd: usdToDecimal(said),
      traced_usd: usdToDecimal(is),
      delta_usd: usdToDecimal(said - is),
    })),
  };
}
