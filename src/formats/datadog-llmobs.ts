// Datadog LLM Observability spans: SDK span events, intake bodies, and the export API. DataDog/dd-trace-py ddtrace/llmobs/_writer.py and
// types.py (main, 2026-08), docs "Export API". Input counts include both cache classes for every provider.

import { totalTokens } from '../model/usage.ts';
import { splitLlmobs } from './datadog-spans.ts';
import { type Draft, defineFormat, event, type Settled, type ValueAt } from './format.ts';
import { readAmount, readText } from './values.ts';
import { readStatus } from './words.ts';

const kinds = ['span_kind', 'meta.span.kind', 'meta.kind'];

export const datadogLlmobs = defineFormat({
  id: 'datadog-llmobs',
  title: 'Datadog LLM Observability spans (SDK, intake, export API)',
  hop: 'app',
  component: 'datadog',
  recognise: [
    ['ml_app', 'meta.span.kind', 'meta.kind', 'spans.0.meta.span.kind', 'spans.0.meta.kind'],
    ['start_ns', 'spans.0.start_ns'],
    ['span_id', 'spans.0.span_id'],
  ],
  fields: {
    trace_id: ['trace_id'],
    span_id: ['span_id'],
    parent_span_id: ['parent_id'],
    links: ['links'],
    session_id: ['session_id'],
    component: ['ml_app'],
    service: ['service'],
    provider: ['model_provider', 'meta.model_provider'],
    model: ['model_name', 'meta.model_name'],
    operation: ['name'],
    status: ['status'],
    error: ['meta.error.type', 'error.type'],
    producer_version: ['producer_version'],
    start: { from: ['start_ns'], unit: 'by-size' },
    end: { from: [], duration: { from: ['duration'], unit: 'ns' } },
    logged_cost_usd: { from: ['metrics.total_cost'], unit: 'usd' },
  },
  usage: {
    input: ['metrics.input_tokens', 'metrics.prompt_tokens'],
    cached_input: ['metrics.cache_read_input_tokens'],
    cache_write: ['metrics.cache_write_input_tokens'],
    cache_write_5m: ['metrics.ephemeral_5m_input_tokens'],
    cache_write_1h: ['metrics.ephemeral_1h_input_tokens'],
    output: ['metrics.output_tokens', 'metrics.completion_tokens'],
    reasoning: ['metrics.reasoning_output_tokens'],
    total: ['metrics.total_tokens'],
  },
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
  labels: ['tags', 'batch_tags', 'metadata', 'meta.metadata'],
  reads: [...kinds, 'metrics.estimated_total_cost', 'metrics.time_to_first_token'],
  never_read: [
    'input',
    'output',
    'meta.input',
    'meta.output',
    'tool_definitions',
    'meta.error.message',
    'meta.error.stack',
  ],
  traps: [
    'The trace id is not the one of APM, on purpose; the APM id in _dd.apm_trace_id is taken instead where it is written, because gateways and other services saw that one.',
    'Span ids are decimal numbers; they are turned into hexadecimal so that they compare.',
    'Agent, workflow and task spans may carry sums over the spans below; only llm and embedding spans are calls.',
    'estimated_* costs are billionths of a dollar. total_cost is dollars, unless it comes out above a dollar for each token.',
    'The export API writes milliseconds into start_ns; the unit is told by the number of digits.',
    'The export API gives the last 15 minutes unless you name a period: check that the export covers what you audit.',
    'Owner fields come from tags such as team:support. Tags of the whole batch count for every span in it.',
  ],
  proves: { owner: true, trace: true, usage: true, cost: true },
  split: splitLlmobs,
  settle: (draft, _, valueAt) => settleSpan(draft, valueAt),
});

/** A longer name may quote what the user typed. */
const longestName = 80;

function settleSpan(draft: Draft, valueAt: ValueAt): Settled {
  const kind = kinds.map((path) => readText(valueAt(path))).find((text) => text !== undefined);
  if (kind === 'llm' || kind === 'embedding') draft.role = 'call';
  else draft.role = draft.usage === undefined ? 'step' : 'rollup';
  if (kind === 'agent' || kind === 'tool') draft.hop = kind;
  const status = readStatus(draft.status);
  draft.status = status;
  if (status !== 'error') draft.error = undefined;
  if (draft.operation !== undefined && draft.operation.length > longestName) draft.operation = undefined;
  if (draft.producer_version !== undefined) draft.producer = 'ddtrace';
  if (Number(readText(valueAt('metrics.time_to_first_token')) ?? 0) > 0) draft.streamed = true;
  settleCost(draft, valueAt);
  return event(draft);
}

const dollar = 10n ** 18n;

/** What Datadog estimates is in billionths; a total that would be dollars for each token must be, too. */
function settleCost(draft: Draft, valueAt: ValueAt): void {
  const stated = draft.logged_cost_usd;
  const tokens = BigInt(totalTokens(draft.usage ?? {}));
  if (stated !== undefined && tokens > 0n && stated > tokens * dollar) draft.logged_cost_usd = stated / 1_000_000_000n;
  if (draft.logged_cost_usd !== undefined) return;
  const estimated = readAmount(valueAt('metrics.estimated_total_cost'), 'nano-usd');
  if (estimated === undefined || estimated === 0n) return;
  draft.logged_cost_usd = estimated;
  draft.unit_price_source = 'datadog:estimated';
}
