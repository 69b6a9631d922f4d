// OpenRouter broadcast to ClickHouse: rows of OPENROUTER_TRACES, as JSON lines or CSV. The only OpenRouter record that names the API key.
// OpenRouterTeam/docs broadcast guide, August 2026; the table's full column list is only shown in OpenRouter's dashboard, so columns
// beyond the documented ones are read leniently.
import { type Draft, defineFormat, event, skipped, type ValueAt } from './format.ts';
import { readText } from './values.ts';
import { readStatus } from './words.ts';

export const openrouterClickhouse = defineFormat({
  id: 'openrouter-clickhouse',
  title: 'OpenRouter broadcast rows (ClickHouse table)',
  hop: 'gateway',
  component: 'openrouter',
  recognise: ['TRACE_ID', 'SPAN_TYPE', ['API_KEY_NAME', 'PROMPT_TOKENS', 'TOTAL_COST']],
  json: ['METADATA', 'ATTRIBUTES'],
  fields: {
    trace_id: ['TRACE_ID'],
    span_id: ['SPAN_ID'],
    parent_span_id: ['PARENT_SPAN_ID'],
    provider_request_id: ['GENERATION_ID', 'ATTRIBUTES.gen_ai.response.id', 'METADATA.generation_id'],
    session_id: ['SESSION_ID'],
    user_id_hash: ['USER_ID'],
    virtual_key: ['API_KEY_NAME'],
    provider: ['PROVIDER_NAME'],
    response_model: ['MODEL'],
    status: ['STATUS'],
    start: { from: ['TIMESTAMP', 'START_TIME'] },
    end: { from: ['END_TIME'], duration: { from: ['DURATION_MS'], unit: 'ms' } },
    logged_cost_usd: { from: ['TOTAL_COST'], unit: 'usd' },
  },
  usage: {
    input: ['PROMPT_TOKENS'],
    cached_input: ['CACHED_TOKENS', 'ATTRIBUTES.gen_ai.usage.cache_read.input_tokens'],
    output: ['COMPLETION_TOKENS'],
    reasoning: ['REASONING_TOKENS', 'ATTRIBUTES.gen_ai.usage.reasoning.output_tokens'],
    total: ['TOTAL_TOKENS'],
  },
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
  labels: ['METADATA', 'METADATA.trace', 'ATTRIBUTES'],
  reads: ['SPAN_TYPE', 'LEVEL', 'FINISH_REASON'],
  never_read: ['INPUT', 'OUTPUT'],
  traps: [
    'Broadcast can be sampled: the totals are then a lower bound. Compare with openrouter-activity.',
    'Only rows with SPAN_TYPE GENERATION are calls; the others are steps of the trace, and their sums are not counted again.',
    'Owner: the API key’s name, the caller’s trace metadata (METADATA), or USER_ID.',
    'TRACE_ID is the one the caller sent in trace.trace_id, or one that OpenRouter made up for this request.',
    'TIMESTAMP has no zone and is UTC; METADATA, ATTRIBUTES, INPUT and OUTPUT are JSON text.',
    'PROVIDER_NAME is who ran the model, not who bills: OpenRouter is taken as the seller.',
  ],
  proves: { owner: true, trace: true, usage: true, cost: true },
  settle: (draft, _, valueAt) => {
    const type = readText(valueAt('SPAN_TYPE'))?.toUpperCase() ?? '';
    settleOutcome(draft, valueAt);
    draft.provider = 'openrouter';
    if (type === 'GENERATION') return event(draft);
    if (draft.trace_id === undefined)
      return skipped('not a model call', 'a row that is no generation and has no trace');
    return event({ ...draft, role: draft.usage ? 'rollup' : 'step', operation: type.toLowerCase() });
  },
});

function settleOutcome(draft: Draft, valueAt: ValueAt): void {
  const status =
    readStatus(draft.status) ?? (readText(valueAt('LEVEL'))?.toUpperCase() === 'ERROR' ? 'error' : undefined);
  const reason = readText(valueAt('FINISH_REASON'))?.toLowerCase();
  draft.status = undefined;
  if (reason === 'cancelled' || reason === 'error') draft.status = reason;
  else if (status !== undefined) draft.status = status;
}
