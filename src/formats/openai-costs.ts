// OpenAI organization costs: what a day cost by project, key and line item, from /v1/organization/costs or the dashboard's CSV.
// openai-openapi of 2026-08-21; CSV columns as seen in public exports of 2026. Amounts are dollars with up to 30 decimals.
import type { TokenClass, UsageClass } from '../model/usage.ts';
import { setCharge } from './charge.ts';
import { type Draft, defineFormat, event, skipped, type ValueAt } from './format.ts';
import { countOf, readUnit } from './metered-quantity.ts';
import { resultParts } from './result-buckets.ts';
import { readSku } from './sku-words.ts';
import { asSum } from './time-window.ts';
import { readText } from './values.ts';

const amounts = ['amount.value', 'amount_value'];

export const openaiCosts = defineFormat({
  id: 'openai-costs',
  title: 'OpenAI cost report (API pages and CSV export)',
  hop: 'provider',
  component: 'openai',
  recognise: [
    'start_time',
    'end_time',
    ['object=bucket', 'object=organization.costs.result', 'start_time_iso'],
    [
      'results.0.object=organization.costs.result',
      'result.0.object=organization.costs.result',
      'object=organization.costs.result',
      'amount_value',
      'amount_currency',
      'line_item',
      'organization_name',
    ],
  ],
  fields: {
    project: ['project_name'],
    api_key_id: ['api_key_id'],
    project_id: ['project_id'],
    principal: ['user_id'],
    account_id: ['organization_id'],
    operation: ['line_item'],
    start: { from: ['start_time', 'start_time_iso'], unit: 's' },
    end: { from: ['end_time', 'end_time_iso'], unit: 's' },
    logged_cost_usd: { from: amounts, unit: 'usd' },
  },
  reads: ['amount.currency', 'amount_currency', 'quantity', 'quantity_unit'],
  never_read: ['user_email'],
  traps: [
    'Every row sums a day: it feeds reconcile and estimate, never coverage.',
    'There is no model and no user, only line_item, a text such as "gpt-4o-2024-08-06, cached input"; it is null unless grouped by line_item.',
    'Costs and usage do not meet to the cent: credits, rounding and delay.',
    'A dimension that is null on every row was not grouped by, and says nothing about the owner.',
    'Amounts in another currency than US dollars are left out.',
    'Empty buckets of the CSV have no amount and are passed over.',
  ],
  proves: { owner: false, trace: false, usage: true, cost: true, aggregate: true },
  split: resultParts,
  settle: (draft, _, valueAt) => {
    const currency = valueAt('amount.currency') ?? valueAt('amount_currency');
    setCharge(draft, valueAt, amounts, currency);
    settleLineItem(draft, valueAt);
    if (draft.logged_cost_usd === undefined && !draft.usage && currency === undefined) {
      return skipped('empty', 'nothing was charged');
    }
    return event(asSum({ ...draft, provider: 'openai' }));
  },
});

/** "gpt-4o-2024-08-06, cached input": the model stands before the comma, or the line is for something else. */
function settleLineItem(draft: Draft, valueAt: ValueAt): void {
  const item = draft.operation ?? '';
  const { model = /^([\w.-]+), /.exec(item)?.[1], class: tokenClass, tier } = readSku(item);
  if (model !== undefined) draft.model = model;
  if (tier !== undefined) draft.service_tier = tier;
  const [meter, size] = meterOf(readText(valueAt('quantity_unit')) ?? '', tokenClass);
  const count = meter && countOf(valueAt('quantity'), size);
  if (meter === undefined || !count) return;
  draft.usage = { [meter]: count };
  draft.raw_usage = { quantity: count };
}

const others: Readonly<Record<string, readonly [UsageClass, bigint]>> = {
  duration_seconds: ['seconds', 1n],
  duration_minutes: ['seconds', 60n],
  duration_hours: ['seconds', 3600n],
  images: ['images', 1n],
  characters: ['characters', 1n],
};

function meterOf(unit: string, tokenClass: TokenClass | undefined): readonly [UsageClass | undefined, bigint] {
  const tokens = readUnit(unit);
  if (tokens?.tokens) return [tokenClass, tokens.size];
  return (Object.hasOwn(others, unit) ? others[unit] : undefined) ?? [undefined, 0n];
}
