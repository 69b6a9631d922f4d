// Raw answers of Anthropic's Messages API, saved as they came: messages, the first event of their streams, and lines of a batch's results.
// anthropic-sdk-typescript of 2026-08-19; compaction as documented in October 2026. All input counts add up; output includes thinking.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { type Draft, defineFormat, event, type Part, skipped } from './format.ts';
import { readCount, readText } from './values.ts';

export const anthropicResponse = defineFormat({
  id: 'anthropic-response',
  title: 'Anthropic response (message, batch result)',
  hop: 'provider',
  component: 'anthropic',
  recognise: [
    ['type=message', 'type=message_start', 'type=message_delta', 'result.message.type=message'],
    ['role=assistant', 'message.type=message', 'result.message.type=message', 'delta{}'],
    ['usage{}', 'message.usage{}', 'result.message.usage{}'],
  ],
  fields: {
    provider_request_id: ['id'],
    request_id: ['_request_id', 'request_id'],
    response_model: ['model'],
    service_tier: ['usage.service_tier'],
    region: ['usage.inference_geo'],
    streamed: ['streamed'],
  },
  usage: {
    input: ['usage.input_tokens'],
    cached_input: ['usage.cache_read_input_tokens'],
    cache_write: ['usage.cache_creation_input_tokens'],
    cache_write_5m: ['usage.cache_creation.ephemeral_5m_input_tokens'],
    cache_write_1h: ['usage.cache_creation.ephemeral_1h_input_tokens'],
    output: ['usage.output_tokens'],
    web_search: ['usage.server_tool_use.web_search_requests'],
  },
  tokens: { cached_input: 'beside-input', cache_write: 'beside-input', reasoning: 'inside-output' },
  reads: ['usage.speed'],
  never_read: ['content', 'stop_sequence', 'delta'],
  traps: [
    'An answer names no owner and no time: metadata.user_id stays in the request. Log the id (msg_…) in the application; it joins the two.',
    'input_tokens, cache_read_input_tokens and cache_creation_input_tokens add up; cache_creation_input_tokens is already the sum of the five-minute and one-hour writes.',
    'Without the cache_creation object the lifetime of cache writes is unknown: read as five minutes, and flagged.',
    'In a stream the counts of message_start are a stub and those of message_delta a running total without an id: neither is added up. Log the final message.',
    'With compaction the top-level usage leaves the summarising step out: the sum over usage.iterations is billed, and is what is read.',
    'Prices for long contexts hold per iteration: the usage of several is summed, each prompt is held against the limit, and where only some are over it the call is unpriced.',
    'msg_bdrk_… and msg_vrtx_… were served, and are billed, by Bedrock and Vertex AI.',
    'speed fast has prices of its own and is read as a service tier.',
  ],
  proves: { owner: false, trace: false, usage: true, cost: false },
  split: (record) => {
    if (record.type === 'message_delta') {
      return skipped('no metering data', 'the running total of a stream, without an id; the final message has it');
    }
    return messageParts(record);
  },
  settle: (draft, value, valueAt) => {
    settleProvider(draft);
    const prompts = ownIterations(value).map(promptOf);
    if (prompts.length > 1) {
      const [least, most] = [Math.min(...prompts), Math.max(...prompts)];
      draft.notes = [...draft.notes, { kind: 'several-requests', least, most }];
    }
    draft.status = 'ok';
    draft.operation = 'chat';
    if (draft.region === 'not_available') draft.region = undefined;
    if (readText(valueAt('usage.speed')) === 'fast') draft.service_tier = 'fast';
    return event(draft);
  },
});

function messageParts(record: JsonObject): readonly Part[] {
  const result = member(record, 'result');
  const inBatch = isObject(result) ? member(result, 'message') : undefined;
  if (isObject(inBatch)) return withIterations(inBatch, '/result/message', { service_tier: 'batch' });
  const started = member(record, 'message');
  if (record.type === 'message_start' && isObject(started)) {
    // What a stream begins with is no measurement yet.
    return [{ value: { ...started, usage: {}, streamed: true }, pointer: '/message' }];
  }
  return withIterations(record, '', {});
}

const inputs = ['input_tokens', 'cache_read_input_tokens', 'cache_creation_input_tokens'] as const;
const counts = [...inputs, 'output_tokens'] as const;
const lifetimes = ['ephemeral_5m_input_tokens', 'ephemeral_1h_input_tokens'] as const;

/** The message with the usage that is billed: all iterations of its own model; those of another model are parts beside it. */
function withIterations(message: JsonObject, pointer: string, more: JsonObject): readonly Part[] {
  const usage = member(message, 'usage');
  const own = ownIterations(message);
  const summed = own.length === 0 || !isObject(usage) ? usage : { ...usage, ...sumOf(own) };
  const others = iterationsOf(message).flatMap((iteration, index): Part[] =>
    own.includes(iteration)
      ? []
      : [
          {
            value: withUsage({ model: iteration.model ?? null }, iteration, more),
            pointer: `${pointer}/usage/iterations/${index}`,
          },
        ],
  );
  return [{ value: withUsage(message, summed, more), pointer }, ...others];
}

function iterationsOf(message: JsonObject): readonly JsonObject[] {
  const usage = member(message, 'usage');
  const list = isObject(usage) ? member(usage, 'iterations') : undefined;
  return isArray(list) ? list.filter(isObject) : [];
}

/** The requests to the model that answered. */
function ownIterations(message: JsonObject): readonly JsonObject[] {
  return iterationsOf(message).filter(({ model }) => readText(model) === undefined || model === message.model);
}

/** All tokens that were sent to the model, cached ones too. */
function promptOf(iteration: JsonObject): number {
  return inputs.reduce((sum, name) => sum + (readCount(name, member(iteration, name), []) ?? 0), 0);
}

function withUsage(message: JsonObject, usage: JsonValue | undefined, more: JsonObject): JsonObject {
  return { ...message, usage: isObject(usage) ? { ...usage, ...more } : (usage ?? null) };
}

function sumOf(iterations: readonly JsonObject[]): JsonObject {
  const sum = (objects: readonly JsonObject[], names: readonly string[]): JsonObject =>
    Object.fromEntries(
      names.flatMap((name) => {
        const values = objects.map((object) => member(object, name)).filter((value) => typeof value === 'number');
        return values.length === 0 ? [] : [[name, values.reduce((all, value) => all + value, 0)]];
      }),
    );
  const splits = iterations.map((iteration) => member(iteration, 'cache_creation')).filter(isObject);
  return { ...sum(iterations, counts), ...(splits.length === 0 ? {} : { cache_creation: sum(splits, lifetimes) }) };
}

function settleProvider(draft: Draft): void {
  const id = draft.provider_request_id ?? '';
  draft.provider = id.startsWith('msg_bdrk_') ? 'bedrock' : id.startsWith('msg_vrtx_') ? 'vertex_ai' : 'anthropic';
  draft.component = draft.provider;
}
