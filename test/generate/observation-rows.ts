// Rows of Langfuse's table of observations, of the neutral records of plain-log.ts: as they were ingested over OTLP, the span in the metadata.
import { isObject, type JsonObject, member } from '../../src/model/json.ts';
import { text } from './record-text.ts';
import { timeText } from './span-rows.ts';

export function observationOfRecord(line: string, index: number): JsonObject {
  const record: JsonObject = JSON.parse(line);
  const usage = member(record, 'usage');
  const cost = text(record, 'logged_cost_usd');
  const start = BigInt(text(record, 'start_ms')) * 1_000_000n;
  const own = {
    'ai.hop': text(record, 'hop'),
    'url.path': `/v1/answer/${index}`,
    'thread.id': index % 977,
    ...(usage === undefined
      ? {}
      : {
          'gen_ai.operation.name': 'chat',
          'gen_ai.system': text(record, 'provider'),
          'gen_ai.response.id': text(record, 'request_id'),
        }),
  };
  const labels = Object.fromEntries(
    named.filter((field) => text(record, field) !== '').map((field) => [field, text(record, field)]),
  );
  return {
    id: text(record, 'span_id'),
    trace_id: text(record, 'trace_id'),
    project_id: 'clk9larkspur',
    type: usage === undefined ? 'SPAN' : 'GENERATION',
    parent_observation_id: text(record, 'parent_span_id') || null,
    start_time: timeText(start).slice(0, 23),
    end_time: timeText(start + 900_000_000n).slice(0, 23),
    name: usage === undefined ? 'answer' : 'draft',
    metadata: {
      ...labels,
      attributes: JSON.stringify(own),
      resourceAttributes: JSON.stringify({
        'service.name': text(record, 'component'),
        'host.name': `node-${index % 31}`,
      }),
    },
    level: 'DEFAULT',
    environment: text(record, 'environment') || 'default',
    provided_model_name: text(record, 'model') || null,
    model_parameters: usage === undefined ? null : '{"temperature":"0.2"}',
    usage_details: isObject(usage) ? countsOf(usage) : {},
    provided_cost_details: cost === '' ? {} : { total: Number(cost).toFixed(12) },
    cost_details: cost === '' ? {} : { total: Number(cost).toFixed(12) },
    total_cost: cost === '' ? null : Number(cost).toFixed(12),
    event_ts: timeText(start + 1_000_000_000n).slice(0, 23),
    is_deleted: 0,
  };
}

const named = [
  'owner_team',
  'workflow_id',
  'feature',
  'cost_center',
  'tenant_id_hash',
  'user_id_hash',
  'unit_price_source',
] as const;

function countsOf(usage: JsonObject): JsonObject {
  const [input = 0, cached = 0, output = 0] = ['input', 'cached_input', 'output'].map((name) =>
    Number(member(usage, name) ?? 0),
  );
  return { input, input_cached_tokens: cached, output, total: input + cached + output };
}

/** As Langfuse 3 makes it, without indexes and codecs. */
export const observationsSql = (table: string): string => `CREATE TABLE ${table} (
  id String, trace_id String, project_id String, type LowCardinality(String), parent_observation_id Nullable(String),
  start_time DateTime64(3), end_time Nullable(DateTime64(3)), name String, metadata Map(LowCardinality(String), String),
  level LowCardinality(String), status_message Nullable(String), version Nullable(String), environment LowCardinality(String),
  input Nullable(String), output Nullable(String), provided_model_name Nullable(String), internal_model_id Nullable(String),
  model_parameters Nullable(String), usage_details Map(LowCardinality(String), UInt64),
  provided_cost_details Map(LowCardinality(String), Decimal64(12)), cost_details Map(LowCardinality(String), Decimal64(12)),
  total_cost Nullable(Decimal64(12)), completion_start_time Nullable(DateTime64(3)), event_ts DateTime64(3), is_deleted UInt8
) ENGINE = ReplacingMergeTree(event_ts, is_deleted) PARTITION BY toYYYYMM(start_time)
PRIMARY KEY (project_id, type, toDate(start_time)) ORDER BY (project_id, type, toDate(start_time), id)`;
