// How Gemini counts, wherever its answers were saved: in REST's camelCase or in the snake_case of Python dumps. googleapis/js-genai
// src/types.ts of August 2026. Cached tokens are inside the prompt, what tools gave back beside it; thoughts stand beside the candidates.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import type { Dialect, Draft, Paths, ValueAt } from './format.ts';
import { snakeCase } from './name-cases.ts';
import { readCount, readText } from './values.ts';

/** Of the first answer: further ones share its searches. */
export const geminiSearches: Paths = [
  'candidates.0.groundingMetadata.webSearchQueries',
  'candidates.0.grounding_metadata.web_search_queries',
];

const objects: Paths = ['usageMetadata', 'usage_metadata'];

/** `body`: path of the answer with a dot behind it, '' for the record. Its `modalities` are those of `modalitiesOf`. */
export function geminiUsage(body: string, within: Paths = objects): Required<Pick<Dialect, 'usage' | 'tokens'>> {
  const at = (...names: readonly string[]): Paths =>
    names.flatMap((name) =>
      within.flatMap((object) => [name, snakeCase(name)].map((one) => `${body}${object}.${one}`)),
    );
  return {
    usage: {
      input: at('promptTokenCount'),
      cached_input: at('cachedContentTokenCount'),
      tool_prompt: at('toolUsePromptTokenCount'),
      cached_audio_in: [`${body}modalities.cache.AUDIO`],
      audio_in: [`${body}modalities.prompt.AUDIO`],
      image_in: [`${body}modalities.prompt.IMAGE`],
      video_in: [`${body}modalities.prompt.VIDEO`],
      output: at('candidatesTokenCount', 'responseTokenCount'),
      reasoning: at('thoughtsTokenCount'),
      audio_out: [`${body}modalities.candidates.AUDIO`],
      image_out: [`${body}modalities.candidates.IMAGE`],
      total: at('totalTokenCount'),
    },
    tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'beside-unless-total' },
  };
}

/** Lists of {modality, tokenCount} as objects. What is in the cache list was cached; cached audio has a class of its own, cached images have none. */
export function modalitiesOf(record: JsonObject): JsonObject {
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

/** Equal queries are one; an empty one is none. */
export function addSearches(draft: Draft, paths: Paths, valueAt: ValueAt): void {
  const queries = paths.map(valueAt).find(isArray);
  const unique = new Set(queries?.map((query) => readText(query)?.trim()).filter((text) => text));
  if (draft.usage && unique.size > 0) draft.usage = { ...draft.usage, web_search: unique.size };
}

/** Vertex AI says `trafficType`, the Gemini API `serviceTier`. */
const tiers: ReadonlyMap<string, string> = new Map([
  ['on_demand', 'standard'],
  ['on_demand_priority', 'priority'],
  ['on_demand_flex', 'flex'],
  ['provisioned_throughput', 'provisioned'],
  ['standard', 'standard'],
  ['priority', 'priority'],
  ['flex', 'flex'],
]);

export function geminiTier(name: string | undefined): string | undefined {
  return tiers.get(/(?:(?:traffic_?type|service_?tier)\.)?(.+)$/i.exec(name ?? '')?.[1]?.toLowerCase() ?? '');
}
