// Rows of a LiteLLM proxy's spend log copied into ClickHouse, of the calls of plain-log.ts; owners and trace stand in the metadata, JSON as text.
import { isObject, type JsonObject, member } from '../../src/model/json.ts';
import { text } from './record-text.ts';
import { timeText } from './span-rows.ts';

/** None for a record that calls no model. */
export function litellmRowsOf(line: string): readonly JsonObject[] {
  const record: JsonObject = JSON.parse(line);
  const usage = member(record, 'usage');
  if (!isObject(usage)) return [];
  const start = BigInt(text(record, 'start_ms')) * 1_000_000n;
  const [input = 0, cached = 0, output = 0] = ['input', 'cached_input', 'output'].map((name) =>
    Number(member(usage, name) ?? 0),
  );
  const counts = { prompt_tokens: input + cached, completion_tokens: output, total_tokens: input + cached + output };
  return [
    {
      request_id: text(record, 'request_id'),
      call_type: 'acompletion',
      api_key: `hash-of-${text(record, 'owner_team') || 'nobody'}`,
      spend: Number(text(record, 'logged_cost_usd') || '0'),
      ...counts,
      startTime: timeText(start).slice(0, 23),
      endTime: timeText(start + 900_000_000n).slice(0, 23),
      model: text(record, 'model'),
      model_id: `deployment-${text(record, 'span_id')}`,
      model_group: text(record, 'model'),
      custom_llm_provider: text(record, 'provider'),
      api_base: 'https://api.example.com/v1',
      user: 'default_user_id',
      metadata: JSON.stringify({
        user_api_key_alias: 'svc-shop',
        spend_logs_metadata: Object.fromEntries(
          named.filter((field) => text(record, field) !== '').map((field) => [field, text(record, field)]),
        ),
        status: 'success',
        usage_object: {
          ...counts,
          prompt_tokens_details: { cached_tokens: cached, audio_tokens: null },
          completion_tokens_details: { reasoning_tokens: 0 },
        },
        additional_usage_values: { cache_read_input_tokens: cached },
      }),
      cache_hit: 'False',
      request_tags: '["env:production"]',
      end_user: text(record, 'tenant_id_hash'),
      session_id: `session-${text(record, 'span_id')}`,
      status: 'success',
    },
  ];
}

const named = ['trace_id', 'owner_team', 'workflow_id', 'feature', 'cost_center', 'user_id_hash', 'service'] as const;

export const litellmSql = (table: string): string => `CREATE TABLE ${table} (
  request_id String, call_type String, api_key String, spend Float64, total_tokens Int32, prompt_tokens Int32,
  completion_tokens Int32, startTime DateTime64(3), endTime DateTime64(3), model String, model_id String, model_group String,
  custom_llm_provider String, api_base String, user String, metadata String, cache_hit String, request_tags String,
  end_user Nullable(String), session_id Nullable(String), status Nullable(String)
) ENGINE = MergeTree ORDER BY (startTime, request_id)`;
