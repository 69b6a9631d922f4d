// The document of a reconciliation: a contents page; each part is a function of the judged cells.
import { usdToDecimal } from '../../model/money.ts';
import { allocationPolicies, type Reconciliation } from '../../model/reconciliation.ts';
import type { AuditSettings, InputSummary } from '../settings.ts';
import { allocate } from './allocate.ts';
import { bridgeOf, type Results } from './bridge.ts';
import { causeTree } from './cause-tree.ts';
import { sumCalls, sumUsd } from './cells.ts';
import type { InvoiceLine } from './invoice-line.ts';
import { loggedCosts, notCompared } from './not-compared.ts';
import type { ReconcileOptions, Sides } from './reconcile.ts';
import { keptApart, sellerSections } from './seller-sections.ts';
import { byAccount, byDay, byModel, sidesOf, tokenRows } from './side-sums.ts';
import type { Uses } from './sum-uses.ts';

export interface Found extends Results {
  readonly repeated: readonly InvoiceLine[];
  /** Calls of sellers that the invoices are not from. */
  readonly others: Uses['others'];
  readonly freeCalls: number;
  /** Calls among invoices, sums among logs. */
  readonly misplaced: Sides<number>;
}

export function buildReconciliation(
  found: Found,
  inputs: Sides<readonly InputSummary[]>,
  settings: AuditSettings,
  options: ReconcileOptions,
): Reconciliation {
  const { sellers } = found;
  const cells = sellers.flatMap((seller) => seller.cells);
  const { tolerance_pct, flag_pct, policy } = options;
  const bridge = bridgeOf(found);
  const shares = allocate(cells, policy);
  const apart = sumUsd(sellers.flatMap((seller) => seller.apart));
  return {
    schema_version: '1.0',
    tool: { name: 'attrib-audit', version: settings.tool_version },
    generated_from: { invoices: inputs.invoices.map(inputWire), traces: inputs.traces.map(inputWire) },
    rates: [...settings.rate_cards],
    tolerance_pct,
    flag_pct,
    policy: { id: policy, text: allocationPolicies[policy] },
    totals: {
      invoice_usd: usdToDecimal(sumUsd(cells.map(({ billed }) => ({ usd: billed }))) + apart),
      ...sidesOf(cells, options, bridge.edge),
      kept_apart_usd: usdToDecimal(apart),
      remainder_usd: usdToDecimal(bridge.unexplained),
      lines: sellers.reduce((sum, { lines }) => sum + lines.length, 0),
      calls: sellers.reduce((sum, { compared }) => sum + sumCalls(compared), 0),
    },
    bridge: bridge.steps,
    causes: causeTree(found),
    tokens: tokenRows(sellers, options),
    by_day: byDay(cells, options),
    by_model: byModel(cells, options),
    by_account: byAccount(cells, options),
    by_team: [...shares.teams]
      .map(([team, { traced, allocated }]) => ({
        key: team ?? null,
        traced_usd: usdToDecimal(traced),
        allocated_usd: usdToDecimal(allocated),
        total_usd: usdToDecimal(traced + allocated),
        order: traced + allocated,
      }))
      .sort((a, b) => (a.order === b.order ? byName(a.key, b.key) : a.order > b.order ? -1 : 1))
      .map(({ order: _, ...row }) => row),
    exception_bucket: { ...settings.bucket, usd: usdToDecimal(shares.bucket) },
    kept_apart: keptApart(sellers),
    sellers: sellerSections(sellers),
    not_compared: notCompared(found),
    logged_costs: loggedCosts(sellers),
  };
}

const byName = (a: string | null, b: string | null): number => ((a ?? '\uffff') < (b ?? '\uffff') ? -1 : 1);

function inputWire({ path, format, records, events, skipped, rejected }: InputSummary): {
  path: string;
  format: string | null;
  records: number;
  events: number;
  skipped: number;
  rejected: number;
} {
  return { path, format, records, events, skipped, rejected };
}
