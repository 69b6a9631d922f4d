// Datadog APM spans: the trace payload of the agent and the spans search API. DataDog/dd-trace-py (main, 2026-08) and its recorded snapshots.
// A trace id is the low half in decimal; the high half is the hexadecimal `_dd.p.tid`.

import { splitApm } from './datadog-spans.ts';
import { defineFormat, type Paths } from './format.ts';
import { genaiTable } from './genai-table.ts';
import { settleSpan } from './settle-span.ts';

/** Integrations that write a model's name and counts under their own name. */
const integrations = [
  'openai',
  'anthropic',
  'bedrock',
  'langchain',
  'gemini',
  'google_genai',
  'vertexai',
  'vllm',
  'litellm',
];
const under = (...names: Paths): Paths =>
  integrations.flatMap((integration) => names.map((name) => `attributes.${integration}.${name}`));

export const datadogApm = defineFormat({
  id: 'datadog-apm',
  title: 'Datadog APM spans (agent payload, search API)',
  hop: 'app',
  component: 'datadog',
  recognise: [
    ['span_id'],
    ['trace_id'],
    ['resource', 'resource_name'],
    ['start', 'start_timestamp'],
    ['meta{}', 'metrics{}', 'custom{}', 'tags[]'],
    ['duration', 'end_timestamp', 'custom.duration'],
  ],
  ...genaiTable({
    fields: {
      trace_id: ['trace_id'],
      span_id: ['span_id'],
      parent_span_id: ['parent_id'],
      user_id_hash: ['attributes.usr.id'],
      operation: ['attributes.gen_ai.operation.name', 'name', 'resource_name'],
      provider: ['attributes._dd.llmobs.model_provider', ...under('request.provider')],
      model: ['attributes._dd.llmobs.model_name', ...under('request.model', 'request.model_name')],
      response_model: under('response.model'),
      provider_request_id: under('response.id'),
      producer: ['producer.name'],
      producer_version: ['producer.version', 'attributes._dd.tracer_version'],
      start: { from: ['start', 'start_timestamp'], unit: 'ns' },
      end: { from: ['end_timestamp'], duration: { from: ['duration', 'custom.duration'], unit: 'ns' } },
    },
    usage: {
      input: under('response.usage.prompt_tokens', 'response.usage.input_tokens', 'tokens.prompt_tokens'),
      output: under('response.usage.completion_tokens', 'response.usage.output_tokens', 'tokens.completion_tokens'),
      total: under('response.usage.total_tokens', 'tokens.total_tokens'),
    },
    never_read: ['attributes.error.message', 'attributes.error.stack'],
  }),
  traps: [
    'A trace id without _dd.p.tid is only the low 64 bits; it is matched to the one full id that ends in it.',
    'The high half stands on the first span of each chunk only: the other spans of the chunk have 64-bit ids and are stitched to it.',
    'A parent id of 0 is a root.',
    'Recent tracers no longer write token counts on APM spans: export LLM Observability for usage. A call without counts is unknown, not free.',
    'Snapshots of tests have ids 0, 1, 2 …: such ids are not unique.',
  ],
  proves: { owner: true, trace: true, usage: true, cost: false },
  split: splitApm,
  settle: settleSpan,
});
