// Rows of Helicone's table of requests, of the calls of plain-log.ts; who they belong to, and the trace, stand in the properties.
import { isObject, type JsonObject, member } from '../../src/model/json.ts';
import { text } from './record-text.ts';
import { timeText } from './span-rows.ts';

/** None for a record that calls no model. */
export function heliconeRowsOf(line: string): readonly JsonObject[] {
  const record: JsonObject = JSON.parse(line);
  const usage = member(record, 'usage');
  if (!isObject(usage)) return [];
  const start = BigInt(text(record, 'start_ms')) * 1_000_000n;
  const properties = Object.fromEntries(
    named.filter((field) => text(record, field) !== '').map((field) => [field, text(record, field)]),
  );
  const count = (name: string): number => Number(member(usage, name) ?? 0);
  return [
    {
      request_id: text(record, 'request_id'),
      response_id: `r-${text(record, 'span_id')}`,
      request_created_at: timeText(start).slice(0, 23),
      response_created_at: timeText(start + 900_000_000n).slice(0, 23),
      status: 200,
      latency: 900,
      model: text(record, 'model'),
      provider: text(record, 'provider').toUpperCase(),
      user_id: text(record, 'user_id_hash'),
      organization_id: '83635a30-5ba6-41a8-8cc6-fb7df941b24a',
      proxy_key_id: 'key-shop',
      country_code: 'DE',
      target_url: 'https://api.example.com/v1/chat/completions',
      properties,
      prompt_tokens: count('input'),
      completion_tokens: count('output'),
      prompt_cache_write_tokens: 0,
      prompt_cache_read_tokens: count('cached_input'),
      prompt_audio_tokens: 0,
      completion_audio_tokens: 0,
      reasoning_tokens: 0,
      cost: Math.round(Number(text(record, 'logged_cost_usd') || '0') * 1e9),
      cache_reference_id: '00000000-0000-0000-0000-000000000000',
      updated_at: timeText(start + 2_000_000_000n).slice(0, 19),
    },
  ];
}

const named = [
  'trace_id',
  'owner_team',
  'workflow_id',
  'feature',
  'cost_center',
  'tenant_id_hash',
  'environment',
  'service',
] as const;

/** The columns of Helicone's own statements that matter here. */
export const heliconeSql = (table: string): string => `CREATE TABLE ${table} (
  request_id String, response_id String, request_created_at DateTime64(3), response_created_at DateTime64(3), status Int16,
  latency Int64, model String, provider String, user_id String, organization_id String, proxy_key_id String,
  country_code String, target_url String, properties Map(LowCardinality(String), String), prompt_tokens Int64,
  completion_tokens Int64, prompt_cache_write_tokens Int64, prompt_cache_read_tokens Int64, prompt_audio_tokens Int64,
  completion_audio_tokens Int64, reasoning_tokens Int64, cost Int64, cache_reference_id String, updated_at DateTime
) ENGINE = ReplacingMergeTree(updated_at) PARTITION BY toYYYYMM(request_created_at)
ORDER BY (organization_id, toStartOfHour(request_created_at), request_created_at, request_id)`;
