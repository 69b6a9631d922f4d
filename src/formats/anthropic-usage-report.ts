// Anthropic usage report: sums by time bucket from the Admin API, /v1/organizations/usage_report/messages. Anthropic's API reference of
// August 2026. The three input counts add up; output includes thinking.
import { defineFormat, event, skipped } from './format.ts';
import { resultParts } from './result-buckets.ts';
import { asSum } from './time-window.ts';
import { readText } from './values.ts';

export const anthropicUsageReport = defineFormat({
  id: 'anthropic-usage-report',
  title: 'Anthropic usage report (Admin API)',
  hop: 'provider',
  component: 'anthropic',
  // A bucket without results could be of the cost report as well.
  recognise: [
    'starting_at',
    'ending_at',
    ['results[]', 'uncached_input_tokens', 'output_tokens'],
    '!results.0.amount',
    '!results.0.cost_type',
    '!amount',
  ],
  fields: {
    api_key_id: ['api_key_id'],
    workspace_id: ['workspace_id'],
    service_account: ['service_account_id'],
    principal: ['account_id'],
    model: ['model'],
    service_tier: ['service_tier'],
    region: ['inference_geo'],
    start: { from: ['starting_at'] },
    end: { from: ['ending_at'] },
  },
  usage: {
    input: ['uncached_input_tokens'],
    cached_input: ['cache_read_input_tokens'],
    cache_write_5m: ['cache_creation.ephemeral_5m_input_tokens'],
    cache_write_1h: ['cache_creation.ephemeral_1h_input_tokens'],
    output: ['output_tokens'],
    web_search: ['server_tool_use.web_search_requests'],
  },
  tokens: { cached_input: 'beside-input', cache_write: 'beside-input', reasoning: 'inside-output' },
  reads: ['speed'],
  never_read: ['context_window'],
  traps: [
    'Every row sums a bucket: it feeds reconcile and estimate, never coverage.',
    'A dimension that is null on every row was not grouped by: add group_by[]=model,workspace_id,api_key_id,service_tier to the request.',
    'workspace_id null also means the default workspace, and api_key_id null the Console’s playground.',
    'Tokens of the priority tiers are here but never in the cost report: leave them out when the two are compared.',
    'speed fast has prices of its own and is read as a service tier.',
  ],
  proves: { owner: false, trace: false, usage: true, cost: false, aggregate: true },
  split: resultParts,
  settle: (draft, _, valueAt) => {
    if (!draft.usage) return skipped('empty', 'nothing was used');
    if (draft.region === 'not_available') draft.region = undefined;
    if (readText(valueAt('speed')) === 'fast') draft.service_tier = 'fast';
    return event(asSum({ ...draft, provider: 'anthropic' }));
  },
});
