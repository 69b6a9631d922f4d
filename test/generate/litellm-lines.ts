// Lines of a LiteLLM spend log, most of them alike, with everything that may make one different. A twist changes one row; a profile is a set
// of twists that all of its rows share, so that there are many rows of each odd kind as well.
import type { Random } from './random.ts';

export interface Row {
  readonly columns: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
  readonly labels: Record<string, unknown>;
  readonly usage: Record<string, unknown>;
  /** What becomes of the record, */
  shape: (record: Record<string, unknown>) => Record<string, unknown>;
  /** and then of its JSON. */
  write: (json: string) => string;
}

export type Twist = (row: Row, chance: Random, index: number) => void;

type Model = readonly [provider: string, model: string, inputRate: number, outputRate: number];
const models: readonly [Model, ...Model[]] = [
  ['openai', 'gpt-4.1-mini', 0.4, 1.6],
  ['openai', 'gpt-4.1', 2, 8],
  ['anthropic', 'claude-sonnet-4-5-20250929', 3, 15],
  ['vertex_ai', 'gemini-2.5-pro', 1.25, 10],
  ['azure', 'azure/gpt-4o', 2.5, 10],
];
/** So that a short log has many rows of each kind. */
const fewModels: typeof models = [
  ['openai', 'gpt-4.1', 2, 8],
  ['anthropic', 'claude-sonnet-4-5-20250929', 3, 15],
];
const begin = Date.UTC(2026, 7, 30);
const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** The costs that are logged are right but for cached tokens, which are logged at the full rate. */
export function healthyRow(index: number, chance: Random, of = models): Row {
  const [provider, model, inputRate, outputRate] = chance.pick(of);
  const input = chance.int(8000) + 20;
  const output = chance.int(1500) + 1;
  const team = `team-${chance.int(9)}`;
  const start = begin + index * 60_000 + chance.int(1000);
  const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
  return {
    columns: {
      request_id: `chatcmpl-${chance.hex(24)}`,
      call_type: 'acompletion',
      api_key: chance.hex(64),
      spend: (input * inputRate + output * outputRate) / 1e6,
      ...usage,
      startTime: iso(start),
      endTime: iso(start + 300 + chance.int(9000)),
      model,
      model_id: chance.hex(64),
      model_group: model,
      custom_llm_provider: provider,
      api_base: 'https://api.example.test/v1',
      user: `u_${chance.hex(8)}`,
      cache_hit: 'False',
      cache_key: chance.hex(64),
      request_tags: ['env:production'],
      team_id: team,
      organization_id: null,
      end_user: `t_${chance.hex(6)}`,
      session_id: chance.hex(32),
      status: 'success',
      messages: {},
      response: {},
    },
    metadata: {
      user_api_key: chance.hex(64),
      user_api_key_alias: `svc-${chance.int(20)}`,
      user_api_key_team_id: team,
      user_api_key_user_id: 'default_user_id',
      user_api_key_team_alias: team,
      status: 'success',
    },
    labels: {
      workflow_id: `workflow-${chance.int(12)}`,
      feature: `feature-${chance.int(6)}`,
      cost_center: `cc-${4100 + chance.int(4)}`,
    },
    usage: {
      ...usage,
      prompt_tokens_details: { cached_tokens: chance.chance(30) ? chance.int(input) : 0, audio_tokens: null },
      completion_tokens_details: { reasoning_tokens: 0 },
    },
    shape: (record) => record,
    write: (json) => json,
  };
}

export function lineOf({ columns, metadata, labels, usage, shape, write }: Row): string {
  const whole = { ...columns, metadata: { ...metadata, spend_logs_metadata: labels, usage_object: usage } };
  return write(JSON.stringify(shape(whole)));
}

