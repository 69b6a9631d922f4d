// LangSmith runs: API objects, bulk export rows, runs with their children, and ingest batches. langchain-ai/langsmith-sdk js/src/schemas.ts,
// python/langsmith/schemas.py and wrappers/_anthropic.py, 2026-08-21. usage_metadata sums up all kinds of tokens, whoever the provider is.
import { type Draft, defineFormat, event, type FormatTable, type Paths, type Settled, type ValueAt } from './format.ts';
import { splitLangsmith } from './langsmith-records.ts';
import { isProviderId } from './settle-neutral.ts';
import { readText } from './values.ts';
import { readStatus } from './words.ts';

/** The message of a LangChain model run, as LangChain serialises it. */
const message = 'outputs.generations.0.0.message.kwargs';
const metadata = ['outputs', 'extra.metadata', 'extra', message, 'outputs.message.kwargs'];
const normalised = (...names: Paths): Paths =>
  metadata.flatMap((root) => names.map((name) => `${root}.usage_metadata.${name}`));
const raw = (...names: Paths): Paths => names.map((name) => `outputs.usage.${name}`);
const langchain = (...names: Paths): Paths => names.map((name) => `outputs.llm_output.token_usage.${name}`);

/** LangChain's names of details for calls of OpenAI that had a tier of their own: `flex_cache_read`, and `flex` for the rest. */
const tiers = ['flex', 'priority'] as const;
const ofTiers = (detail: string, name: string): Paths => tiers.map((tier) => `${detail}.${tier}_${name}`);
const tierCounts = tiers.map((tier) => normalised(`input_token_details.${tier}`, `output_token_details.${tier}`));

const own = {
  input: normalised('input_tokens'),
  cached_input: normalised(
    'input_token_details.cache_read',
    'input_token_details.cache_read_over_200k',
    ...ofTiers('input_token_details', 'cache_read'),
  ),
  cache_write: normalised('input_token_details.cache_creation'),
  cache_write_5m: normalised('input_token_details.ephemeral_5m_input_tokens'),
  cache_write_1h: normalised(
    'input_token_details.ephemeral_1h_input_tokens',
    'input_token_details.ephemeral_1hr_input_tokens',
  ),
  output: normalised('output_tokens'),
  reasoning: normalised('output_token_details.reasoning', ...ofTiers('output_token_details', 'reasoning')),
  audio_in: normalised('input_token_details.audio'),
  image_in: normalised('input_token_details.image'),
  video_in: normalised('input_token_details.video'),
  audio_out: normalised('output_token_details.audio'),
  image_out: normalised('output_token_details.image'),
  total: normalised('total_tokens'),
} as const satisfies FormatTable['usage'];

/** Without usage_metadata: Anthropic's own object, where cached tokens stand beside the input. */
const anthropic = {
  input: raw('input_tokens'),
  cached_input: raw('cache_read_input_tokens'),
  cache_write: raw('cache_creation_input_tokens'),
  cache_write_5m: raw('cache_creation.ephemeral_5m_input_tokens'),
  cache_write_1h: raw('cache_creation.ephemeral_1h_input_tokens'),
  output: raw('output_tokens'),
} as const satisfies FormatTable['usage'];

