// OpenInference spans as Arize Phoenix exports them: dataframe rows (JSON records, CSV) and span objects; also the console exporter of
// OpenTelemetry for Python. Arize-ai/openinference spec 2026-08-21; the prefixes of the export are not published and read leniently.
import { defineFormat } from './format.ts';
import { genaiTable } from './genai-table.ts';
import { settleSpan } from './settle-span.ts';
import { splitPhoenix } from './span-rows.ts';

export const phoenixDataframe = defineFormat({
  id: 'phoenix-dataframe',
  title: 'Phoenix span export (dataframe rows, span objects)',
  hop: 'app',
  component: 'phoenix',
  recognise: ['context.trace_id', 'context.span_id', ['span_kind', 'status_code', 'start_time', 'attributes{}']],
  ...genaiTable({
    fields: {
      trace_id: ['context.trace_id'],
      span_id: ['context.span_id'],
      parent_span_id: ['parent_id'],
      links: ['links'],
      producer: ['producer.name'],
      producer_version: ['producer.version'],
      start: { from: ['start_time'], unit: 'by-size' },
      end: { from: ['end_time'], unit: 'by-size' },
    },
    never_read: ['status_message', 'events', 'attributes.input.value', 'attributes.output.value'],
  }),
  traps: [
    'cumulative_llm_token_count columns sum up everything below a span and are not read; AGENT and CHAIN spans may repeat totals and count only where nothing below them was measured.',
    'Token counts come as floats (12.0) because empty cells are.',
    'metadata is a dictionary or its JSON text; in Python’s own notation it cannot be read.',
    'Tags are a list; key:value tags such as team:support are read.',
    'A dataframe written as JSON has times in milliseconds since the epoch.',
  ],
  proves: { owner: true, trace: true, usage: true, cost: true },
  split: splitPhoenix,
  settle: settleSpan,
});