/** Values that are no plain name, or that look like one and stand for nobody. */
export const oddTexts = [
  '',
  ' ',
  'none',
  'None',
  'NULL',
  'null',
  'unknown',
  'n/a',
  'N/A',
  '-',
  'undefined',
  'default',
  'test',
  'TODO',
  'anonymous',
  'shared',
  'team-1 ',
  ' team-1',
  'Team One',
  'équipe',
  'チーム',
  'a"b\\c\n\u0001',
  '\u001b[31mred',
  '__proto__',
  'constructor',
  'toString',
  '12345',
  '00000000',
  '-----',
  'deadbeef',
  'team-1',
  'TEAM-1',
  'team-2',
  'ada.lovelace@example.com',
  'Ada Lovelace',
  '+49 170 1234567',
  '(555) 123-4567',
  'sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH',
  'sk-ant-api03-abcdefghijklmnopqrstuvwxyz0123456789',
  'Bearer abcdefghijklmnopqrstuvwxyz',
  'AKIAIOSFODNN7EXAMPLE',
  'ghp_abcdefghijklmnopqrstuvwxyz0123456789',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefghijklmnop',
  'x'.repeat(128),
  'x'.repeat(129),
  'a1'.repeat(300),
  'z'.repeat(2000),
  'litellm_proxy_master_key',
  'default_user_id',
  'chatcmpl-1_cache_hit1758722.25',
  '4bf92f3577b34da6a3ce929d0e0e4736',
  '4bf92f35-77b3-4da6-a3ce-929d0e0e4736',
  'arn:aws:iam::111122223333:role/answers',
  'AAAAAAAAAAAAAAAAAAAAAA==',
  'a%40b',
] as const satisfies readonly [string, ...string[]];
const oddValues = [null, true, false, 0, 7, 1.5, -3, 1e21, [], ['team-1'], {}, { team: 'team-1' }] as const;

const textColumns = ['request_id', 'api_key', 'user', 'team_id', 'organization_id', 'end_user', 'session_id'] as const;
const textMetadata = [
  'user_api_key',
  'user_api_key_alias',
  'user_api_key_team_id',
  'user_api_key_user_id',
  'user_api_key_team_alias',
  'user_api_key_org_id',
  'user_api_key_project_id',
  'user_api_key_project_alias',
  'team_alias',
] as const;
const labelNames = [
  ...(['workflow_id', 'feature', 'cost_center', 'owner_team', 'team', 'team_id', 'owner', 'tenant_id'] as const),
  ...(['tenant_id_hash', 'user_id', 'user_id_hash', 'service', 'environment', 'env', 'channel', 'project'] as const),
  ...(['session_id', 'conversation_id', 'request_id', 'ai.team_id', 'X-Team', 'teamId', 'something_else'] as const),
] as const;

const column =
  (name: string, value: (chance: Random, row: Row) => unknown): Twist =>
  (row, chance) => {
    row.columns[name] = value(chance, row);
  };
const inUsage =
  (name: string, value: (chance: Random, row: Row) => unknown): Twist =>
  (row, chance) => {
    row.usage[name] = value(chance, row);
  };
const inMetadata =
  (name: string, value: (chance: Random, row: Row) => unknown): Twist =>
  (row, chance) => {
    row.metadata[name] = value(chance, row);
  };
const written =
  (write: (json: string, chance: Random) => string): Twist =>
  (row, chance) => {
    const before = row.write;
    row.write = (json) => write(before(json), chance);
  };

const shaped =
  (shape: Row['shape']): Twist =>
  (row) => {
    const before = row.shape;
    row.shape = (record) => shape(before(record));
  };

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
const startOf = (row: Row): number => Date.parse(String(row.columns.startTime)) || begin;
const setCounts = (row: Row, input: number, output: number): void => {
  const counts = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
  Object.assign(row.columns, counts);
  Object.assign(row.usage, counts);
};
/** From a few: rows with one of these meet. */
const someId = (chance: Random): string => `shared-${chance.int(5)}`;

