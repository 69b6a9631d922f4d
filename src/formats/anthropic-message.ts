// What a message of Anthropic's Messages API is billed for, wherever it was saved: by its provider, a gateway or an agent. Facts of
// platform.claude.com: compaction, "refusals and fallback" (September 2026) and the advisor tool.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import type { Draft } from './format.ts';
import { readCount, readText } from './values.ts';

/** A message with the usage that one of its models is billed for. */
export interface BilledMessage {
  readonly value: JsonObject;
  /** Where it stands within the message; '' for what the answering model did. */
  readonly pointer: string;
}

const inputs = ['input_tokens', 'cache_read_input_tokens', 'cache_creation_input_tokens'] as const;
const counts = [...inputs, 'output_tokens'] as const;
const lifetimes = ['ephemeral_5m_input_tokens', 'ephemeral_1h_input_tokens'] as const;

const unbilled = { usage: {}, refused: true };

/** Refusals of these are billed though nothing was said yet; all others are not. */
const billedRefusals: ReadonlySet<string> = new Set(['bio', 'frontier_llm', 'reasoning_extraction']);

/**
 * The message with the sum over its own model's iterations, and each iteration of another model (advisors, models that declined) as a
 * message beside it, with an id of its own: the message id and its place. What is not billed has no usage.
 */
export function billedMessages(message: JsonObject): readonly BilledMessage[] {
  const usage = member(message, 'usage');
  if (!isObject(usage)) return [{ value: message, pointer: '' }];
  const iterations = iterationsOf(message);
  const own = ownOf(iterations, message);
  const summed = own.length === 0 ? usage : { ...usage, ...sumOf(own) };
  const isFree = !isBilled(member(message, 'stop_details'), member(message, 'content'));
  const answer = isFree ? { ...message, ...unbilled } : { ...message, usage: summed };
  const others = iterations.flatMap((iteration, index) =>
    own.includes(iteration)
      ? []
      : [{ value: besides(message, usage, iteration, index), pointer: `/usage/iterations/${index}` }],
  );
  return [{ value: answer, pointer: '' }, ...others];
}

/** Limits for long contexts hold for each iteration by itself. `usage` is the message's, as it came. */
export function notePrompts(draft: Draft, message: JsonObject): void {
  const prompts = ownOf(iterationsOf(message), message).map(promptOf);
  if (prompts.length < 2) return;
  const [least, most] = [Math.min(...prompts), Math.max(...prompts)];
  draft.notes = [...draft.notes, { kind: 'several-requests', least, most }];
}

/** A model that declined before it said anything, and is not billed: a failure without usage. */
export function noteRefusal(draft: Draft, message: JsonObject): boolean {
  if (message.refused !== true) return false;
  draft.status = 'error';
  draft.error = 'refusal';
  return true;
}

function iterationsOf(message: JsonObject): readonly JsonObject[] {
  const usage = member(message, 'usage');
  const list = isObject(usage) ? member(usage, 'iterations') : undefined;
  return isArray(list) ? list.filter(isObject) : [];
}

/** The requests to the model that answered: if none bears its name, the last one that gave no mere advice. */
function ownOf(iterations: readonly JsonObject[], { model }: JsonObject): readonly JsonObject[] {
  const own = iterations.filter((iteration) => readText(iteration.model) === undefined || iteration.model === model);
  return own.length > 0 ? own : iterations.filter(({ type }) => type !== 'advisor_message').slice(-1);
}

/** What another model did within this message. Tier and place hold for the whole request. */
function besides(message: JsonObject, usage: JsonObject, iteration: JsonObject, index: number): JsonObject {
  const { service_tier, inference_geo } = usage;
  const { content: _, stop_details: __, ...rest } = message;
  const id = readText(message.id);
  const declined = iteration.type === 'message' && !(readCount('output', member(iteration, 'output_tokens'), []) ?? 0);
  const isFree = declined && !isBilled(refusalOf(message, iteration), []);
  return {
    ...rest,
    id: id === undefined ? null : `${id}/${index}`,
    model: iteration.model ?? null,
    usage: { service_tier: service_tier ?? null, inference_geo: inference_geo ?? null, ...iteration },
    ...(isFree ? unbilled : {}),
  };
}

/** Why a model declined stands where the next one took over; answers of before that do not say it and were not billed. */
function refusalOf(message: JsonObject, { model }: JsonObject): JsonObject {
  const content = member(message, 'content');
  const handover = (isArray(content) ? content.filter(isObject) : []).find(({ type, from }) =>
    type === 'fallback' && isObject(from) ? from.model === model : false,
  );
  const trigger = handover && member(handover, 'trigger');
  return isObject(trigger) ? trigger : {};
}

function isBilled(refusal: JsonValue | undefined, content: JsonValue | undefined): boolean {
  if (!isObject(refusal) || !isArray(content) || content.length > 0) return true;
  return billedRefusals.has(readText(refusal.category) ?? '');
}

/** All tokens that were sent to the model, cached ones too. */
function promptOf(iteration: JsonObject): number {
  return inputs.reduce((sum, name) => sum + (readCount(name, member(iteration, name), []) ?? 0), 0);
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
