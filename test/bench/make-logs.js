// Logs for the bench, the same bytes for the same count on every machine. Each line is written whole; a file is made once and kept.
import { closeSync, existsSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';

/** @param kind a name of `kinds`; `count` is the number of model calls. */
export function makeLog(file, kind, count) {
  if (existsSync(file)) return;
  const out = openSync(`${file}.part`, 'w');
  const chance = random(0x9e3779b9);
  let text = '';
  for (const line of kinds[kind](count, chance)) {
    text += `${line}\n`;
    if (text.length < 1 << 22) continue;
    writeSync(out, text);
    text = '';
  }
  writeSync(out, text);
  closeSync(out);
  renameSync(`${file}.part`, file);
}

/** A registry of the teams and keys of the LiteLLM log, the same with budgets, and a config with a policy over that. Gives their paths. */
export function writeRules(folder) {
  const each = (count, text) => Array.from({ length: count }, (_, index) => text(index)).join('');
  const registryWith = (budget) => `teams:
${each(40, (team) => `  - { id: team-${team}, cost_center: cc-${4100 + team}${budget} }\n`)}identities:
${each(200, (key) => `  - { match: { virtual_key: svc-${key} }, team: team-${key % 40} }\n`)}`;
  const config = `registry: budgets.yaml
policy:
  rules:
    - { rule: required-fields, fields: [owner_team, workflow_id, feature] }
    - { rule: over-budget, mode: hard }
    - { rule: request-cap, by: virtual_key, per_minute: 60 }
`;
  const paths = ['registry.yaml', 'budgets.yaml', 'config.yaml'].map((name) => path.join(folder, name));
  const texts = [registryWith(''), registryWith(', budget: { usd: "2000.00" }'), config];
  for (const [index, text] of texts.entries()) writeFileSync(paths[index], text);
  return paths;
}

const bodyBytes = 6000;
const spansALine = 50;

export const kinds = {
  litellm: (count, chance) => times(count, (index) => JSON.stringify(spendRow(index, chance))),
  'litellm-bodies': (count, chance) => {
    const words = 'The quick brown fox "jumps" over the lazy dog.\n'.repeat(bodyBytes / 48);
    const bodies = {
      messages: [{ role: 'user', content: words }],
      response: { choices: [{ message: { role: 'assistant', content: words } }] },
    };
    return times(count, (index) => JSON.stringify({ ...spendRow(index, chance), ...bodies }));
  },
  otlp: (count, chance) =>
    times(Math.ceil(count / spansALine), (page) => JSON.stringify(otlpPage(spansOf(page * spansALine, chance)))),
  agents: function* (count, chance) {
    let page = [];
    for (let [calls, index] = [0, 0]; calls < count; index++) {
      const spans = agentSpans(index, chance);
      calls += spans.filter(({ name }) => name.startsWith('chat')).length;
      page.push(...spans);
      if (page.length < spansALine && calls < count) continue;
      yield JSON.stringify(otlpPage(page));
      page = [];
    }
  },
  events: (count, chance) => times(count, (index) => JSON.stringify(neutralEvent(index, chance))),
  hops: function* (count, chance) {
    for (let index = 0; index * hopsARequest < count; index++)
      for (const hop of hopsOf(index, chance)) yield JSON.stringify(hop);
  },
  portkey: (count, chance) => times(count, (index) => JSON.stringify(portkeyRow(index, chance))),
  envoy: (count, chance) => times(count, (index) => JSON.stringify(envoyLine(index, chance))),
  nested: (count, chance) => times(Math.ceil(count / 2), (index) => JSON.stringify(nestedTrace(index, chance))),
  mixed: (count, chance) =>
    times(count, (index) => {
      const shape = index % 4;
      if (shape === 0) return JSON.stringify(spendRow(index, chance));
      if (shape === 1) return JSON.stringify(otlpPage([span(index, chance, ownerOf(chance))]));
      if (shape === 2) return JSON.stringify(nestedTrace(index, chance));
      return JSON.stringify(bedrockRecord(index, chance));
    }),
  /** Nothing of it can be put aside. */
  'one-trace': (count) => times(count, (index) => JSON.stringify(spanOfOneTrace(index, count))),
  transcripts: (count, chance) => times(count, (index) => JSON.stringify(transcriptLine(index, chance))),
  sessions,
};

/** Transcripts as they are written: a reply stands on a line for each of its blocks, and what a tool answered follows. */
function* sessions(count, chance) {
  for (let index = 0; index < count; index++) {
    const reply = transcriptLine(index, chance);
    const [line, tool] = [index * 4, { id: `toolu_${chance.hex(24)}`, type: 'tool_use', name: 'Bash', input: {} }];
    const blocks = chance.number(10) < 3 ? reply.message.content : [...reply.message.content, tool];
    for (const [at, block] of blocks.entries())
      yield JSON.stringify({ ...placed(reply, line + at), message: { ...reply.message, content: [block] } });
    const { requestId, message, ...common } = placed(reply, line + 3);
    const stdout = 'a line of output\n'.repeat(chance.number(200));
    const answer = { role: 'user', content: [{ tool_use_id: tool.id, type: 'tool_result', content: stdout }] };
    yield JSON.stringify({ ...common, type: 'user', message: answer, toolUseResult: { stdout, stderr: '' } });
  }
}

const placed = (reply, line) => ({
  ...reply,
  uuid: `00000000-0000-4000-a000-${String(line).padStart(12, '0')}`,
  timestamp: iso(begin + line * 250),
});

function* times(count, make) {
  for (let index = 0; index < count; index++) yield make(index);
}

const models = [
  ['openai', 'gpt-4.1-mini', 0.4, 1.6],
  ['openai', 'gpt-4.1', 2, 8],
  ['anthropic', 'claude-sonnet-4-5-20250929', 3, 15],
  ['bedrock', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0', 3, 15],
  ['vertex_ai', 'gemini-2.5-pro', 1.25, 10],
  ['azure', 'azure/gpt-4o', 2.5, 10],
  ['openai', 'text-embedding-3-small', 0.02, 0],
];
const begin = Date.UTC(2026, 9, 1);
const iso = (milliseconds) => new Date(milliseconds).toISOString();

/** Four children for each; those that have none are calls. The owner is lost below the first fifty. */
function spanOfOneTrace(index, count) {
  const id = (at) => (at + 1).toString(16).padStart(16, 'b');
  const isCall = index * 4 + 1 >= count;
  return {
    trace_id: '4a'.padEnd(32, '0'),
    span_id: id(index),
    parent_span_id: index > 0 ? id(Math.floor((index - 1) / 4)) : undefined,
    hop: isCall ? 'provider' : 'app',
    component: isCall ? 'openai' : `service-${index % 7}`,
    ...(isCall && {
      provider: 'openai',
      model: 'gpt-4o',
      usage: { input: 1000 + (index % 97), output: 1 + (index % 31) },
    }),
    owner_team: index < 50 ? 'payments' : undefined,
    start: iso(begin + index),
  };
}

/** A row of LiteLLM_SpendLogs: eleven of a hundred without owner, cached tokens logged at the full rate. */
function spendRow(index, { pick, hex, number, chance }) {
  const [provider, model, inputRate, outputRate] = pick(models);
  const input = number(8000) + 20;
  const output = outputRate ? number(1500) : 0;
  const cached = chance(0.3) ? number(input) : 0;
  const team = chance(0.89) ? `team-${number(40)}` : null;
  const start = begin + index * 2500 + number(1000);
  const end = start + 300 + number(9000);
  const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
  return {
    request_id: `chatcmpl-${hex(24)}`,
    call_type: outputRate ? 'acompletion' : 'aembedding',
    api_key: hex(64),
    spend: (input * inputRate + output * outputRate) / 1e6,
    ...usage,
    startTime: iso(start),
    endTime: iso(end),
    completionStartTime: iso(end),
    model,
    model_id: hex(64),
    model_group: model,
    custom_llm_provider: provider,
    api_base: 'https://api.example.test/v1',
    user: `u_${hex(8)}`,
    metadata: {
      user_api_key: hex(64),
      user_api_key_alias: `svc-${number(200)}`,
      user_api_key_team_id: team,
      user_api_key_org_id: null,
      user_api_key_user_id: 'default_user_id',
      user_api_key_team_alias: team,
      requester_ip_address: '10.0.0.1',
      spend_logs_metadata: {
        workflow_id: chance(0.95) ? `workflow-${number(120)}` : undefined,
        feature: chance(0.93) ? `feature-${number(60)}` : undefined,
        cost_center: team ? `cc-${4100 + number(40)}` : undefined,
      },
      status: 'success',
      usage_object: {
        ...usage,
        prompt_tokens_details: { cached_tokens: cached, audio_tokens: null },
        completion_tokens_details: { reasoning_tokens: 0, accepted_prediction_tokens: 0 },
      },
      additional_usage_values: { cache_read_input_tokens: cached },
    },
    cache_hit: 'False',
    cache_key: hex(64),
    request_tags: ['env:production', `region:${pick(['us-east-1', 'eu-west-1'])}`],
    team_id: team,
    organization_id: null,
    end_user: `t_${hex(6)}`,
    requester_ip_address: '10.0.0.1',
    session_id: hex(32),
    status: chance(0.97) ? 'success' : 'failure',
    mcp_namespaced_tool_name: null,
    messages: {},
    response: {},
    proxy_server_request: {},
  };
}

const attribute = (key, value) => ({
  key,
  value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
});

/** Every second span calls a model, below the one before it. */
function* spansOf(first, chance) {
  for (let index = first; index < first + spansALine; index += 2) {
    const owner = ownerOf(chance);
    const above = span(index, chance, owner);
    yield above;
    yield span(index + 1, chance, owner, above);
  }
}

const ownerOf = ({ number }) => ({
  'ai.team_id': `team-${number(40)}`,
  'ai.workflow_id': `workflow-${number(120)}`,
  'ai.feature': `feature-${number(60)}`,
});

/** One of ten has lost its owner. */
function span(index, { pick, hex, number, chance }, owner, above) {
  const start = (begin + index * 1000) * 1e6;
  const isCall = index % 2 === 1;
  const [, model] = pick(models.slice(0, 2));
  const call = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': model,
    'gen_ai.response.id': `chatcmpl-${hex(24)}`,
    'gen_ai.usage.input_tokens': number(8000) + 1,
    'gen_ai.usage.output_tokens': number(1500) + 1,
  };
  const attributes = { 'http.route': '/v1/answer', ...(isCall ? call : {}), ...(chance(0.9) ? owner : {}) };
  return {
    traceId: above?.traceId ?? hex(32),
    spanId: hex(16),
    ...(above && { parentSpanId: above.spanId }),
    name: isCall ? `chat ${model}` : 'POST /v1/answer',
    kind: isCall ? 3 : 2,
    startTimeUnixNano: String(BigInt(start)),
    endTimeUnixNano: String(BigInt(start) + 900_000_000n),
    attributes: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
    status: {},
  };
}

/** A request that an agent answers in two to eight turns, with a tool between two of them. One agent of ten has lost its owner, one of two adds up. */
function agentSpans(index, chance) {
  const { hex, number, pick } = chance;
  const traceId = hex(32);
  const start = BigInt(begin + index * 5000) * 1_000_000n;
  const owner = ownerOf(chance);
  const spanOf = (name, above, ms, attributes) => ({
    traceId,
    spanId: hex(16),
    ...(above && { parentSpanId: above.spanId }),
    name,
    kind: 3,
    startTimeUnixNano: String(start + BigInt(ms) * 1_000_000n),
    endTimeUnixNano: String(start + BigInt(ms + 400) * 1_000_000n),
    attributes: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
    status: {},
  });
  const root = spanOf('POST /v1/answer', undefined, 0, { 'http.route': '/v1/answer', ...owner });
  const sums = { 'gen_ai.usage.input_tokens': 0, 'gen_ai.usage.output_tokens': 0 };
  const agent = spanOf('invoke_agent planner', root, 5, {
    'gen_ai.operation.name': 'invoke_agent',
    'gen_ai.agent.name': 'planner',
    ...(chance.chance(0.9) ? owner : {}),
  });
  const spans = [root, agent];
  for (let turn = 0; turn < number(7) + 2; turn++) {
    const [, model] = pick(models.slice(0, 3));
    const call = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': model.startsWith('claude') ? 'anthropic' : 'openai',
      'gen_ai.request.model': model,
      'gen_ai.response.id': `chatcmpl-${hex(24)}`,
      'gen_ai.usage.input_tokens': number(8000) + 1,
      'gen_ai.usage.output_tokens': number(1500) + 1,
      ...owner,
    };
    const tool = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': pick(['search', 'fetch', 'sum']) };
    if (turn > 0) spans.push(spanOf(`execute_tool ${tool['gen_ai.tool.name']}`, agent, turn * 500 - 50, tool));
    spans.push(spanOf(`chat ${model}`, agent, turn * 500, call));
    for (const name of Object.keys(sums)) sums[name] += call[name];
  }
  if (chance.chance(0.5))
    agent.attributes.push(
      ...Object.entries(sums).map(([key, value]) => attribute(key, value)),
      attribute('gen_ai.request.model', 'gpt-4.1'),
    );
  return spans;
}

