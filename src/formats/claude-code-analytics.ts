// Claude Code analytics: one person or key and one day, from the Admin API, /v1/organizations/usage_report/claude_code. Anthropic's API
// reference of August 2026. `estimated_cost.amount` is a number of cents, and an estimate.
import { isArray, isObject, type JsonObject, member } from '../model/json.ts';
import { isDollar } from './charge.ts';
import { defineFormat, event, type Part, skipped } from './format.ts';
import { sumOver } from './time-window.ts';

export const claudeCodeAnalytics = defineFormat({
  id: 'claude-code-analytics',
  title: 'Claude Code analytics (Admin API)',
  hop: 'app',
  component: 'claude-code',
  recognise: ['actor{}', 'core_metrics{}', 'model_breakdown[]'],
  fields: {
    user_id_hash: ['actor.email_address'],
    api_key_id: ['actor.api_key_name'],
    account_id: ['organization_id'],
    model: ['model'],
    operation: ['customer_type'],
    request_source: ['terminal_type'],
    start: { from: ['date'] },
    logged_cost_usd: { from: ['estimated_cost.amount'], unit: 'cents' },
  },
  usage: {
    input: ['tokens.input'],
    cached_input: ['tokens.cache_read'],
    cache_write: ['tokens.cache_creation'],
    output: ['tokens.output'],
  },
  tokens: { cached_input: 'beside-input', cache_write: 'beside-input', reasoning: 'inside-output' },
  reads: ['estimated_cost.currency'],
  never_read: ['core_metrics', 'tool_actions', 'subscription_type'],
  traps: [
    'Every row sums a day of one person or key: it feeds estimate, never coverage and never an invoice.',
    'estimated_cost is an estimate in cents. With customer_type subscription nothing was billed by the token, so no cost is read.',
    'With customer_type api the same spend is in the usage and cost reports: do not add them.',
    'actor is an e-mail address of a person, shown masked, or the name of an API key.',
    'cache_creation does not tell five-minute from one-hour writes.',
  ],
  proves: { owner: false, trace: false, usage: true, cost: true, aggregate: true },
  split: modelParts,
  settle: (draft, _, valueAt) => {
    if (!draft.usage) return skipped('no metering data', 'no model was used');
    if (draft.operation === 'subscription' || !isDollar(valueAt('estimated_cost.currency')))
      draft.logged_cost_usd = undefined;
    return event(sumOver({ ...draft, provider: 'anthropic' }, 'day'));
  },
});

/** One part for each model; a day without any is one part without usage. */
function modelParts(record: JsonObject): readonly Part[] {
  const list = member(record, 'model_breakdown');
  const models = isArray(list) ? list : [];
  if (models.length === 0) return [{ value: record, pointer: '' }];
  return models.map((model, index) => ({
    value: isObject(model) ? { ...record, ...model } : record,
    pointer: `/model_breakdown/${index}`,
  }));
}
