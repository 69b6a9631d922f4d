// Usage and cost reports in time buckets, as OpenAI's and Anthropic's admin APIs page them: each result is one sum, and gets its bucket's window.
import { isArray, isObject, type JsonObject, member } from '../model/json.ts';
import type { Part } from './format.ts';

/** The results of one bucket; a flat row (CSV, or a result that carries its own window) is one already. None in an empty bucket. */
export function resultParts(record: JsonObject): readonly Part[] {
  const name = ['results', 'result'].find((key) => isArray(member(record, key)));
  const results = name === undefined ? undefined : member(record, name);
  if (!isArray(results)) return [{ value: record, pointer: '' }];
  const window = Object.fromEntries(Object.entries(record).filter(([, value]) => typeof value !== 'object'));
  return results.map((result, index) => ({
    value: isObject(result) ? { ...window, ...result } : window,
    pointer: `/${name}/${index}`,
  }));
}