const otlpPage = (spans) => ({
  resourceSpans: [
    {
      resource: {
        attributes: [attribute('service.name', 'answers'), attribute('deployment.environment.name', 'production')],
      },
      scopeSpans: [{ scope: { name: 'app', version: '1.4.2' }, spans: [...spans] }],
    },
  ],
});

/** One trace a line, its hops and two calls nested. */
function nestedTrace(index, { pick, hex, number, chance }) {
  const owner = {
    owner_team: `team-${number(40)}`,
    workflow_id: `workflow-${number(120)}`,
    feature: `feature-${number(60)}`,
  };
  const call = () => {
    const [provider, model] = pick(models.slice(0, 3));
    return {
      provider,
      model,
      request_id: `req-${hex(16)}`,
      usage: { input_tokens: number(8000) + 1, output_tokens: number(1500) + 1 },
    };
  };
  return {
    trace_id: hex(32),
    timestamp: iso(begin + index * 2000),
    environment: 'production',
    hops: [
      { component: 'web', ...owner },
      { component: 'edge-gateway', ...(chance(0.9) ? owner : {}) },
      { component: 'router' },
    ],
    provider_calls: [call(), call()],
  };
}

/** What a call was, for whoever logs it. */
function meteredCall(index, { pick, hex, number }) {
  const [provider, model, inputRate, outputRate] = pick(models.slice(0, 3));
  const [input, output] = [number(8000) + 1, number(1500) + 1];
  return {
    ...{ provider, model, input, output, usd: (input * inputRate + output * outputRate) / 1e6 },
    ...{ start: begin + index * 2500, ms: 300 + number(9000), id: hex(32) },
    ...{ team: `team-${number(40)}`, workflow: `workflow-${number(120)}`, feature: `feature-${number(60)}` },
  };
}

