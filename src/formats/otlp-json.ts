// OTLP/JSON: spans and log records of OpenTelemetry, one event each. Facts: opentelemetry-proto 2026-08-18, semantic conventions 1.44 and
// GenAI 2026-05-11, OpenInference 2026-08-21, OpenLLMetry 0.5.2, AI SDK v4 to v7, LiteLLM 1.81, Bifrost 2.2, Envoy AI Gateway c217da8.
import { defineFormat } from './format.ts';
import {
  genaiContent,
  genaiFallback,
  genaiFields,
  genaiJson,
  genaiLabels,
  genaiReads,
  genaiUsage,
} from './genai-attributes.ts';
import { genaiDialects } from './genai-dialects.ts';
import { otlpPage, splitOtlp } from './otlp-records.ts';
import { settleSpan } from './settle-span.ts';

/** Keys of batches, and of spans that come without one. */
const decisive = [
  ...['resourceSpans', 'resource_spans', 'resourceLogs', 'resource_logs', 'resourceMetrics', 'resource_metrics'],
  ...['scopeSpans', 'scope_spans', 'instrumentationLibrarySpans', 'scopeLogs', 'scope_logs'],
  ...['startTimeUnixNano', 'start_time_unix_nano', 'kind^=SPAN_KIND_', 'status.code^=STATUS_CODE_'],
];

export const otlpJson = defineFormat({
  id: 'otlp-json',
  title: 'OpenTelemetry spans and logs, OTLP as JSON or protobuf',
  hop: 'app',
  component: 'otlp',
  recognise: [
    [...decisive, 'attributes[]'],
    [...decisive, 'traceId', 'trace_id', 'spanId', 'span_id'],
  ],
  json: genaiJson,
  fields: {
    ...genaiFields,
    trace_id: ['traceId', 'trace_id'],
    span_id: ['spanId', 'span_id'],
    parent_span_id: ['parentSpanId', 'parent_span_id'],
    links: ['links'],
    producer: ['producer.name'],
    producer_version: ['producer.version'],
    start: {
      from: [
        'startTimeUnixNano',
        'start_time_unix_nano',
        'start_time',
        'timeUnixNano',
        'time_unix_nano',
        'observedTimeUnixNano',
      ],
      unit: 'ns',
    },
    end: { from: ['endTimeUnixNano', 'end_time_unix_nano', 'end_time'], unit: 'ns' },
  },
  dialects: genaiDialects,
  usage: genaiUsage,
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
  labels: genaiLabels,
  fallback: genaiFallback,
  reads: genaiReads,
  telling: { trace_id: [], span_id: [], provider_request_id: [] },
  never_read: genaiContent,
  traps: [
    'Agent, workflow, chain and ai.generateText spans repeat the usage of the calls below them; only model-call spans are counted.',
    "The provider attribute is the client's view: an OpenAI client that talks to Azure says openai. server.address decides.",
    'cloud.region is where the caller runs, not where the model runs; it is not read as the region of the call.',
    'A streamed call has no usage when the client did not ask for it; that is unknown, not zero.',
    'OpenLLMetry and OpenInference for JavaScript write Bedrock input counts without the cached tokens; everyone else includes them.',
    'LiteLLM writes dictionaries in metadata.* as Python text, which is not JSON and is not read; use flat attributes for ownership.',
    'AI SDK 7 no longer writes ai.telemetry.metadata.*; switch the runtime context on or ownership stops with the upgrade.',
    'Collectors with compression or format: proto write length-prefixed binary, not JSON lines; both are read, and so is a bare protobuf request.',
    'Events of Claude Code (claude_code.api_request) are passed over: they name no trace and no message, so they cannot be told from the transcripts of the same sessions, which say more. Audit the transcripts.',
    'CountTokens spans carry a prompt count but no model was run; they are steps.',
  ],
  proves: { owner: true, trace: true, usage: true, cost: true },
  page: otlpPage,
  split: splitOtlp,
  settle: settleSpan,
});
