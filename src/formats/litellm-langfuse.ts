// What LiteLLM sends to Langfuse's ingestion API: a batch with the trace (owner, tags, session) and its generation (usage, cost). Request
// bodies recorded by BerriAI/litellm's own tests, SDK 2.44.1, 2025-01 to 2025-05. Generation ids are `time-HH-MM-SS-ffffff_<response id>`.
import { isArray, isObject, type JsonObject, member } from '../model/json.ts';
import { providerOfUrl, regionOfUrl } from './endpoint-url.ts';
import { type Draft, defineFormat, event, type Part, type Settled, skipped, type ValueAt } from './format.ts';
import { readText } from './values.ts';

const metadata = 'generation.metadata';

export const litellmLangfuse = defineFormat({
  id: 'litellm-langfuse',
  title: 'LiteLLM to Langfuse ingestion batch',
  hop: 'gateway',
  component: 'litellm',
  recognise: ['batch[]', 'metadata.sdk_integration=litellm'],
  fields: {
    trace_id: ['generation.traceId', 'trace.id'],
    span_id: ['generation.id'],
    parent_span_id: ['generation.parentObservationId'],
    session_id: ['trace.sessionId'],
    owner_team: [`${metadata}.user_api_key_team_alias`, `${metadata}.user_api_key_team_id`],
    user_id_hash: ['trace.userId'],
    environment: ['generation.environment', 'trace.environment'],
    virtual_key: [`${metadata}.user_api_key_alias`, `${metadata}.user_api_key_hash`],
    api_key_id: [`${metadata}.user_api_key_hash`],
    provider: [`${metadata}.custom_llm_provider`],
    model: [`${metadata}.model_group`, 'generation.model'],
    response_model: [`${metadata}.hidden_params.litellm_model_name`, 'generation.model'],
    operation: ['generation.name', 'trace.name'],
    region: [`${metadata}.hidden_params.api_base`, `${metadata}.api_base`],
    start: { from: ['generation.startTime', 'trace.timestamp'] },
    end: { from: ['generation.endTime'] },
    logged_cost_usd: {
      from: [
        'generation.usage.totalCost',
        'generation.costDetails.total',
        `${metadata}.litellm_response_cost`,
        `${metadata}.hidden_params.response_cost`,
      ],
      unit: 'usd',
    },
    cache_hit: [`${metadata}.cache_hit`],
    streamed: ['generation.modelParameters.stream'],
  },
  usage: {
    input: ['generation.usageDetails.input', 'generation.usage.input'],
    cached_input: ['generation.usageDetails.cache_read_input_tokens'],
    cache_write: ['generation.usageDetails.cache_creation_input_tokens'],
    output: ['generation.usageDetails.output', 'generation.usage.output'],
    total: ['generation.usageDetails.total', 'generation.usage.total'],
  },
  tokens: { cached_input: 'by-total', cache_write: 'by-total', reasoning: 'inside-output' },
  labels: [
    `${metadata}.spend_logs_metadata`,
    'trace.metadata',
    'trace.tags',
    `${metadata}.tags`,
    `${metadata}.requester_metadata`,
    metadata,
  ],
  reads: ['generation.level', 'type'],
  never_read: [
    'trace.input',
    'trace.output',
    'generation.input',
    'generation.output',
    'generation.statusMessage',
    'metadata.public_key',
  ],
  traps: [
    'Owner tags stand on the trace, usage on the generation: the two are read together when one batch holds both.',
    'The generation id is the response id behind a clock time (time-10-01-19-142356_chatcmpl-…); it joins with the spend log and the app.',
    'The trace’s timestamp is UTC, the generation’s times carry a local offset; both are read as written.',
    'usage.totalCost is LiteLLM’s own price in US dollars.',
    'Cached tokens are only in usageDetails, and the total tells whether they are inside the input.',
    'A trace without a generation in its batch is a step on the path.',
  ],
  proves: { owner: true, trace: true, usage: true, cost: true },
  split: splitBatch,
  settle: (draft, _, valueAt) => {
    settleIds(draft);
    settleSeller(draft);
    if (draft.operation?.startsWith('litellm-')) draft.operation = draft.operation.slice('litellm-'.length);
    else draft.operation = undefined; // a name the caller chose, not what was asked for
    if (readText(valueAt('type')) !== 'generation') return event({ ...draft, role: 'step' });
    draft.status = statusOf(valueAt);
    return event(draft);
  },
});

function splitBatch(record: JsonObject): readonly Part[] | Settled {
  const batch = member(record, 'batch');
  const items = (isArray(batch) ? batch : []).flatMap((item, index) => {
    const body = isObject(item) ? member(item, 'body') : undefined;
    const type = isObject(item) ? (readText(member(item, 'type')) ?? '') : '';
    return isObject(body) ? [{ type, body, pointer: `/batch/${index}` }] : [];
  });
  if (items.length === 0) return skipped('empty');
  const traces = items.filter(({ type }) => type.startsWith('trace-'));
  const observations = items.filter(({ type }) => /^(?:generation|span|observation)-/.test(type));
  const traceOf = (id: string | undefined): JsonObject =>
    (id === undefined ? undefined : traces.find(({ body }) => readText(member(body, 'id')) === id)?.body) ?? {};
  const seen = new Set(observations.map(({ body }) => readText(member(body, 'traceId'))));
  const parts = [
    ...observations.map(({ type, body, pointer }): Part => {
      const trace = traceOf(readText(member(body, 'traceId')));
      return { value: { type: type.split('-')[0] ?? '', generation: body, trace }, pointer, batched: true };
    }),
    ...traces
      .filter(({ body }) => !seen.has(readText(member(body, 'id'))))
      .map(({ body, pointer }): Part => ({ value: { type: 'trace', trace: body }, pointer, batched: true })),
  ];
  return parts.length > 0 ? parts : skipped('no metering data', 'a batch without traces and generations');
}

function settleIds(draft: Draft): void {
  const [, response] = /^time-\d\d-\d\d-\d\d-\d{6}_(.+)$/.exec(draft.span_id ?? '') ?? [];
  if (response !== undefined) draft.provider_request_id = response;
}

function settleSeller(draft: Draft): void {
  const provider = draft.provider ?? providerOfUrl(draft.region);
  if (provider !== undefined) draft.provider = provider;
  const region = regionOfUrl(draft.region);
  draft.region = region;
}

function statusOf(valueAt: ValueAt): string {
  return readText(valueAt('generation.level'))?.toUpperCase() === 'ERROR' ? 'error' : 'ok';
}
