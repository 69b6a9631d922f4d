// LiteLLM's rows for answers of Anthropic's that took several iterations: its columns count some of them, by version. BerriAI/litellm#27065.
import { isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { billedMessages, notePrompts, noteRefusal } from './anthropic-message.ts';
import { objectOf } from './flat-attributes.ts';
import type { Condition, Draft, Part } from './format.ts';
import { readCount, readText } from './values.ts';

/** Where a row keeps the usage object: the member of a member. */
type UsageAt = readonly [holder: string, name: string];

export const severalIterations = (...places: readonly UsageAt[]): readonly Condition[] => [
  places.map((place) => `${place.join('.')}.iterations.1{}`),
];

/** The row with what its own model is billed for, then a row for each other model, which cost nothing that the first has not. */
export function litellmParts(row: JsonObject, ...places: readonly UsageAt[]): readonly Part[] {
  for (const [holder, name] of places) {
    const around = objectOf(member(row, holder)) ?? {};
    const usage = member(around, name);
    if (!isObject(usage) || member(usage, 'iterations') === undefined) continue;
    const id = readText(member(row, 'request_id')) ?? readText(member(row, 'id')) ?? null;
    const answers = billedMessages({ id, model: readText(member(row, 'model')) ?? null, usage });
    return answers.map(({ value: answer, pointer }) => {
      const counted = inclusive(answer.usage);
      const { prompt_tokens, completion_tokens, total_tokens } = counted;
      const whose = pointer === '' ? row : ofOther(row, answer);
      const held = { ...(pointer === '' ? around : withoutCost(around)), [name]: counted };
      const value = { ...whose, prompt_tokens, completion_tokens, total_tokens, [holder]: held, answer };
      return { value, pointer: pointer === '' ? '' : `/${holder}/${name}${pointer.slice('/usage'.length)}` };
    });
  }
  return [{ value: row, pointer: '' }];
}

/** After all else: a row says how the whole ended. */
export function noteIterations(draft: Draft, { answer }: JsonObject): void {
  if (!isObject(answer)) return;
  notePrompts(draft, answer);
  noteRefusal(draft, answer);
}

type Sums = Record<'prompt_tokens' | 'completion_tokens' | 'total_tokens', number>;

/** Anthropic counts the cache beside the input; the columns have it inside. */
function inclusive(usage: JsonValue | undefined): JsonObject & Sums {
  const { prompt_tokens_details: _, ...rest } = isObject(usage) ? usage : {};
  const count = (name: string): number => readCount(name, member(rest, name), []) ?? 0;
  const sent = count('input_tokens') + count('cache_read_input_tokens') + count('cache_creation_input_tokens');
  const said = count('output_tokens');
  return { ...rest, prompt_tokens: sent, completion_tokens: said, total_tokens: sent + said };
}

function ofOther(row: JsonObject, { id, model }: JsonObject): JsonObject {
  const named = { id: id ?? null, request_id: id ?? null, litellm_call_id: null };
  return { ...withoutCost(row), ...named, model: model ?? null, model_group: null, hidden_params: null };
}

const withoutCost = ({ spend: _, response_cost: __, cost_breakdown: ___, ...rest }: JsonObject): JsonObject => rest;
