// OpenAI organization usage: sums by time bucket and dimension, from /v1/organization/usage/… (pages of buckets) or the dashboard's CSV,
// which mirrors the API's fields. openai-openapi of 2026-08-21; CSV columns as seen in public exports of 2025 and 2026.
// `input_tokens` is the total: cached, cache-write, audio and image tokens are inside.
import { type Draft, defineFormat, event, skipped, type ValueAt } from './format.ts';
import { resultParts } from './result-buckets.ts';
import { asSum } from './time-window.ts';
import { readCount, readFlag } from './values.ts';

export const openaiUsage = defineFormat({
  id: 'openai-usage',
  title: 'OpenAI usage report (API pages and CSV export)',
  hop: 'provider',
  component: 'openai',
  // What speaks of money is openai-costs; a bucket without results could be either.
  recognise: [
    'start_time',
    'end_time',
    ['object=bucket', 'object^=organization.usage.', 'start_time_iso'],
    ['results[]', 'result[]', 'object^=organization.usage.', 'start_time_iso'],
    '!results.0.object=organization.costs.result',
    '!result.0.object=organization.costs.result',
    '!amount_value',
    '!amount_currency',
    '!line_item',
    '!organization_name',
  ],
  fields: {
    project: ['project_name'],
    api_key_id: ['api_key_id'],
    project_id: ['project_id'],
    principal: ['user_id'],
    account_id: ['organization_id'],
    model: ['model'],
    operation: ['object'],
    service_tier: ['service_tier'],
    start: { from: ['start_time', 'start_time_iso'], unit: 's' },
    end: { from: ['end_time', 'end_time_iso'], unit: 's' },
    requests: ['num_model_requests'],
  },
  usage: {
    input: ['input_tokens'],
    cached_input: ['input_cached_tokens'],
    cached_audio_in: ['input_cached_audio_tokens'],
    // OpenAI's cache writes have one price, so their lifetime is never in question.
    cache_write_5m: ['input_cache_write_tokens'],
    audio_in: ['input_audio_tokens'],
    image_in: ['input_image_tokens'],
    output: ['output_tokens'],
    audio_out: ['output_audio_tokens'],
    image_out: ['output_image_tokens'],
    images: ['images'],
    seconds: ['seconds'],
    characters: ['characters'],
    code_execution: ['num_sessions'],
  },
  tokens: {
    cached_input: 'inside-input',
    cache_write: 'inside-input',
    reasoning: 'inside-output',
    modalities: 'uncached-inside',
  },
  reads: ['batch', 'num_requests', 'input_uncached_tokens', 'usage_bytes'],
  never_read: ['user_email'],
  traps: [
    'Every row sums a bucket: it feeds reconcile and estimate, never coverage.',
    'A dimension that is null on every row was not grouped by: add group_by=project_id,user_id,api_key_id,model,batch,service_tier to the request.',
    'One bucket has as many rows as combinations of dimensions, and a page holds at most 31 days: follow next_page to the end.',
    'input_tokens holds cached and cache-write tokens; input_audio_tokens and input_image_tokens count the uncached ones only.',
    'Totals include Scale Tier tokens, which no price per token covers.',
    'The CSV writes counts as 3.0 and empty buckets as rows of four time columns; these are passed over.',
    'Reasoning tokens are inside output_tokens and cannot be told apart here; both cost the same.',
  ],
  proves: { owner: false, trace: false, usage: true, cost: false, aggregate: true },
  split: resultParts,
  settle: (draft, _, valueAt) => {
    const kind = /^organization\.usage\.(\w+)/.exec(draft.operation ?? '')?.[1];
    draft.operation = undefined;
    if (kind !== undefined) draft.operation = kind;
    settleCounts(draft, kind, valueAt);
    draft.provider = 'openai';
    if (readFlag(valueAt('batch'))) draft.service_tier = 'batch';
    if (draft.usage || (draft.requests ?? 0) > 0) return event(asSum(draft));
    return valueAt('usage_bytes') === undefined
      ? skipped('empty', 'nothing was used')
      : skipped('not a model call', kind);
  },
});

function settleCounts(draft: Draft, kind: string | undefined, valueAt: ValueAt): void {
  const calls = readCount('num_requests', valueAt('num_requests'), []) ?? draft.requests;
  if (kind === 'web_search_calls' && calls) draft.usage = { ...draft.usage, web_search: calls };
  if (kind === 'file_search_calls' && calls) draft.usage = { ...draft.usage, file_search: calls };
  const uncached = readCount('input_uncached_tokens', valueAt('input_uncached_tokens'), []);
  const { input = 0, audio_in = 0, image_in = 0 } = draft.usage ?? {};
  if (uncached === undefined || uncached === input + audio_in + image_in) return;
  const detail = `input_uncached_tokens is ${uncached}, but ${input + audio_in + image_in} are left without cached ones`;
  draft.notes = [...draft.notes, { kind: 'usage-semantics-conflict', detail }];
}