export const langsmithRun = defineFormat({
  id: 'langsmith-run',
  title: 'LangSmith runs and ingest batches',
  hop: 'app',
  component: 'langsmith',
  recognise: [
    [
      'dotted_order',
      'run_type',
      'post.0.dotted_order',
      'post.0.run_type',
      'patch.0.dotted_order',
      'patch.0.run_type',
      'patch.0.trace_id',
    ],
    ['dotted_order', 'trace_id', 'session_id', 'child_runs[]', 'post[]', 'patch[]'],
    ['dotted_order', 'inputs', 'outputs', 'extra', 'post[]', 'patch[]'],
  ],
  json: ['extra', 'inputs', 'outputs', 'tags', 'prompt_token_details', 'completion_token_details'],
  fields: {
    trace_id: ['trace_id'],
    span_id: ['id'],
    parent_span_id: ['parent_run_id'],
    provider_request_id: ['outputs.id', `${message}.response_metadata.id`, `${message}.id`],
    session_id: ['extra.metadata.session_id'],
    conversation_id: ['thread_id', 'extra.metadata.thread_id', 'extra.metadata.conversation_id'],
    project: ['session_name'],
    project_id: ['session_id'],
    provider: ['extra.metadata.ls_provider'],
    model: [
      'extra.metadata.ls_model_name',
      'extra.invocation_params.model',
      'extra.invocation_params.model_name',
      'inputs.model',
    ],
    response_model: ['outputs.model', `${message}.response_metadata.model_name`, `${message}.response_metadata.model`],
    operation: ['name', 'run_type'],
    service_tier: ['outputs.service_tier', `${message}.response_metadata.service_tier`, 'inputs.service_tier'],
    requested_tier: ['inputs.service_tier', 'extra.invocation_params.service_tier'],
    status: ['status'],
    error: ['error'],
    producer: ['extra.runtime.sdk', 'extra.runtime.library'],
    producer_version: ['extra.runtime.sdk_version', 'extra.runtime.library_version'],
    start: { from: ['start_time'], unit: 'by-size' },
    end: { from: ['end_time'], unit: 'by-size' },
    logged_cost_usd: { from: [...normalised('total_cost'), 'total_cost'], unit: 'usd' },
    streamed: ['inputs.stream', 'extra.invocation_params.stream'],
  },
  dialects: [
    {
      when: [[...own.input, ...own.output]],
      usage: own,
      tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
    },
    {
      when: [[...anthropic.cached_input, ...anthropic.cache_write], anthropic.input],
      usage: anthropic,
      tokens: { cached_input: 'beside-input', cache_write: 'beside-input', reasoning: 'inside-output' },
    },
  ],
  usage: {
    input: [...raw('prompt_tokens', 'input_tokens'), ...langchain('prompt_tokens'), 'prompt_tokens'],
    cached_input: [
      ...raw('prompt_tokens_details.cached_tokens', 'input_tokens_details.cached_tokens'),
      ...langchain('prompt_tokens_details.cached_tokens'),
      'prompt_token_details.cache_read',
    ],
    cache_write: ['prompt_token_details.cache_creation'],
    cache_write_5m: ['prompt_token_details.ephemeral_5m_input_tokens'],
    cache_write_1h: [
      'prompt_token_details.ephemeral_1h_input_tokens',
      'prompt_token_details.ephemeral_1hr_input_tokens',
    ],
    output: [...raw('completion_tokens', 'output_tokens'), ...langchain('completion_tokens'), 'completion_tokens'],
    reasoning: [
      ...raw('completion_tokens_details.reasoning_tokens', 'output_tokens_details.reasoning_tokens'),
      ...langchain('completion_tokens_details.reasoning_tokens'),
      'completion_token_details.reasoning',
    ],
    audio_in: ['prompt_token_details.audio'],
    audio_out: ['completion_token_details.audio'],
    total: [...raw('total_tokens'), ...langchain('total_tokens'), 'total_tokens'],
  },
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
  labels: ['extra.metadata', 'tags'],
  reads: ['run_type', 'extra.metadata.ls_model_type', 'first_token_time', ...tierCounts.flat()],
  never_read: [
    'inputs.messages',
    'inputs.prompts',
    'outputs.choices',
    'outputs.generations (but for counts and ids)',
    'serialized',
    'events',
    'error (but for its class)',
  ],
  traps: [
    'session_id and session_name are the tracing project, not a conversation; the conversation is thread_id or a key of extra.metadata.',
    'Only runs of type llm are calls. Token and cost columns of chains are sums over the runs below; they count only where no llm run below has usage.',
    'In ingest batches a run is posted when it starts and its usage arrives in a patch: both are put together when they stand in one document. Otherwise the posted half is a call without usage until the patch turns up.',
    'LangChain counts tokens of OpenAI’s flex and priority tiers under their name (flex, flex_cache_read): that is the tier of the call.',
    'Ids are UUIDs; dashes are taken out so that they compare with trace ids of OpenTelemetry.',
    'A patch of the JavaScript SDK has no id: the last part of dotted_order is it.',
    'The JavaScript helper writes ephemeral_1hr_input_tokens, Python ephemeral_1h_input_tokens; both are one-hour cache writes.',
    'Details need not add up to the totals, and cache_read_over_200k is part of cache_read.',
    'outputs.usage beside usage_metadata is the provider’s own object and is read only when there is nothing else.',
    'The project "default" is where runs go when nobody chose one; it is not read.',
    'Start times are ISO text or milliseconds since the epoch.',
  ],
  proves: { owner: true, trace: true, usage: true, cost: true },
  split: splitLangsmith,
  settle: (draft, _, valueAt) => settleRun(draft, valueAt),
});

/** A longer name may quote what the user typed. */
const longestName = 80;

function settleRun(draft: Draft, valueAt: ValueAt): Settled {
  if (draft.project === 'default') draft.project = undefined;
  if (draft.provider_request_id !== undefined && !isProviderId(draft.provider_request_id)) {
    draft.provider_request_id = undefined;
  }
  if (draft.operation !== undefined && draft.operation.length > longestName) draft.operation = undefined;
  if (valueAt('first_token_time') !== undefined) draft.streamed = true;
  draft.service_tier = tierOf(valueAt) ?? draft.service_tier;
  settleRole(draft, valueAt);
  settleOutcome(draft);
  if (draft.logged_cost_usd !== undefined) draft.unit_price_source = 'langsmith';
  return event(draft);
}

/** By which name tokens were counted. */
function tierOf(valueAt: ValueAt): string | undefined {
  return tiers.find((_, at) => tierCounts[at]?.some((path) => Number(readText(valueAt(path)) ?? 0) > 0));
}

function settleRole(draft: Draft, valueAt: ValueAt): void {
  const metered = draft.usage !== undefined || (draft.logged_cost_usd ?? 0n) > 0n;
  // a patch does not repeat the type of its run
  const type = readText(valueAt('run_type')) ?? (valueAt('extra.metadata.ls_model_type') === undefined ? '' : 'llm');
  if (type === 'llm' || (type === 'embedding' && metered)) draft.role = 'call';
  else draft.role = metered ? 'rollup' : 'step';
  if (type === 'tool' || type === 'retriever') draft.hop = 'tool';
  if (draft.role === 'step') {
    draft.usage = undefined;
    draft.raw_usage = undefined;
    draft.logged_cost_usd = undefined;
  }
}

/** An error is a Python or JavaScript exception as text: `RateLimitError('…')` and a traceback. Only its class is kept. */
function settleOutcome(draft: Draft): void {
  const failure = draft.error;
  const named = /^([A-Za-z_][\w.]{0,63})\(/.exec(failure ?? '')?.[1];
  if (named !== undefined) draft.error = named;
  const ended = draft.end === undefined ? undefined : 'ok';
  const status = failure === undefined ? (readStatus(draft.status) ?? ended) : 'error';
  draft.status = undefined;
  if (status !== undefined) draft.status = status;
  if (/cancel|abort|interrupt|GeneratorExit/i.test(named ?? '')) draft.status = 'cancelled';
}
