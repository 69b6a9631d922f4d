// Raw answers of Anthropic's Messages API, saved as they came: messages, the first event of their streams, and lines of a batch's results.
// anthropic-sdk-typescript of 2026-08-19; compaction as documented in October 2026. All input counts add up; output includes thinking.
import { isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { billedMessages, notePrompts, noteRefusal } from './anthropic-message.ts';
import { type Draft, defineFormat, event, type Part, skipped } from './format.ts';
import { readText } from './values.ts';

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
  never_read: ['content (but for whether there is any, and which model took over)', 'stop_sequence', 'delta'],
  traps: [
    'An answer names no owner and no time: metadata.user_id stays in the request. Log the id (msg_…) in the application; it joins the two.',
    'input_tokens, cache_read_input_tokens and cache_creation_input_tokens add up; cache_creation_input_tokens is already the sum of the five-minute and one-hour writes.',
    'Without the cache_creation object the lifetime of cache writes is unknown: read as five minutes, and flagged.',
    'In a stream the counts of message_start are a stub and those of message_delta a running total without an id: neither is added up. Log the final message.',
    'A refusal before any output is billed in the categories bio, frontier_llm and reasoning_extraction only: others are failures without cost.',
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
    notePrompts(draft, value);
    draft.status = 'ok';
    noteRefusal(draft, value);
    draft.operation = 'chat';
    if (draft.region === 'not_available') draft.region = undefined;
    if (readText(valueAt('usage.speed')) === 'fast') draft.service_tier = 'fast';
    return event(draft);
  },
});

function messageParts(record: JsonObject): readonly Part[] {
  const result = member(record, 'result');
  const inBatch = isObject(result) ? member(result, 'message') : undefined;
  if (isObject(inBatch)) return parts(inBatch, '/result/message', { service_tier: 'batch' });
  const started = member(record, 'message');
  if (record.type === 'message_start' && isObject(started)) {
    // What a stream begins with is no measurement yet.
    return [{ value: { ...started, usage: {}, streamed: true }, pointer: '/message' }];
  }
  return parts(record, '', {});
}

function parts(message: JsonObject, pointer: string, more: JsonObject): readonly Part[] {
  return billedMessages(message).map(({ value, pointer: within }) => ({
    value: { ...value, usage: withMore(value.usage, more) },
    pointer: `${pointer}${within}`,
  }));
}

function withMore(usage: JsonValue | undefined, more: JsonObject): JsonValue {
  return isObject(usage) ? { ...usage, ...more } : (usage ?? null);
}

function settleProvider(draft: Draft): void {
  const id = draft.provider_request_id ?? '';
  draft.provider = id.startsWith('msg_bdrk_') ? 'bedrock' : id.startsWith('msg_vrtx_') ? 'vertex_ai' : 'anthropic';
  draft.component = draft.provider;
}
