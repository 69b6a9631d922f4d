// Anthropic cost report: what a day cost, from the Admin API, /v1/organizations/cost_report. Anthropic's API reference of August 2026.
// `amount` is decimal text in cents: "123.45" is 1.2345 dollars.
import { isDollar } from './charge.ts';
import { defineFormat, event, skipped } from './format.ts';
import { resultParts } from './result-buckets.ts';
import { asSum } from './time-window.ts';

export const anthropicCostReport = defineFormat({
  id: 'anthropic-cost-report',
  title: 'Anthropic cost report (Admin API)',
  hop: 'provider',
  component: 'anthropic',
  recognise: ['starting_at', 'ending_at', ['results.0.amount', 'results.0.cost_type', 'amount']],
  fields: {
    workspace_id: ['workspace_id'],
    model: ['model'],
    operation: ['cost_type'],
    service_tier: ['service_tier'],
    region: ['inference_geo'],
    unit_price_source: ['token_type', 'description'],
    start: { from: ['starting_at'] },
    end: { from: ['ending_at'] },
    logged_cost_usd: { from: ['amount'], unit: 'cents' },
  },
  reads: ['currency'],
  never_read: ['context_window'],
  traps: [
    'Every row sums a day: it feeds reconcile and estimate, never coverage.',
    'Amounts are cents with decimals: "123.45" is 1.2345 dollars.',
    'There is no API key here, only workspace_id and description; null when not grouped by, and null for the default workspace.',
    'Spend of the priority tier never appears, though its tokens are in the usage report.',
    'Amounts in another currency than US dollars are left out.',
  ],
  proves: { owner: false, trace: false, usage: false, cost: true, aggregate: true },
  split: resultParts,
  settle: (draft, _, valueAt) => {
    if (!isDollar(valueAt('currency'))) draft.logged_cost_usd = undefined;
    else if (draft.logged_cost_usd === undefined) return skipped('empty', 'nothing was charged');
    if (draft.region === 'not_available') draft.region = undefined;
    return event(asSum({ ...draft, provider: 'anthropic' }));
  },
});
