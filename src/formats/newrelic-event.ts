// New Relic events from NRDB: spans, and the LlmChatCompletionSummary and LlmEmbedding events of AI monitoring, as NRQL results or exports.
// Attribute names of the agents' AI monitoring (2026); not published as an export format, so read leniently.

import { isMessageRow, splitNewRelic } from './flat-events.ts';
import { defineFormat, skipped } from './format.ts';
import { genaiTable } from './genai-table.ts';
import { settleSpan } from './settle-span.ts';

export const newrelicEvent = defineFormat({
  id: 'newrelic-event',
  title: 'New Relic spans and AI monitoring events',
  hop: 'app',
  component: 'newrelic',
  // A span has a dotted trace id; an AI event has an underscore, and model names in New Relic's words.
  recognise: [
    ['trace.id', 'request.model', 'response.model', 'completion_id'],
    ['trace.id', 'trace_id'],
    [
      ...[
        'entity.guid',
        'entityGuid',
        'entity.name',
        'duration.ms',
        'newRelic.ingestPoint',
        'newrelic.source',
        'nr.entryPoint',
      ],
      ...['vendor', 'ingest_source', 'eventType^=Llm'],
    ],
  ],
  ...genaiTable({
    fields: {
      trace_id: ['trace.id', 'trace_id'],
      span_id: ['span_id', 'guid', 'span.id', 'id'],
      parent_span_id: ['parent.id', 'parentId'],
      provider_request_id: ['request_id'],
      conversation_id: ['llm.conversation_id'],
      provider: ['vendor'],
      model: ['request.model'],
      response_model: ['response.model'],
      error: ['error.class'],
      producer: ['producer.name', 'instrumentation.provider'],
      producer_version: ['producer.version'],
      start: { from: ['timestamp'], unit: 'by-size' },
      end: { from: [], duration: { from: ['duration.ms', 'duration'], unit: 's', units: { 'duration.ms': 'ms' } } },
    },
    usage: {
      input: ['response.usage.prompt_tokens', 'response.usage.input_tokens'],
      output: ['response.usage.completion_tokens', 'response.usage.output_tokens'],
      total: ['response.usage.total_tokens'],
    },
    reads: ['eventType', 'completion_id'],
    never_read: ['content', 'input', 'error.message', 'llm.* (but for ownership names)'],
  }),
  traps: [
    'A duration is seconds on a span and milliseconds on an AI event; duration.ms is milliseconds everywhere.',
    'LlmChatCompletionMessage rows repeat a completion message by message; only summaries and embeddings are calls.',
    'Owner fields arrive as llm.* attributes that the application sets, such as llm.team; llm.conversation_id groups requests and owns nothing.',
    'Spans are sampled unless infinite tracing is on: a call without a span is not proof of a gap.',
    'NRQL results have the columns you select: use SELECT * to keep owners and ids.',
    'An embedding event may have only a total; it is read as input.',
  ],
  proves: { owner: true, trace: true, usage: true, cost: false },
  split: splitNewRelic,
  settle: (draft, value, valueAt) => {
    if (isMessageRow(value)) return skipped('not a model call', 'one message of a completion');
    if (draft.request_id === draft.provider_request_id) draft.request_id = undefined;
    return settleSpan(draft, value, valueAt);
  },
});
