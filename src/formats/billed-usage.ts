// A neutral record whose usage object is a provider's own: what more it is billed for than its counts say at first sight.
import { isObject, type JsonObject, member } from '../model/json.ts';
import { usdToDecimal } from '../model/money.ts';
import { billedMessages } from './anthropic-message.ts';
import { objectOf } from './flat-attributes.ts';
import type { Condition, Part } from './format.ts';
import { neutralFields } from './neutral-names.ts';
import { readAmount, readFlag, readText } from './values.ts';

/** Anthropic's answers of several iterations, and OpenRouter's that may be on a key of the caller's own. */
export const billedOtherwise: Condition = ['usage.iterations.1{}', 'usage.cost_details.upstream_inference_cost'];

/** What is of one request alone, and of one model. */
const ofRequest: ReadonlySet<string> = new Set([
  ...['id', ...neutralFields.span_id, ...neutralFields.request_id, ...neutralFields.provider_request_id],
  ...[...neutralFields.model, ...neutralFields.response_model],
  ...neutralFields.logged_cost_usd.from,
]);

/** The part with all that its own model is billed for, then what other models did, each with an id of its own. */
export function billedParts(part: Part): readonly Part[] {
  const given = objectOf(member(part.value, 'usage'));
  if (given === undefined) return [part];
  const value: JsonObject = { ...part.value, usage: withUpstreamCost(given) };
  const first = (names: readonly string[]) => names.map((name) => readText(member(value, name))).find((text) => text);
  const id = first([...neutralFields.provider_request_id, ...neutralFields.request_id, 'id']) ?? null;
  const model = first([...neutralFields.response_model, ...neutralFields.model]) ?? null;
  return billedMessages({ id, model, usage: value.usage ?? null }).map(({ value: billed, pointer }) => {
    if (pointer === '') return { ...part, value: { ...value, usage: billed.usage ?? null } };
    const shared = Object.fromEntries(Object.entries(value).filter(([name]) => !ofRequest.has(name)));
    const own = { model: billed.model ?? null, provider_request_id: billed.id ?? null, usage: billed.usage ?? null };
    const outcome: JsonObject = billed.refused === true ? { status: 'error', error: 'refusal' } : {};
    return { ...part, value: { ...shared, ...own, ...outcome }, pointer: `${part.pointer}${pointer}` };
  });
}

/** With a key of the caller's own `cost` is only OpenRouter's fee, and the provider bills the rest. */
function withUpstreamCost(usage: JsonObject): JsonObject {
  const details = member(usage, 'cost_details');
  const upstream = isObject(details) ? readAmount(member(details, 'upstream_inference_cost'), 'usd') : undefined;
  if (readFlag(member(usage, 'is_byok')) !== true || upstream === undefined) return usage;
  return { ...usage, cost: usdToDecimal(upstream + (readAmount(member(usage, 'cost'), 'usd') ?? 0n)) };
}
