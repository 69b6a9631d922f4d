// Rows of otel_traces in which some value is not as it should be: what a collector, an instrumentation or a user may really send.
import { isObject, type JsonObject, type JsonValue, member } from '../../src/model/json.ts';
import type { random } from './random.ts';

type Chance = ReturnType<typeof random>;

/**
 * Of every second request, three rows each, one row has an odd value: each kind of oddity in its turn, what is said of models at the call.
 * Some of these rows are there twice.
 */
export function* withOddValues(rows: readonly JsonObject[], chance: Chance): Generator<JsonObject> {
  let turn = chance.int(oddities.length);
  for (let first = 0; first < rows.length; first += 6) {
    const [column, key, value] = oddities[turn++ % oddities.length] ?? ['Duration', '', () => '0'];
    const at = key.startsWith('gen_ai.') ? 2 : chance.int(3);
    for (const [index, row] of rows.slice(first, first + 6).entries()) {
      if (index !== at) {
        yield row;
        continue;
      }
      const told = value(chance, rows);
      const changed =
        column === 'Links'
          ? { ...row, ...linkTo(told) }
          : { ...row, [column]: key === '' ? told : { ...mapIn(row, column), [key]: told } };
      yield changed;
      if (chance.int(12) === 0) yield changed;
    }
  }
}

const linkTo = (trace: JsonValue): JsonObject => ({
  'Links.TraceId': [trace],
  'Links.SpanId': ['00f067aa0ba902b7'],
  'Links.TraceState': [''],
  'Links.Attributes': [{}],
});

function mapIn(row: JsonObject, column: string): JsonObject {
  const map = member(row, column);
  return isObject(map) ? map : {};
}

type Oddity = readonly [column: string, key: string, value: (chance: Chance, rows: readonly JsonObject[]) => JsonValue];
const each = (column: string, key: string, values: readonly string[]): readonly Oddity[] =>
  values.map((value) => [column, key, () => value]);
const own = (key: string, ...values: readonly string[]): readonly Oddity[] => each('SpanAttributes', key, values);
const around = (key: string, ...values: readonly string[]): readonly Oddity[] =>
  each('ResourceAttributes', key, values);
const someTrace = (chance: Chance, rows: readonly JsonObject[]): string =>
  String(rows[chance.int(rows.length)]?.TraceId ?? '');

const oddities: readonly Oddity[] = [
  ...own('gen_ai.usage.input_tokens', '0', '12', '3.0', '-1', '1e3', '', '007', '99999999999', 'many'),
  ...own('gen_ai.usage.cache_read.input_tokens', '0', '999999', '5', ' 6 '),
  ...own('gen_ai.usage.output_tokens', '0', '1', '2.5', ''),
  ...own('gen_ai.usage.reasoning.output_tokens', '0', '3', '999999'),
  ...own('gen_ai.usage.total_tokens', '0', '10', '5000'),
  ...own('gen_ai.usage.audio.input_tokens', '0', '7'),
  ...own('gen_ai.usage.cache_creation.input_tokens', '0', '8'),
  ...own('gen_ai.usage.cost', '0', '0.0', '0.00120000000000000034', '1.25e-05', '-1', 'free', '1000000', '.5'),
  ...own(
    'gen_ai.response.id',
    'none',
    '0000',
    'chatcmpl-shared',
    'sk-abcdefghijklmnopqrstuvwx',
    ' spaced',
    'ümlaut',
    '',
  ),
  ...own('litellm_call_id', 'call-1', 'call-2', 'NULL'),
  ...own('user.id', 'ada@example.com', '555-123-4567', '48213', 'Ada Lovelace', 'u/1', 'none', 'u_1'),
  ...own('tenant.id', 't-1', '-', '0', 'a'.repeat(50)),
  ...own('session.id', 's-1', 'undefined', 'S 1'),
  ...own('owner_team', 'support', '', 'none', 'Support', 'support@example.com'),
  ...own('team', 'sales'),
  ...own('retry_of', 'call-1'),
  ...own('attempt', '1', '0', 'two'),
  ...own('cache_hit', 'true', 'false', '1'),
  ...own('fallback_from', 'gpt-4.1'),
  ...own('error.type', 'timeout', 'rate limited, see the prompt'),
  ...own('http.response.status_code', '500', '200'),
  ...own(
    'server.address',
    'eastus.api.cognitive.microsoft.com',
    'https://api.openai.com/v1',
    'bedrock-runtime.eu-west-1.amazonaws.com',
  ),
  ...own('gen_ai.request.stream', 'true'),
  ...own('metadata', '{"user_api_key_team_alias":"search"}', '{"a": 1', 'plain'),
  ...own('baggage', 'team=claims', 'a=b'),
  ...own('messaging.operation.name', 'process'),
  ...own('gen_ai.operation.name', 'embeddings', 'invoke_agent', 'execute_tool', ''),
  ...own('openinference.span.kind', 'LLM', 'CHAIN'),
  ...own('gen_ai.provider.name', 'anthropic', 'aws.bedrock', 'azure.ai.openai'),
  ...own('gen_ai.request.model', 'claude-sonnet-4-5', 'gpt-4.1', '', 'gpt-nobody'),
  ['SpanAttributes', 'traceparent', (chance, rows) => `00-${someTrace(chance, rows)}-00f067aa0ba902b7-01`],
  ...around('user.id', 'u_9', 'u_10'),
  ...around('session.id', 's-9'),
  ...around('team', 'platform'),
  ...around('service.name', 'gateway', 'worker', 'unknown_service:node', ''),
  ...around('deployment.environment.name', 'staging'),
  ['Links', '', someTrace],
  ['TraceId', '', (chance, rows) => chance.pick([someTrace(chance, rows), ''])],
  ...each('SpanId', '', ['', '0000000000000000', 'ABCDEF0123456789', 'a1b2c3d4e5f60718']),
  ...each('ParentSpanId', '', ['', '0000000000000000', 'a1b2c3d4e5f60718']),
  ...each('SpanName', '', ['raw_gen_ai_request', 'count_tokens', 'x'.repeat(90)]),
  ...each('SpanKind', '', ['Producer', 'Consumer', 'SPAN_KIND_CLIENT', '']),
  ...each('StatusCode', '', ['Error', 'STATUS_CODE_OK', '']),
  ...each('ScopeName', '', ['opentelemetry.instrumentation.bedrock', 'litellm', '']),
  ['Duration', '', () => '0'],
  ['Timestamp', '', () => '2026-08-02 00:00:00.000000000'],
];
