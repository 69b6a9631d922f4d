// Anthropic Console usage export: tokens by day, key name, workspace name and model, as CSV. Columns as seen in public exports of 2025 and
// 2026; older ones have a single column for cache writes. All input counts add up.
import { defineFormat, event, skipped } from './format.ts';
import { sumOver } from './time-window.ts';
import { readText } from './values.ts';

export const anthropicConsoleUsageCsv = defineFormat({
  id: 'anthropic-console-usage-csv',
  title: 'Anthropic Console usage export (CSV)',
  hop: 'provider',
  component: 'anthropic',
  recognise: [
    'usage_date_utc',
    ['usage_input_tokens_no_cache', 'usage_output_tokens', 'usage_input_tokens_cache_read'],
  ],
  fields: {
    api_key_id: ['api_key'],
    workspace_id: ['workspace'],
    model: ['model_version'],
    service_tier: ['usage_type'],
    region: ['inference_geo'],
    start: { from: ['usage_date_utc'] },
  },
  usage: {
    input: ['usage_input_tokens_no_cache'],
    cached_input: ['usage_input_tokens_cache_read'],
    cache_write: ['usage_input_tokens_cache_write'],
    cache_write_5m: ['usage_input_tokens_cache_write_5m'],
    cache_write_1h: ['usage_input_tokens_cache_write_1h'],
    output: ['usage_output_tokens'],
    web_search: ['web_search_count'],
  },
  tokens: { cached_input: 'beside-input', cache_write: 'beside-input', reasoning: 'inside-output' },
  reads: ['speed'],
  never_read: ['context_window'],
  traps: [
    'Every row sums a day: it feeds reconcile and estimate, never coverage.',
    'api_key and workspace are names, not the ids of the Admin API: the two meet only through a table of names.',
    'Older exports do not tell five-minute from one-hour cache writes; they are read as five-minute ones, and flagged.',
    'context_window holds a sign that is not ASCII (≤ 200k); names may hold commas.',
  ],
  proves: { owner: false, trace: false, usage: true, cost: false, aggregate: true },
  settle: (draft, _, valueAt) => {
    if (!draft.usage) return skipped('empty', 'nothing was used');
    if (draft.region === 'not_available') draft.region = undefined;
    if (readText(valueAt('speed')) === 'fast') draft.service_tier = 'fast';
    return event(sumOver({ ...draft, provider: 'anthropic' }, 'day'));
  },
});
