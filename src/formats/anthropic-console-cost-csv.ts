// Anthropic Console cost export: dollars by day, workspace name, key name, model and token type, as CSV. Columns as seen in public exports
// of 2026. Unlike the cost report, `cost_usd` is in dollars; `list_price_usd` is what it would cost without a discount, and not read.

import { setCharge } from './charge.ts';
import { defineFormat, event } from './format.ts';
import { sumOver } from './time-window.ts';

export const anthropicConsoleCostCsv = defineFormat({
  id: 'anthropic-console-cost-csv',
  title: 'Anthropic Console cost export (CSV)',
  hop: 'provider',
  component: 'anthropic',
  recognise: ['usage_date_utc', 'cost_usd', ['token_type', 'cost_type', 'usage_type', 'list_price_usd']],
  fields: {
    api_key_id: ['api_key_id', 'api_key'],
    workspace_id: ['workspace'],
    model: ['model'],
    operation: ['cost_type'],
    region: ['inference_geo'],
    unit_price_source: ['token_type'],
    start: { from: ['usage_date_utc'] },
    logged_cost_usd: { from: ['cost_usd'], unit: 'usd' },
  },
  reads: ['usage_type', 'speed'],
  never_read: ['context_window', 'list_price_usd', 'api_key_status'],
  traps: [
    'Every row sums a day: it feeds reconcile and estimate, never coverage.',
    'cost_usd is dollars here, cents in the Admin API’s cost report.',
    'model is a display name ("Claude Sonnet 4.5"), not the id of the usage export; api_key and workspace are names.',
    'Older exports round every row to cents, so their sum drifts.',
    'list_price_usd can differ from cost_usd and is not read: cost_usd is what is billed.',
  ],
  proves: { owner: false, trace: false, usage: false, cost: true, aggregate: true },
  settle: (draft, _, valueAt) => {
    setCharge(draft, valueAt, ['cost_usd'], undefined);
    const tier = /^(?:batch|priority\w*|flex\w*)$/.exec(String(valueAt('usage_type') ?? ''))?.[0];
    if (tier !== undefined) draft.service_tier = tier;
    if (valueAt('speed') === 'fast') draft.service_tier = 'fast';
    if (draft.region === 'not_available') draft.region = undefined;
    return event(sumOver({ ...draft, provider: 'anthropic' }, 'day'));
  },
});