/** Each changes one thing. */
export const twists: Readonly<Record<string, Twist>> = {
  'odd text in a column': (row, chance) => {
    row.columns[chance.pick(textColumns)] = chance.pick(oddTexts);
  },
  'odd text in metadata': (row, chance) => {
    row.metadata[chance.pick(textMetadata)] = chance.pick(oddTexts);
  },
  'odd text in a label': (row, chance) => {
    row.labels[chance.pick(labelNames)] = chance.pick(oddTexts);
  },
  'odd value in a column': (row, chance) => {
    row.columns[chance.pick(textColumns)] = chance.pick(oddValues);
  },
  'odd value in metadata': (row, chance) => {
    row.metadata[chance.pick(textMetadata)] = chance.pick(oddValues);
  },
  'odd value in a label': (row, chance) => {
    row.labels[chance.pick(labelNames)] = chance.pick(oddValues);
  },
  'plain text in a label': (row, chance) => {
    row.labels[chance.pick(labelNames)] = `value-${chance.int(30)}`;
  },
  'numeric owner': column('team_id', (chance) => chance.int(40)),
  'owner by number as text': (row, chance) => {
    const team = String(chance.int(40));
    Object.assign(row.metadata, { user_api_key_team_id: team, user_api_key_team_alias: team });
    row.columns.team_id = team;
  },
  'no owner': (row) => {
    row.columns.team_id = null;
    Object.assign(row.metadata, { user_api_key_team_id: null, user_api_key_team_alias: null });
  },
  'empty owner': (row) => {
    row.columns.team_id = '';
    Object.assign(row.metadata, { user_api_key_team_id: '', user_api_key_team_alias: '' });
  },
  'no workflow': (row) => {
    delete row.labels.workflow_id;
  },
  'no feature': (row) => {
    delete row.labels.feature;
  },
  'no labels': (row) => {
    for (const name of Object.keys(row.labels)) delete row.labels[name];
  },
  'owner in labels contradicts': (row, chance) => {
    Object.assign(row.labels, { team: `team-${chance.int(9)}`, owner_team: `team-${chance.int(3)}` });
  },
  'owner in requester metadata': inMetadata('requester_metadata', (chance) => ({ team: `team-${chance.int(9)}` })),
  'team columns differ': inMetadata('user_api_key_team_alias', (chance) => `team-${chance.int(9)}`),
  'trace id in labels': (row, chance) => {
    row.labels.trace_id = chance.hex(32);
  },
  'shared trace id': (row, chance) => {
    row.labels.trace_id = `4bf92f3577b34da6a3ce929d0e0e47${chance.pick(['36', '37'])}`;
  },
  'session is another trace': column(
    'session_id',
    (chance) => `4bf92f3577b34da6a3ce929d0e0e47${chance.pick(['36', '38'])}`,
  ),
  'session is a trace with dashes': column('session_id', () => '4BF92F35-77b3-4da6-a3ce-929d0e0e4736'),
  'half a trace id': (row) => {
    row.labels.trace_id = 'a3ce929d0e0e4736';
  },
  traceparent: (row, chance) => {
    row.labels.traceparent = `00-${chance.hex(32)}-${chance.hex(16)}-01`;
  },
  'shared session': column('session_id', someId),
  'no session': (row) => {
    delete row.columns.session_id;
  },
  'shared request id': column('request_id', someId),
  'constant request id': column('request_id', () => 'request'),
  'request id in labels': (row, chance) => {
    row.labels.request_id = chance.chance(50) ? someId(chance) : row.columns.request_id;
  },
  'session is the request': column('session_id', (_, row) => row.columns.request_id),
  'user is the team': column('user', (_, row) => row.columns.team_id),
  'cache hit id': (row, chance) => {
    row.columns.request_id = `${row.columns.request_id}_cache_hit${chance.int(9999)}.${chance.int(999)}`;
    if (chance.chance(50)) row.columns.spend = 0;
  },
  'cache hit': column('cache_hit', (chance) => chance.pick(['True', 'true', true, 'yes', null, ''])),
  'master key': inMetadata('user_api_key_alias', () => 'litellm_proxy_master_key'),
  'a fee on top': (row, chance) => {
    setCounts(row, 90_000 + chance.int(90_000), chance.int(5000));
    const [, , inputRate = 0, outputRate = 0] = models.find(([, model]) => model === row.columns.model) ?? [];
    const { prompt_tokens: input, completion_tokens: output } = row.columns;
    row.usage.prompt_tokens_details = { cached_tokens: 0 };
    row.columns.spend = (numberOf(input) * inputRate + numberOf(output) * outputRate) / 1e6 + 0.05;
  },
  'zero spend': column('spend', () => 0),
  'zero spend and a breakdown': (row, chance) => {
    row.columns.spend = 0;
    row.metadata.cost_breakdown = { total_cost: chance.int(1000) / 1e5, input_cost: 0.1 };
  },
  'a breakdown as well': inMetadata('cost_breakdown', (chance) => ({ total_cost: chance.int(1000) / 1e5 })),
  'no spend': column('spend', () => null),
  'odd spend': column('spend', (chance) =>
    chance.pick([-0.5, -0, 1e12, 12345678, 1e-19, 1e-18, 5e-324, '0.25', 'free', true]),
  ),
  'some spend': column('spend', (chance) => chance.int(10_000_000) / 1e7),
  'spend in cents': column('spend', (_, row) => numberOf(row.columns.spend) * 100),
  'rounded spend': column('spend', (chance, row) =>
    Number(numberOf(row.columns.spend).toFixed(chance.pick([4, 5, 6, 8]))),
  ),
  'long spend': column('spend', (chance) => chance.int(1e9) / 7e10),
  'exponent spend': written((json) =>
    json.replace(/"spend":([\d.]+)/, (_, spend) => `"spend":${Number(spend).toExponential()}`),
  ),
  'spend with zeros': written((json) => json.replace(/"spend":(\d+\.\d+)/, '"spend":$1000')),
  'same cost': (row) => {
    setCounts(row, 1000, 100);
    row.columns.spend = 0.0123;
  },
  'zero tokens': (row) => setCounts(row, 0, 0),
  'no tokens in columns': (row) => {
    for (const name of ['prompt_tokens', 'completion_tokens', 'total_tokens']) delete row.columns[name];
  },
  'no counts': (row) => {
    for (const name of Object.keys(row.usage)) delete row.usage[name];
    for (const name of ['prompt_tokens', 'completion_tokens', 'total_tokens']) delete row.columns[name];
  },
  'no usage object': (row) => {
    for (const name of Object.keys(row.usage)) delete row.usage[name];
  },
  'zero in columns, counts in the object': (row) => {
    Object.assign(row.columns, { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 });
  },
  'no output': (row) => setCounts(row, numberOf(row.columns.prompt_tokens), 0),
  'odd counts': (row, chance) => {
    row.columns.prompt_tokens = chance.pick([
      -1,
      1.5,
      '12',
      '3.0',
      'many',
      1e9,
      999_999_999,
      9_007_199_254_740_991,
      100_000_001,
    ]);
  },
  'long prompt': (row, chance) => setCounts(row, chance.pick([199_999, 200_000, 200_001, 272_001, 500_000]), 100),
  'all is cached': inUsage('prompt_tokens_details', (_, row) => ({ cached_tokens: row.columns.prompt_tokens })),
  'more cached than sent': inUsage('prompt_tokens_details', (_, row) => ({
    cached_tokens: numberOf(row.columns.prompt_tokens) + 5,
  })),
  'cache writes': inUsage('prompt_tokens_details', (chance) => ({
    cached_tokens: chance.int(5),
    cache_creation_tokens: chance.int(10),
    cache_creation_token_details: {
      ephemeral_5m_input_tokens: chance.int(5),
      ephemeral_1h_input_tokens: chance.int(5),
    },
  })),
  'cache writes at another place': inUsage('cache_creation_input_tokens', (chance) => chance.int(15)),
  'cached elsewhere': inMetadata('additional_usage_values', (chance) => ({ cache_read_input_tokens: chance.int(15) })),
  reasoning: inUsage('completion_tokens_details', (chance, row) => ({
    reasoning_tokens: chance.int(numberOf(row.columns.completion_tokens) + 3),
  })),
  'audio and images': (row, chance) => {
    row.usage.prompt_tokens_details = {
      audio_tokens: chance.int(9),
      image_tokens: chance.int(9),
      video_tokens: chance.int(2),
    };
    row.usage.completion_tokens_details = { audio_tokens: chance.int(3), image_tokens: chance.int(2) };
  },
  'web searches': inUsage('server_tool_use', (chance) => ({ web_search_requests: chance.int(4) })),
  'total contradicts': (row, chance) => {
    const total = numberOf(row.columns.prompt_tokens) + chance.int(99);
    row.columns.total_tokens = total;
    row.usage.prompt_tokens_details = { cached_tokens: 7 };
  },
  'no model': (row) => {
    delete row.columns.model;
    delete row.columns.model_group;
  },
  'unknown model': (row, chance) => {
    const model = chance.pick(['larkspur-7b', 'gpt-4.1-larkspur', '']);
    Object.assign(row.columns, { model, model_group: model });
  },
  'served model differs': column('model', () => 'gpt-4.1-mini-2025-04-14'),
  'group is an alias': column('model_group', () => 'our-fast-model'),
  'price by the time': (row, chance) => {
    const model = chance.pick(['deepseek/deepseek-chat', 'deepseek/deepseek-reasoner']);
    Object.assign(row.columns, { model, model_group: model, custom_llm_provider: 'deepseek' });
    row.columns.startTime = iso(
      Date.UTC(2025, chance.pick([0, 1, 7, 8]), 1 + chance.int(12), chance.int(24), chance.int(60)),
    );
  },
  'price that changed': (row, chance) => {
    const model = chance.pick(['claude-sonnet-4-20250514', 'claude-opus-4-6']);
    Object.assign(row.columns, { model, model_group: model, custom_llm_provider: 'anthropic' });
    row.columns.startTime = iso(Date.UTC(2025, 10 + chance.int(6), 1 + chance.int(28), chance.int(24)));
  },
  'cheap embedding': (row) => {
    const model = 'text-embedding-3-small';
    setCounts(row, numberOf(row.columns.prompt_tokens), 0);
    Object.assign(row.columns, { model, model_group: model, call_type: 'aembedding' });
    row.columns.spend = (numberOf(row.columns.prompt_tokens) * 0.02) / 1e6;
  },
  tier: inUsage('service_tier', (chance) => chance.pick(['flex', 'priority', 'default', 'batch', 'standard'])),
  region: column('api_base', (chance) =>
    chance.pick([
      'https://us-east-1.example.test',
      'https://eu.api.openai.com/v1',
      'https://bedrock-runtime.eu-west-1.amazonaws.com',
    ]),
  ),
  'other day': column('startTime', (chance) => iso(Date.UTC(2026, chance.int(12), 1 + chance.int(28), chance.int(24)))),
  'far day': column('startTime', (chance) => iso(Date.UTC(1970 + chance.int(200), chance.int(12), 1 + chance.int(28)))),
  'time without zone': column('startTime', (_, row) => iso(startOf(row)).slice(0, -1)),
  'time with microseconds': column(
    'startTime',
    (chance, row) => `${iso(startOf(row)).slice(0, -1)}${chance.int(900) + 100}Z`,
  ),
  'time with nanoseconds': column(
    'startTime',
    (chance, row) => `${iso(startOf(row)).slice(0, 19)}.${chance.int(9e8) + 1e8}${chance.int(99)}`,
  ),
  'time with an offset': column('startTime', (_, row) => `${iso(startOf(row)).slice(0, -1)}+02:00`),
  'time with a space': column('startTime', (_, row) => iso(startOf(row)).replace('T', ' ').slice(0, 19)),
  'odd time': column('startTime', (chance) => chance.pick(oddTimes)),
  'odd end': column('endTime', (chance) => chance.pick(oddTimes)),
  'end before start': column('endTime', (_, row) => iso(startOf(row) - 5000)),
  'no end': (row) => {
    delete row.columns.endTime;
  },
  duration: (row, chance) => {
    delete row.columns.endTime;
    row.columns.request_duration_ms = chance.int(2000);
  },
  failure: (row, chance) => {
    row.columns.status = 'failure';
    row.metadata.error_information = { error_class: chance.pick(['RateLimitError', 'Timeout']), error_code: '429' };
  },
  'failure for free': (row) => {
    row.columns.status = 'failure';
    row.columns.spend = 0;
    setCounts(row, 0, 0);
  },
  'odd status': column('status', (chance) => chance.pick(['', 'weird', 'error', null, 'Success'])),
  housekeeping: column('call_type', (chance) =>
    chance.pick(['acreate_batch', 'aretrieve_batch', 'create_file', 'alist_files', 'moderation']),
  ),
  'other operation': column('call_type', (chance) =>
    chance.pick(['responses', 'anthropic_messages', 'agenerate_content', 'run_thread', '']),
  ),
  mcp: (row) => {
    row.columns.call_type = 'call_mcp_tool';
    row.columns.mcp_namespaced_tool_name = 'search/find';
  },
  'mcp without usage': (row) => {
    row.columns.call_type = 'call_mcp_tool';
    setCounts(row, 0, 0);
  },
  retries: inMetadata('attempted_retries', (chance) => chance.int(3)),
  fallback: inMetadata('original_model_group', (chance) => chance.pick(['gpt-4.1', 'gpt-4.1-mini', ''])),
  'tags as text': column('request_tags', () => '["env:production","team:team-3"]'),
  'tag says owner': column('request_tags', (chance) => ['env:production', `team:team-${chance.int(4)}`]),
  'tags of many': column('request_tags', (chance) =>
    Array.from({ length: chance.int(4) }, () => `tag-${chance.int(30)}`),
  ),
  'tags as an object': column('request_tags', (chance) => ({ team: `team-${chance.int(4)}`, env: 'production' })),
  development: column('request_tags', () => ['env:development']),
  'metadata as text': shaped(({ metadata, ...rest }) => ({ ...rest, metadata: JSON.stringify(metadata) })),
  'labels as text': (row) => {
    const before = row.shape;
    row.shape = (record) => {
      const { metadata, ...rest } = before(record);
      const inner = isObject(metadata) ? { ...metadata } : {};
      return { ...rest, metadata: { ...inner, spend_logs_metadata: JSON.stringify(inner.spend_logs_metadata) } };
    };
  },
  'metadata is null': shaped((record) => ({ ...record, metadata: null })),
  'dotted keys': shaped(({ metadata, ...rest }) => ({
    ...rest,
    ...Object.fromEntries(Object.entries(metadata ?? {}).map(([key, value]) => [`metadata.${key}`, value])),
  })),
  'user agent': inMetadata('user_agent', (chance) =>
    chance.pick(['openai-python/1.40.0', 'claude-cli/1.0.1', 'curl/8']),
  ),
  'price map': inMetadata('model_map_information', () => ({
    model_map_key: 'x',
    model_map_value: { key: 'gpt-4.1-mini', litellm_provider: 'openai' },
  })),
  'unread members': (row, chance) => {
    Object.assign(row.columns, {
      team: `team-${chance.int(9)}`,
      owner: null,
      more: { team: 'x', deep: { tenant_id: 'y' } },
    });
  },
  'odd unread members': (row, chance) => {
    row.columns.extra = chance.pick([null, 1, 'text', 'te"xt\n', [], [1, { a: 2 }], {}, { team: 1 }, true]);
  },
  'long prompts': (row, chance) => {
    row.columns.messages = [{ role: 'user', content: 'The "quick" brown fox\n'.repeat(chance.int(400)) }];
  },
  'spend in a prompt': column('messages', () => [
    { content: '{"spend":1,"request_id":"x"}', request_id: 'y', spend: 3 },
  ]),
  'deep nesting': (row, chance) => {
    const depth = chance.pick([10, 70, 200]);
    row.columns.response = JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
  },
  'other order of keys': (row, chance) => {
    const name = chance.pick(['spend', 'request_id', 'startTime']);
    const value = row.columns[name];
    delete row.columns[name];
    row.columns[name] = value;
  },
  'escaped text': written((json) => json.replace('"team-', '"\\u0074eam-').replace('"chatcmpl-', '"chatcmpl\\u002d')),
  'escaped key': written((json) => json.replace('"spend"', '"\\u0073pend"')),
  spaces: written((json) => json.replaceAll('":', '": ').replaceAll(',"', ', "')),
  'space before': written((json) => `  ${json} \t`),
  'carriage return': written((json) => `${json}\r`),
  'key twice': written(
    (json, chance) =>
      `${json.slice(0, -1)},"${chance.pick(['spend', 'team_id', 'model', 'request_id', 'messages'])}":${chance.pick(['null', '"team-7"', '1', '{}'])}}`,
  ),
  'label twice': written((json) => json.replace('"workflow_id"', '"workflow_id":"other","workflow_id"')),
  'proto key': written((json) => `${json.slice(0, -1)},"__proto__":{"team_id":"team-5","spend":9}}`),
  'constructor key': written((json) => `${json.slice(0, -1)},"constructor":{"a":1}}`),
  'invalid UTF-8': written((json) => json.replace('"user":"u_', '"user":"u_\ufffe')),
  'comma behind': written((json) => `${json},`),
  'text before': written((json) => `2026-10-01 INFO ${json}`),
  'text behind': written((json) => `${json} # seen`),
  'cut off': written((json, chance) => json.slice(0, chance.int(json.length))),
  'two on a line': written((json) => `${json} ${json.replace('chatcmpl-', 'other-')}`),
  'written twice': written((json) => `${json}\n${json}`),
  pretty: written((json) => json.replaceAll(',"', ',\n  "').replaceAll('}', '\n}')),
  'in a list': written((json) => `[${json}]`),
  'in an envelope': written((json) => `{"data":[${json},${json.replace('chatcmpl-', 'another-')}]}`),
  broken: written((json) => json.replace('"status":', '"status"')),
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

export const oddTimes = [
  ...([
    '',
    'yesterday',
    '2026-02-30T10:00:00Z',
    '2026-13-01T10:00:00Z',
    '2026-10-01',
    '2026-10-01T10:00',
    '1790000000',
  ] as const),
  ...(['2026-10-01T24:00:00Z', '2026-10-01T23:59:60Z', '2026-10-01t10:00:00z', '0000-01-01T00:00:00Z'] as const),
  ...([
    '1969-12-31T23:59:59Z',
    '1970-01-01T00:00:00Z',
    '1970-01-01T00:00:00.000000001Z',
    '9999-12-31T23:59:59.999Z',
  ] as const),
  ...([
    '2026-10-01T10:00:00.Z',
    '2026-10-01 10:00:00 UTC',
    '2026-10-01T10:00:00,5Z',
    ' 2026-10-01T10:00:00Z ',
  ] as const),
  ...([null, 1_790_000_000, 1_790_000_000.5, true, {}] as const),
] as const;

/** Lines between rows. */
export const betweenLines: readonly [string, ...string[]] = [
  '',
  '   ',
  '\r',
  '[',
  ']',
  '# exported by hand',
  '{}',
  'null',
  '{"level":"info","msg":"started"}',
  '{"trace_id":"cut-off","gateway":{"team":"sup',
  "{'trace_id': 'python', 'model': None}",
  '{"trace_id":"t","usage":{"input":1,}',
  '}}}',
  '"',
  '{"timestamp":"2026-09-03T10:00:00Z","trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"b1","hop":"app","component":"shop-api","owner_team":"support","workflow_id":"w1","feature":"f1"}',
  '{"timestamp":"2026-09-03T10:00:01Z","request_id":"shared-1","hop":"app","component":"shop-api","provider":"openai","model":"gpt-4.1","usage":{"input":1000,"output":10},"owner_team":"sales"}',
  '{"trace_id":"shared-2","timestamp":"2026-09-03T10:00:00Z","provider":"openai","model":"gpt-4.1-mini","usage":{"input":500,"output":10},"logged_cost_usd":0.001}',
  '{"trace_id":"9bf92f3577b34da6a3ce929d0e0e4736","timestamp":"2026-09-03T10:00:00Z","environment":"production","hops":[{"component":"web","owner_team":"team-1","workflow_id":"w","feature":"f"},{"component":"edge-gateway"}],"provider_calls":[{"provider":"openai","model":"gpt-4.1","request_id":"req-1","usage":{"input_tokens":80,"output_tokens":15}}]}',
  '{"schemaType":"ModelInvocationLog","schemaVersion":"1.0","timestamp":"2026-09-03T10:00:00Z","accountId":"111122223333","region":"us-east-1","requestId":"shared-3","operation":"Converse","modelId":"anthropic.claude-3-5-sonnet-20240620-v1:0","input":{"inputContentType":"application/json","inputTokenCount":801},"output":{"outputContentType":"application/json","outputTokenCount":15}}',
  '{"start_time":"2026-09-03T10:00:00.000Z","method":"POST","path":"/v1/chat/completions","protocol":"HTTP/2","response_code":200,"bytes_sent":10,"bytes_received":10,"duration":12,"authority":"api.openai.com","upstream_host":"1.2.3.4:443","x_request_id":"shared-4","service":"shop"}',
];

/** A log of so many rows: `profiles` are the twists that all rows of a kind have, `odd` those that few rows have. A short one is of few models. */
export function litellmLog(
  rows: number,
  profiles: readonly (readonly string[])[],
  odd: readonly string[],
  between: boolean,
  chance: Random,
): string {
  const lines: string[] = [];
  const twist = (row: Row, name: string, index: number): void => {
    const change = twists[name];
    if (!change) throw new Error(`no twist "${name}"`);
    change(row, chance, index);
  };
  const of = rows < 500 ? fewModels : models;
  for (let index = 0; index < rows; index++) {
    if (between && chance.chance(2)) lines.push(betweenLines[chance.int(betweenLines.length)] ?? '');
    const row = healthyRow(index, chance, of);
    for (const name of profiles[chance.int(profiles.length)] ?? []) twist(row, name, index);
    if (odd.length > 0 && chance.chance(4)) twist(row, odd[chance.int(odd.length)] ?? '', index);
    lines.push(lineOf(row));
  }
  return lines.join('\n');
}

/** Where U+FFFE stands, which is no character, comes a byte that is none in UTF-8. */
export const bytesOf = (text: string): Buffer =>
  Buffer.concat(
    text.split('\ufffe').flatMap((part, index) => [...(index > 0 ? [Buffer.of(0xff)] : []), Buffer.from(part)]),
  );
