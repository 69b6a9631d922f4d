// Cloudflare AI Gateway log as its REST list and its Workers binding give it. cloudflare/cloudflare-docs ai-gateway/observability and the
// public API reference, August 2026. Accounts created since 2026-09-24 log to another store whose shape is not known.
import { defineFormat, event, type ValueAt } from './format.ts';
import { readFlag, readText } from './values.ts';
import { readStatus } from './words.ts';

const ownMembers = [
  'tokens_in',
  'tokens_out',
  'request_type',
  'model_type',
  'request_content_type',
  'response_content_type',
];

/** Cloudflare's own name for all callers that are not known. */
const anonymous = ['anonymous', 'Anonymous', 'ANONYMOUS'];

export const cloudflareAigRest = defineFormat({
  id: 'cloudflare-aig-rest',
  title: 'Cloudflare AI Gateway log (REST list)',
  hop: 'gateway',
  component: 'cloudflare-ai-gateway',
  // Tokens are null when the gateway could not read them; then one of its own members is asked for, or all others that every row has.
  recognise: [
    'cached',
    'provider',
    'model',
    'duration',
    [...ownMembers, 'created_at'],
    [...ownMembers, 'path'],
    [...ownMembers, 'success'],
  ],
  json: ['metadata'],
  fields: {
    request_id: ['id'],
    provider: ['provider'],
    response_model: ['model'],
    operation: ['request_type', 'path'],
    status: ['status_code', 'success'],
    start: { from: ['created_at'] },
    end: { from: [], duration: { from: ['duration'], unit: 'ms' } },
    logged_cost_usd: { from: ['cost'], unit: 'usd' },
    cache_hit: ['cached'],
  },
  usage: { input: ['tokens_in'], output: ['tokens_out'] },
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
  labels: ['metadata'],
  reads: ['success', 'step', 'custom_cost'],
  telling: { feature: [], user_id_hash: anonymous },
  never_read: ['request_head', 'response_head', 'request_body', 'response_body'],
  traps: [
    'cf-aig-metadata keeps at most five entries and drops the rest without a word: send owner_team, workflow_id and feature first.',
    'There are no counts of cached, written or reasoning tokens, so repricing a call with prompt caching comes out too high, or for Anthropic too low.',
    'Anthropic usage was not parsed in some versions: tokens and cost are then null, which is unknown.',
    'cost is an estimate; with custom_cost it is the price that the caller sent.',
    '`cached` is the gateway’s own response cache: such an answer costs nothing. It is not prompt caching.',
    'step above 0 means that an earlier provider of the chain failed.',
    'cf-aig-collect-log: false and full log storage leave no rows: spend without a record.',
    'Guardrail evaluations are rows of their own (Llama Guard on Workers AI): they get the feature `guardrail` when they have none.',
    'There is no trace id here and traceparent is not read: log the cf-aig-log-id response header in the app, or put trace_id into the metadata.',
    'Cloudflare’s own “anonymous” user stands for all callers that are not known: it is no owner.',
  ],
  proves: { owner: true, trace: false, usage: true, cost: true },
  settle: (draft, _, valueAt) => {
    const code = readText(valueAt('status_code'));
    const status = readStatus(draft.status) ?? readStatus(readText(valueAt('success')));
    draft.status = undefined;
    if (status !== undefined) draft.status = status;
    if (status === 'error' && code !== undefined) draft.error = code;
    const step = stepOf(valueAt);
    if (step > 0) draft.fallback_from = `step ${step - 1}`;
    if (readFlag(valueAt('custom_cost')) && draft.logged_cost_usd !== undefined) {
      draft.unit_price_source = 'cloudflare custom_cost';
    }
    if (anonymous.includes(draft.user_id_hash ?? '')) draft.user_id_hash = undefined;
    if (/llama-guard/.test(draft.response_model ?? '')) draft.feature ??= 'guardrail';
    return event(draft);
  },
});

function stepOf(valueAt: ValueAt): number {
  const step = Number(readText(valueAt('step')));
  return Number.isSafeInteger(step) ? step : 0;
}