/** What an application writes of each of its calls. */
function neutralEvent(index, chance) {
  const { provider, model, input, output, usd, start, ms, id, team, workflow, feature } = meteredCall(index, chance);
  return {
    ...{ trace_id: id, span_id: chance.hex(16), request_id: `req_${chance.hex(12)}` },
    ...{ start: iso(start), end: iso(start + ms), service: 'answers', environment: 'production' },
    ...(chance.chance(0.9) && { owner_team: team, workflow_id: workflow, feature }),
    ...{ provider, model, usage: { input, output }, estimated_cost_usd: usd },
  };
}

const hopsARequest = 3;

/** What an application, its gateway and the provider's side write of one call, each on a line. The owner is lost at one gateway of ten. */
function hopsOf(index, chance) {
  const { provider, model, input, output, start, id, team, workflow, feature } = meteredCall(index, chance);
  const [web, gateway, provided] = [chance.hex(16), chance.hex(16), chance.hex(16)];
  const owner = { owner_team: team, workflow_id: workflow, feature };
  const request = { request_id: `req_${chance.hex(12)}` };
  const span = (span_id, parent_span_id, ms) => ({ trace_id: id, span_id, parent_span_id, start: iso(start + ms) });
  return [
    { ...span(web, undefined, 0), hop: 'app', service: 'web', ...owner },
    { ...span(gateway, web, 20), hop: 'gateway', component: 'gw', ...request, ...(chance.chance(0.9) && owner) },
    { ...span(provided, gateway, 50), hop: 'provider', provider, model, ...request, usage: { input, output } },
  ];
}

