// What a span is: a model call, a sum over calls, an agent, a tool, a message on a queue, or just a step. Names decide, never numbers alone.
import type { Role } from '../model/event.ts';
import type { Hop } from '../model/fields.ts';
import { isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import type { Paths } from './format.ts';
import { addresses } from './model-seller.ts';
import { readText } from './values.ts';

/** `sum` and `agent` may repeat the usage of the calls below them; `count` measures a request without sending it to a model. */
export type Work = 'call' | 'sum' | 'agent' | 'tool' | 'count';

const byOperation: Readonly<Record<string, Work>> = {
  invoke_agent: 'agent',
  create_agent: 'agent',
  agent_step: 'agent',
  agent: 'agent',
  invoke_workflow: 'sum',
  workflow: 'sum',
  chain: 'sum',
  task: 'sum',
  plan: 'sum',
  retrieval: 'sum',
  execute_tool: 'tool',
  tool: 'tool',
  count_tokens: 'count',
};
const byLangfuseType: Readonly<Record<string, Work>> = {
  generation: 'call',
  embedding: 'call',
  agent: 'agent',
  tool: 'tool',
};
const byInferenceKind: Readonly<Record<string, Work>> = {
  llm: 'call',
  embedding: 'call',
  reranker: 'call',
  agent: 'agent',
  tool: 'tool',
};
/** Model operations in all their spellings: `chat`, `acompletion`, `text_completion`, `chat.completion`, `aimage_generation`, … */
const modelOperation =
  /chat|completion|generate|embed|rerank|response|message|image|audio|speech|transcri|translation|video|ocr|moderation/;

/** The first dialect that names the kind of the span decides; undefined when none does. */
export function workOf(value: JsonObject): Work | undefined {
  const attributes = objectIn(value, 'attributes');
  const text = (key: string): string | undefined => readText(member(attributes, key))?.toLowerCase();
  const name = readText(member(value, 'name')) ?? '';
  if (/count_?tokens|responses_?input_?tokens/i.test(name)) return 'count'; // Envoy AI Gateway marks them LLM, with a prompt count
  if (name === 'raw_gen_ai_request') return 'sum'; // LiteLLM: the provider's own view of the call in the parent span
  return (
    ofAiSdk(readText(member(attributes, 'ai.operationId'))) ??
    ofOperation(text('gen_ai.operation.name')) ??
    ofKind(text('openinference.span.kind'), byInferenceKind) ??
    ofKind(text('langfuse.observation.type'), byLangfuseType) ??
    ofOperation(text('llm.request.type')) ??
    ofKind(text('traceloop.span.kind'), byOperation)
  );
}

/** What is looked at here, in span-part.ts and in settle-span.ts of a span beside the paths of the table. */
export const spanReads: Paths = [
  ...['name', 'kind', 'status.code', 'scope'],
  ...[
    'ai.operationId',
    'gen_ai.operation.name',
    'openinference.span.kind',
    'langfuse.observation.type',
    'llm.request.type',
    'traceloop.span.kind',
    'gen_ai.provider.name',
    'gen_ai.system',
    'service.name',
    'telemetry.sdk.name',
    'telemetry.sdk.version',
    ...addresses,
  ].map((name) => `attributes.${name}`),
];

/** Vercel AI SDK: `ai.generateText` sums up its `….doGenerate` children, which are the calls. */
function ofAiSdk(operation: string | undefined): Work | undefined {
  if (operation === undefined) return undefined;
  if (/\.do[A-Z]/.test(operation)) return 'call';
  return operation === 'ai.toolCall' ? 'tool' : 'sum';
}

function ofOperation(operation: string | undefined): Work | undefined {
  if (operation === undefined) return undefined;
  return ownEntry(byOperation, operation) ?? (modelOperation.test(operation) ? 'call' : undefined);
}

function ofKind(kind: string | undefined, table: Readonly<Record<string, Work>>): Work | undefined {
  return kind === undefined ? undefined : (ownEntry(table, kind) ?? 'sum');
}

const ownEntry = (table: Readonly<Record<string, Work>>, key: string): Work | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

export interface Seen {
  /** Usage or a cost above zero. */
  readonly metered: boolean;
  /** It names a model and either a response or a client request. */
  readonly asksModel: boolean;
}

/** A span that only sums up or does not say what it is counts by what it measured. */
export function roleOf(work: Work | undefined, { metered, asksModel }: Seen): Role {
  if (work === 'call') return 'call';
  if (work === undefined) return metered || asksModel ? 'call' : 'step';
  return metered && work !== 'count' ? 'rollup' : 'step';
}

export const spanKind = (value: JsonObject): number | undefined =>
  kindNumbers.get(readText(member(value, 'kind')) ?? '');
const kindNumbers: ReadonlyMap<string, number> = new Map(
  ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'].flatMap(
    (name, number): [string, number][] => [
      [`SPAN_KIND_${name}`, number],
      [String(number), number],
    ],
  ),
);
export const client = 3;

/**
 * Which hop wrote it, unless an attribute says so: the kind of work; else the name of the service or, for a gateway's own
 * instrumentation, of the scope. Only the span itself is asked, so that a batch may be cut anywhere. Default: app.
 */
export function hopOf(value: JsonObject, work: Work | undefined): Hop {
  const attributes = objectIn(value, 'attributes');
  if (work !== 'call' && isMessaging(attributes, spanKind(value))) return 'queue';
  if (work === 'tool') return 'tool';
  if (work === 'agent') return 'agent';
  const service = wordsOf(member(attributes, 'service.name'));
  const scope = readText(member(value, 'scope')) ?? '';
  // an instrumentation *of* LiteLLM runs in the app; LiteLLM's own tracer is called `litellm`
  const tracer = /instrumentation|^@/.test(scope) ? [] : wordsOf(scope);
  if ([...service, ...tracer].some((word) => gateways.has(word))) return 'gateway';
  if (service.includes('router')) return 'router';
  return service.some((word) => word === 'worker' || word === 'workers') ? 'worker' : 'app';
}

const gateways: ReadonlySet<string> = new Set([
  'gateway',
  'litellm',
  'bifrost',
  'portkey',
  'helicone',
  'kong',
  'envoy',
  'envoyproxy',
  'openrouter',
]);

function isMessaging(attributes: JsonObject, kind: number | undefined): boolean {
  return kind === 4 || kind === 5 || Object.keys(attributes).some((key) => key.startsWith('messaging.'));
}

function wordsOf(name: JsonValue | undefined): readonly string[] {
  return (readText(name) ?? '').toLowerCase().split(/[^a-z0-9]+/);
}

export function objectIn(value: JsonObject, key: string): JsonObject {
  const inner = member(value, key);
  return isObject(inner) ? inner : {};
}
