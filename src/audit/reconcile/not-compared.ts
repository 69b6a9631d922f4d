// What stays out of the comparison, counted; and what the logs themselves say the compared calls cost.
import { type Usd, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { Reconciliation } from '../../model/reconciliation.ts';
import type { Found } from './build-reconciliation.ts';
import { sumUsd } from './cells.ts';
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
  const otherSellers = [...new Set(others.map(({ seller }) => seller))].sort(compareText);
  return {
    outside_period: calls(sellers.flatMap(({ outside }) => outside)),
    other_sellers: otherSellers.map((seller) => ({ seller, ...calls(others.filter((use) => use.seller === seller)) })),
    without_time: calls(sellers.flatMap(({ undated }) => undated)),
    apart_use: {
      calls: sellers.reduce((sum, { apartUse }) => sum + apartUse.calls, 0),
      usd: usdToDecimal(sumUsd(sellers.map(({ apartUse }) => apartUse))),
    },
    unpriced_calls: compared.filter(({ audited }) => audited.cost.basis === 'unpriced').length,
    free_calls: freeCalls,
    repeated_lines: { lines: repeated.length, usd: usdToDecimal(sumUsd(repeated)) },
    sums_among_calls: misplaced.traces,
    calls_among_invoices: misplaced.invoices,
    lines_without_amount: sellers.reduce((sum, { withoutAmount }) => sum + withoutAmount.length, 0),
  };
}

const calls = (uses: readonly TracedUse[]): { calls: number; usd: string } => ({
  calls: uses.length,
  usd: usdToDecimal(sumUsd(uses)),
});

export function loggedCosts(sellers: readonly SellerResult[]): Reconciliation['logged_costs'] {
  const uses = sellers.flatMap(({ compared }) => compared);
  const logged = uses.filter(({ audited }) => audited.comparison !== undefined);
  const byCause = new Map<string, { detail: string; uses: TracedUse[] }>();
  for (const use of logged) {
    const { comparison } = use.audited;
    if (comparison?.kind !== 'differs') continue;
    const cause = comparison.causes.join(' or ');
    const known = byCause.get(cause);
    if (known) {
      known.uses.push(use);
      if (comparison.detail < known.detail) known.detail = comparison.detail;
    } else byCause.set(cause, { detail: comparison.detail, uses: [use] });
  }
  const rows = [...byCause].map(([cause, { detail, uses: own }]) => {
    const [said, is] = [loggedSum(own), repricedSum(own)];
    const models = [...new Set(own.flatMap(({ model }) => model ?? []))].sort(compareText);
    return { cause, detail, models, calls: own.length, said, is };
  });
  const size = ({ said, is }: (typeof rows)[number]): Usd => (said > is ? said - is : is - said);
  rows.sort((a, b) => (size(a) === size(b) ? compareText(a.cause, b.cause) : size(a) > size(b) ? -1 : 1));
  return {
    calls: logged.length,
    logged_usd: usdToDecimal(loggedSum(logged)),
    traced_usd: usdToDecimal(repricedSum(logged)),
    by_cause: rows.map(({ cause, detail, models, calls: number, said, is }) => ({
      cause,
      detail,
      models,
      calls: number,
      logged_usd: usdToDecimal(said),
      traced_usd: usdToDecimal(is),
      delta_usd: usdToDecimal(said - is),
    })),
  };
}

const loggedSum = (uses: readonly TracedUse[]): Usd =>
  uses.reduce((sum, { audited }) => sum + (audited.call.metering.logged_cost_usd ?? 0n), 0n);
const repricedSum = (uses: readonly TracedUse[]): Usd => uses.reduce((sum, { audited }) => sum + audited.cost.usd, 0n);
