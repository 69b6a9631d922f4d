// The bridge: from what the traced calls cost to what the invoice asks for, one step per group of causes. It adds up, to the last digit.
import { type Usd, usdToDecimal } from '../../model/money.ts';
import type { Reconciliation } from '../../model/reconciliation.ts';
import { type CauseGroup, causeGroup, causeGroups } from './causes.ts';
import { sumUsd } from './cells.ts';
import type { SellerResult } from './reconcile-seller.ts';

export interface Results {
  readonly sellers: readonly SellerResult[];
}

export function bridgeOf({ sellers }: Results): {
  readonly steps: Reconciliation['bridge'];
  readonly edge: Usd;
  readonly unexplained: Usd;
} {
  const parts = sellers.flatMap(({ cells }) => cells.flatMap((cell) => cell.parts));
  const edge = sumUsd(sellers.map((seller) => ({ usd: seller.edge })));
  const sumOf = (group: CauseGroup): Usd =>
    sumUsd(parts.filter(({ cause }) => causeGroup(cause) === group)) + (group === 'edge' ? edge : 0n);
  const traced = sumUsd(sellers.flatMap(({ compared }) => compared)) - edge;
  const apart = sumUsd(sellers.flatMap((seller) => seller.apart));
  const groups = Object.keys(causeGroups) as readonly CauseGroup[]; // the keys of a literal object
  const steps: Reconciliation['bridge'] = [
    { step: 'traced', title: 'Traced calls', usd: usdToDecimal(traced) },
    ...groups.map((step) => ({ step, title: causeGroups[step], usd: usdToDecimal(sumOf(step)) })),
    { step: 'apart', title: 'Kept apart: tax, credits, fees', usd: usdToDecimal(apart) },
  ];
  return { steps, edge, unexplained: sumOf('unexplained') };
}
