// Raw answers of OpenAI's API, saved as they came: chat completions, completions, embeddings, Responses objects, the events of their streams
// and the lines of a batch's output file. openai-openapi of 2026-08-21. Cached tokens are inside the prompt, reasoning inside the completion.
import { isObject, type JsonObject, member } from '../model/json.ts';
import { type Draft, defineFormat, event, type Part, type Settled, skipped, type ValueAt } from './format.ts';
import { openaiCounts } from './openai-counts.ts';
import { countTools } from './openai-tools.ts';
import { addUpstreamCost } from './own-key-cost.ts';
import { readAmount, readFlag, readText } from './values.ts';
import { readStatus } from './words.ts';

const counts = openaiCounts('usage');
const ownKey = ['usage.is_byok', 'usage.cost_details.upstream_inference_cost'] as const;

export const openaiResponse = defineFormat({
  id: 'openai-response',
  title: 'OpenAI response (chat completion, Responses object, batch output)',
  hop: 'provider',
  component: 'openai',
  recognise: [
    [
      'object=chat.completion',
      'object=chat.completion.chunk',
      'object=text_completion',
      'object=response',
      'object=list',
      'type^=response.',
      'custom_id',
    ],
    ['usage{}', 'choices[]', 'output[]', 'response{}', 'sequence_number'],
    ['!object=list', 'data.0.object=embedding'],
  ],
  fields: {
    provider_request_id: ['id'],
    conversation_id: ['conversation.id', 'conversation'],
    user_id_hash: ['safety_identifier', 'user'],
    provider: ['provider'],
    response_model: ['model'],
    operation: ['object'],
    service_tier: ['service_tier'],
    status: ['status'],
    error: ['error.code', 'error.type'],
    start: { from: ['created', 'created_at'], unit: 's' },
    end: { from: ['completed_at'], unit: 's' },
    logged_cost_usd: { from: ['usage.cost'], unit: 'usd' },
    streamed: ['streamed'],
  },
  usage: {
    ...counts,
    cached_input: [...counts.cached_input, 'usage.cache_read_input_tokens'],
    cache_write: [...counts.cache_write, 'usage.cache_creation_input_tokens'],
  },
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
  labels: ['metadata'],
  reads: ['output', 'prompt_filter_results', 'x_groq', 'usage', 'choices.0.finish_reason', 'event', ...ownKey],
  never_read: ['choices (but for its end)', 'output (but for its types)', 'instructions', 'input', 'prompt', 'data'],
  traps: [
    'The id (chatcmpl-…, resp_…) is what gateways log as their request id: it joins the two.',
    'metadata and safety_identifier come back from the request: put trace_id, team and workflow_id into metadata.',
    'model and service_tier are the served ones, and the price follows them: fast comes back as priority.',
    'Rejected prediction tokens are inside completion_tokens and are billed; reasoning tokens too.',
    'A streamed answer has its usage in the last chunk, and only with stream_options.include_usage; without, the usage is unknown.',
    'cached_tokens may be audio tokens and then stand in audio_tokens, too. Only the Realtime API says how many (cached_tokens_details); elsewhere the call is priced both ways and flagged.',
    'OpenRouter’s cost is only its fee where is_byok is true: upstream_inference_cost is added then, and never else.',
    'A response.done of the Realtime API names no model: it counts, without a price.',
    'Tool calls such as web_search_call are billed one by one, beside the tokens; of web searches only those with action search, of code the containers.',
    'Batch is no tier: it is told from the line of a batch output file (custom_id).',
    'The same shape comes from Azure and other sellers: prompt_filter_results means Azure; a foreign model name leaves the provider open.',
  ],
  proves: { owner: true, trace: false, usage: true, cost: false },
  split: (record) => [partOf(record)],
  settle: (draft, value, valueAt) => {
    const repeated = streamPart(draft, value, valueAt);
    if (repeated) return repeated;
    settleStatus(draft);
    settleProvider(draft, valueAt);
    settleOwnKey(draft, valueAt);
    countTools(draft, valueAt('output'));
    return event(draft);
  },
});

/** The answer itself: inside the last event of a stream, inside a line of a batch, or the record. */
function partOf(record: JsonObject): Part {
  const response = member(record, 'response');
  if (!isObject(response)) return { value: record, pointer: '' };
  const body = member(response, 'body');
  if (isObject(body)) {
    const made = { object: 'chat.completion', status: member(response, 'status_code') ?? null };
    return { value: { ...made, ...body, service_tier: 'batch' }, pointer: '/response/body' };
  }
  const { type } = record;
  return { value: { ...response, streamed: true, event: type ?? null }, pointer: '/response' };
}

/** What a stream says before its end is said again at its end. */
function streamPart(draft: Draft, value: JsonObject, valueAt: ValueAt): Settled | undefined {
  const type = readText(valueAt('event')) ?? (value.object === undefined ? 'response.delta' : undefined);
  if (type !== undefined && !/^response\.(?:completed|done|failed|incomplete|cancelled)$/.test(type)) {
    return skipped('repeats another record', 'an event of a stream, before its end');
  }
  if (draft.status === 'in_progress' || draft.status === 'queued') {
    return skipped('unfinished', 'the response was still being made');
  }
  if (draft.operation !== 'chat.completion.chunk') return undefined;
  draft.streamed = true;
  const lastWithoutUsage = !Object.hasOwn(value, 'usage') && valueAt('choices.0.finish_reason') !== undefined;
  return draft.usage || lastWithoutUsage
    ? undefined
    : skipped('repeats another record', 'a chunk of a stream; the last one has the usage');
}

function settleStatus(draft: Draft): void {
  const status = draft.status === 'incomplete' ? 'ok' : readStatus(draft.status);
  draft.status = draft.error === undefined ? (status ?? 'ok') : 'error';
  draft.operation = operations.get(draft.operation ?? '') ?? 'chat';
}

const operations: ReadonlyMap<string, string> = new Map([
  ['response', 'responses'],
  ['text_completion', 'text_completion'],
  ['list', 'embeddings'],
]);

const ownModels = /^(?:ft:)?(?:gpt-(?!oss)|chatgpt-|o\d|text-embedding-|davinci|babbage|codex-|computer-use)/;

function settleProvider(draft: Draft, valueAt: ValueAt): void {
  if (valueAt('prompt_filter_results') !== undefined) draft.provider = 'azure';
  else if (valueAt('x_groq') !== undefined) draft.provider = 'groq';
  else if (draft.provider_request_id?.startsWith('gen-')) draft.provider = 'openrouter';
  else if (ownModels.test(draft.response_model ?? '')) draft.provider = 'openai';
  else draft.provider = undefined;
  draft.component = draft.provider ?? draft.component;
}

/** OpenRouter's answers say what a call cost, but with a key of the caller's own `cost` is only its fee. */
function settleOwnKey(draft: Draft, valueAt: ValueAt): void {
  const [isOwn, upstream] = ownKey.map(valueAt);
  if (readFlag(isOwn) === true) addUpstreamCost(draft, readAmount(upstream, 'usd'));
}
