// Rows of the table otel_traces that the OpenTelemetry collector's ClickHouse exporter fills, as JSONEachRow or CSV. opentelemetry-collector-
// contrib exporter/clickhouseexporter, default_ddl/traces.sql and sqltemplates/traces_json_table.sql, 2026-08. All map values are text.
import { defineFormat } from './format.ts';
import { genaiTable } from './genai-table.ts';
import { settleSpan } from './settle-span.ts';
import { splitClickhouse } from './span-rows.ts';

export const clickhouseOtelTraces = defineFormat({
  id: 'clickhouse-otel-traces',
  title: 'ClickHouse otel_traces and otel_logs rows (OpenTelemetry collector)',
  hop: 'app',
  component: 'otlp',
  recognise: ['TraceId', 'SpanId', ['SpanAttributes', 'LogAttributes']],
  ...genaiTable({
    fields: {
      trace_id: ['TraceId'],
      span_id: ['SpanId'],
      parent_span_id: ['ParentSpanId'],
      links: ['links'],
      producer: ['producer.name'],
      producer_version: ['producer.version'],
      start: { from: ['Timestamp'], unit: 'by-size' },
      end: { from: [], duration: { from: ['Duration'], unit: 'ns' } },
    },
    never_read: ['StatusMessage', 'Body'],
  }),
  traps: [
    'SpanAttributes and ResourceAttributes are read as attributes: all values are text, lists and dictionaries among them are JSON text.',
    'The JSON table type nests dotted names into objects; both forms are read.',
    'Timestamps have no zone and are UTC; durations are nanoseconds, quoted in JSONEachRow.',
    'Links come as parallel lists Links.TraceId and Links.SpanId.',
    'Kinds and status codes are Client or SPAN_KIND_CLIENT, Error or STATUS_CODE_ERROR, as the exporter’s version writes them.',
    'Maps and lists in CSV and TabSeparated are in ClickHouse’s own notation and read; TabSeparated needs a line of names (TabSeparatedWithNames).',
    'Rows inserted twice after a retry are one span.',
  ],
  proves: { owner: true, trace: true, usage: true, cost: true },
  split: splitClickhouse,
  settle: settleSpan,
});
