// Raw answers of the Gemini API and Vertex AI, saved as they came, whole or as chunks of a stream; camelCase as in REST, snake_case as in
// Python dumps. googleapis/js-genai src/types.ts of August 2026. Cached tokens are inside the prompt; thoughts stand beside the candidates.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { type Draft, defineFormat, event, type Paths, skipped, type ValueAt } from './format.ts';
import { snakeCase } from './name-cases.ts';
import { readCount, readText } from './values.ts';

const both = (path: string): Paths => [path, snakeCase(path)];
const counts = (name: string): Paths => both(`usageMetadata.${name}`);

/** Of the first answer: further ones share its searches. */
const searches = [
  'candidates.0.groundingMetadata.webSearchQueries',
  'candidates.0.grounding_metadata.web_search_queries',
] as const;

export const geminiResponse = defineFormat({
  id: 'gemini-response',
  title: 'Gemini / Vertex AI response',
  hop: 'provider',
  component: 'gemini',
  recognise: [
    [
      ...counts('promptTokenCount'),
      ...counts('totalTokenCount'),
      ...counts('candidatesTokenCount'),
      ...counts('responseTokenCount'),
      ...both('responseId'),
    ],
    [...both('modelVersion'), 'candidates.0.content{}', ...both('serverContent')],
  ],
  fields: {
    provider_request_id: both('responseId'),
    response_model: both('modelVersion'),
    service_tier: counts('trafficType'),
    start: { from: both('createTime') },
  },
  usage: {
    input: counts('promptTokenCount'),
    cached_input: counts('cachedContentTokenCount'),
    cached_audio_in: ['modalities.cache.AUDIO'],
    audio_in: ['modalities.prompt.AUDIO'],
    image_in: ['modalities.prompt.IMAGE'],
    video_in: ['modalities.prompt.VIDEO'],
    output: [...counts('candidatesTokenCount'), ...counts('responseTokenCount')],
    reasoning: counts('thoughtsTokenCount'),
    audio_out: ['modalities.candidates.AUDIO'],
    image_out: ['modalities.candidates.IMAGE'],
    total: counts('totalTokenCount'),
  },
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'beside-unless-total' },
  reads: [...counts('toolUsePromptTokenCount'), ...searches, ...both('createTime')],
  never_read: ['candidates (but for how many searches were made)', 'promptFeedback', 'serverContent'],
  traps: [
    'candidatesTokenCount leaves thoughts out: both are billed as output. total = prompt + candidates + thoughts + tool use; older answers have them inside, which the total shows.',
    'Grounding is billed beside the tokens, by unique query or by grounded prompt: webSearchQueries are counted, never shown.',
    'toolUsePromptTokenCount is input beside the prompt.',
    'Chunks of a stream repeat the counts so far under one responseId: the last one counts.',
    'Hits of the implicit cache show only in cachedContentTokenCount; storing a context cache is billed by the hour and never appears here.',
    'An answer names no owner: labels of the request reach Cloud Billing only (gcp-billing-export). Log responseId in the application.',
    'trafficType PROVISIONED_THROUGHPUT has no price per token.',
    'Prices differ between AI Studio and Vertex AI; createTime and trafficType tell Vertex AI.',
    'Counts may be JSON texts, as protobuf writes 64-bit numbers.',
  ],
  proves: { owner: false, trace: false, usage: true, cost: false },
  reshape: (record) => ({ ...record, modalities: modalitiesOf(record) }),
  settle: (draft, _, valueAt) => {
    addToolUse(draft, valueAt);
    addSearches(draft, valueAt);
    if (!draft.usage) return skipped('repeats another record', 'a chunk of a stream without counts');
    settleSeller(draft, valueAt);
    draft.operation = 'generate_content';
    draft.status = 'ok';
    return event(draft);
  },
});

/** Lists of {modality, tokenCount} as objects. What is in the cache list was cached; cached audio has a class of its own, cached images have none. */
function modalitiesOf(record: JsonObject): JsonObject {
  const usage = member(record, 'usageMetadata') ?? member(record, 'usage_metadata');
  if (!isObject(usage)) return {};
  const list = (name: string): JsonObject => byModality(member(usage, name) ?? member(usage, snakeCase(name)));
  const prompt = list('promptTokensDetails');
  const cache = list('cacheTokensDetails');
  const inCache = new Map(Object.entries(cache));
  const counted = Object.entries(prompt).map(([modality, count]) => [
    modality,
    modality === 'AUDIO' ? count : Number(count) - Number(inCache.get(modality) ?? 0),
  ]);
  const isListed = isArray(member(usage, 'cacheTokensDetails') ?? member(usage, 'cache_tokens_details'));
  const heard = isListed && prompt.AUDIO !== undefined ? { AUDIO: 0, ...cache } : cache;
  const candidates = { ...list('responseTokensDetails'), ...list('candidatesTokensDetails') };
  return { prompt: Object.fromEntries(counted), cache: heard, candidates };
}

function byModality(value: JsonValue | undefined): JsonObject {
  if (!isArray(value)) return {};
  return Object.fromEntries(
    value.filter(isObject).flatMap((detail) => {
      const modality = readText(member(detail, 'modality'));
      const count = readCount('modality', member(detail, 'tokenCount') ?? member(detail, 'token_count'), []);
      return modality === undefined || count === undefined ? [] : [[modality, count]];
    }),
  );
}

function addToolUse(draft: Draft, valueAt: ValueAt): void {
  const found = counts('toolUsePromptTokenCount')
    .map(valueAt)
    .find((value) => value !== undefined);
  const count = readCount('toolUsePromptTokenCount', found, []);
  if (!count) return;
  draft.usage = { ...draft.usage, input: (draft.usage?.input ?? 0) + count };
  draft.raw_usage = { ...draft.raw_usage, 'usageMetadata.toolUsePromptTokenCount': count };
}

/** Equal queries are one; an empty one is none. */
function addSearches(draft: Draft, valueAt: ValueAt): void {
  const queries = searches.map(valueAt).find(isArray);
  const unique = new Set(queries?.map((query) => readText(query)?.trim()).filter((text) => text));
  if (draft.usage && unique.size > 0) draft.usage = { ...draft.usage, web_search: unique.size };
}

const tiers: ReadonlyMap<string, string> = new Map([
  ['on_demand', 'standard'],
  ['on_demand_priority', 'priority'],
  ['on_demand_flex', 'flex'],
  ['provisioned_throughput', 'provisioned'],
]);

function settleSeller(draft: Draft, valueAt: ValueAt): void {
  const onVertex = draft.service_tier !== undefined || both('createTime').some((path) => valueAt(path) !== undefined);
  draft.provider = onVertex ? 'vertex_ai' : 'gemini';
  draft.component = draft.provider;
  const tier = tiers.get(/(?:traffic_?type\.)?(.+)$/i.exec(draft.service_tier ?? '')?.[1]?.toLowerCase() ?? '');
  draft.service_tier = tier;
}