function portkeyRow(index, chance) {
  const { provider, model, input, output, usd, start, ms, id, team, workflow, feature } = meteredCall(index, chance);
  return {
    ...{ id, trace_id: chance.hex(32), span_id: chance.hex(16), parent_span_id: '', created_at: iso(start) },
    ...{ ai_org: provider, ai_model: model, req_units: input, res_units: output, total_units: input + output },
    ...{ cost: usd * 100, cost_currency: 'USD', is_success: 1, response_status_code: 200, response_time: ms },
    ...{ request_url: 'https://api.example.test/v1/chat/completions', virtual_key: `svc-${chance.number(200)}` },
    ...{ cache_status: 'MISS', stream_mode: 0, retry_success_count: 0, mode: 'SINGLE', last_used_option_index: 0 },
    metadata: { ...(chance.chance(0.9) && { owner_team: team, workflow_id: workflow, feature }), _user: `u-${index}` },
  };
}

/** The keys that Envoy AI Gateway documents, and headers that its operator mapped. */
function envoyLine(index, chance) {
  const { provider, model, input, output, start, ms, id, team, workflow } = meteredCall(index, chance);
  return {
    ...{ start_time: iso(start), method: 'POST', 'request.path': '/v1/chat/completions', response_code: 200 },
    ...{ duration: ms, 'user-agent': 'OpenAI/Python 1.99.0', 'x-request-id': id, response_flags: null },
    ...{ upstream_cluster: 'httproute/default/ai-route/rule/0', ':authority': 'ai.example.test' },
    ...{ 'gen_ai.request.model': model, 'gen_ai.provider.name': `default/${provider}/route/ai-route/rule/0/ref/0` },
    ...{ 'gen_ai.usage.input_tokens': input, 'gen_ai.usage.output_tokens': output, 'session.id': chance.hex(16) },
    ...{ 'x-team': chance.chance(0.9) ? team : null, workflow_id: workflow },
  };
}

