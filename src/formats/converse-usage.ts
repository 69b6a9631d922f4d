// How long cache writes live by Bedrock's Converse API, wherever its answers were saved: a list of {ttl, inputTokens}, several of one ttl add up.
import { isArray, isObject, type JsonObject, member } from '../model/json.ts';
import { readCount } from './values.ts';

/** The answer with its list of lifetimes under the names of Anthropic's object; the answer itself where it has none. */
export function withLifetimes(answer: JsonObject): JsonObject {
  const usage = member(answer, 'usage');
  const list = isObject(usage) ? member(usage, 'cacheDetails') : undefined;
  if (!isObject(usage) || !isArray(list) || list.length === 0) return answer;
  const sum = (lifetime: string): number =>
    list
      .filter(isObject)
      .filter(({ ttl }) => ttl === lifetime)
      .reduce((all, detail) => all + (readCount('cache_write', member(detail, 'inputTokens'), []) ?? 0), 0);
  const cache_creation = { ephemeral_5m_input_tokens: sum('5m'), ephemeral_1h_input_tokens: sum('1h') };
  return { ...answer, usage: { ...usage, cache_creation } };
}