function bedrockRecord(index, { hex, number, chance }) {
  return {
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
    timestamp: iso(begin + index * 2500),
    accountId: '111122223333',
    identity: { arn: 'arn:aws:sts::111122223333:assumed-role/answers/session' },
    region: 'us-east-1',
    requestId: hex(32),
    operation: 'Converse',
    modelId: 'anthropic.claude-3-5-sonnet-20240620-v1:0',
    ...(chance(0.8) ? { requestMetadata: { team: `team-${number(40)}`, workflow_id: `workflow-${number(120)}` } } : {}),
    input: { inputContentType: 'application/json', inputTokenCount: number(8000) + 1 },
    output: { outputContentType: 'application/json', outputTokenCount: number(1500) + 1 },
  };
}

function transcriptLine(index, { hex, number }) {
  return {
    parentUuid: null,
    isSidechain: false,
    userType: 'external',
    cwd: `/home/dev/project-${number(20)}`,
    sessionId: `00000000-0000-4000-8000-${String(Math.floor(index / 200)).padStart(12, '0')}`,
    version: '2.0.1',
    type: 'assistant',
    uuid: `00000000-0000-4000-9000-${String(index).padStart(12, '0')}`,
    timestamp: iso(begin + index * 1000),
    requestId: `req_${hex(24)}`,
    message: {
      id: `msg_${hex(24)}`,
      type: 'message',
      role: 'assistant',
      model: 'claude-sonnet-4-5-20250929',
      content: [{ type: 'text', text: 'a word or two '.repeat(1 + number(60)) }],
      usage: {
        input_tokens: number(400) + 1,
        cache_creation_input_tokens: number(2000),
        cache_read_input_tokens: number(60000),
        output_tokens: number(900) + 1,
        service_tier: 'standard',
      },
    },
  };
}

/** xorshift32 with a fixed seed. */
function random(seed) {
  let state = seed;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  const number = (below) => Math.floor((next() / 4294967296) * below);
  const hex = (length) => {
    let digits = '';
    while (digits.length < length) digits += next().toString(16).padStart(8, '0');
    return digits.slice(0, length);
  };
  return { number, hex, pick: (list) => list[number(list.length)], chance: (share) => next() / 4294967296 < share };
}
