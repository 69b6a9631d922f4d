// A span from any source in one shape: its own members, and beside them its attributes sorted by what they speak about. The table of
// genai-attributes.ts is read from it and settle-span.ts judges it.
import { type JsonObject, member } from '../model/json.ts';
import { merged } from './dictionary.ts';
import type { Part, TokenSemantics } from './format.ts';
import { baggageOf, labelsBehindPrefixes } from './otlp-attributes.ts';
import { hopOf, workOf } from './span-meaning.ts';
import { readText } from './values.ts';

export interface SpanSources {
  readonly signal: 'span' | 'log';
  /** The span's members that are no attributes: ids, times, name, kind, status, events. */
  readonly item: JsonObject;
  /** Flat attributes of the span itself: they speak about this request. */
  readonly own: JsonObject;
  /** Flat attributes of the program that made it (resource and scope). */
  readonly process: JsonObject;
  /** The program's labels behind their prefixes, where they were worked out before. */
  readonly process_labels?: JsonObject;
  /** The instrumentation: `name` and `version`. */
  readonly scope: JsonObject;
  /** Component when neither the service nor the instrumentation has a name. */
  readonly component: string;
}

/**
 * What the table reads a span from: its own members, beside them `attributes` (the span's over the program's), `own` and `process`. The
 * team of a gateway or router is the team that runs it, not the one that called: of these `process` says nothing about the owner.
 */
export function spanPart(sources: SpanSources, pointer: string): Part {
  const { signal, item, own, process, scope } = sources;
  const attributes = merged(process, own);
  const scopeName = readText(member(scope, 'name'));
  const [name, kind] = [member(item, 'name') ?? null, member(item, 'kind') ?? null];
  const span: JsonObject = { name, kind, attributes, scope: scopeName ?? null };
  const hop = hopOf(span, workOf(span));
  const speaksForRequest = hop !== 'gateway' && hop !== 'router';
  const value = merged(item, {
    attributes,
    scope: scopeName ?? null,
    signal,
    own,
    own_labels: labelsBehindPrefixes(own),
    baggage: baggageOf(own),
    process: speaksForRequest ? process : {},
    process_labels: speaksForRequest ? (sources.process_labels ?? labelsBehindPrefixes(process)) : {},
    producer: producerOf(scope, attributes),
  });
  return {
    value,
    pointer,
    hop,
    component: serviceName(attributes) ?? scopeName ?? sources.component,
    ...(pointer === '' ? {} : { batched: true }),
    ...semanticsOf(scopeName, attributes),
  };
}

/** SDKs that know no name call the service `unknown_service` or `unknown_service:node`. */
export function serviceName(attributes: JsonObject): string | undefined {
  const name = readText(member(attributes, 'service.name'));
  return name?.startsWith('unknown_service') ? undefined : name;
}

/** The instrumentation, else the SDK: name and version always from the same one. */
function producerOf(scope: JsonObject, attributes: JsonObject): JsonObject {
  const named = readText(member(scope, 'name')) !== undefined;
  const [name, version] = named
    ? [member(scope, 'name'), member(scope, 'version')]
    : [member(attributes, 'telemetry.sdk.name'), member(attributes, 'telemetry.sdk.version')];
  return { name: name ?? null, version: version ?? null };
}

/**
 * Instrumentations that write Bedrock's own counts, in which cached tokens stand beside the input: OpenLLMetry (Converse and InvokeModel;
 * its total is input + output without them, 2026-06) and OpenInference for JavaScript (2026-08). Everybody else sums them up.
 */
const exclusiveScopes =
  /^(?:opentelemetry\.instrumentation\.bedrock|@traceloop\/instrumentation-bedrock|@arizeai\/openinference-instrumentation-bedrock)$/;
const exclusive: TokenSemantics = {
  cached_input: 'beside-input',
  cache_write: 'beside-input',
  reasoning: 'inside-output',
};

/** Instrumentations known to sum the cache classes up, whatever the names of their attributes. */
const inclusiveScopes =
  /^(?:opentelemetry\.instrumentation\.|@traceloop\/|openinference\.|@arizeai\/|pydantic|logfire|litellm|langfuse|langsmith|ai$)/i;
/** Names from before v1.40 of the conventions, which says since then that they are inside the input. */
const earlierNames = [
  ...['gen_ai.usage.cache_read_input_tokens', 'gen_ai.usage.cache_read_tokens', 'gen_ai.usage.cached_tokens'],
  ...[
    'gen_ai.usage.cache_creation_input_tokens',
    'gen_ai.usage.cache_write_tokens',
    'gen_ai.usage.cache_write_input_tokens',
  ],
];
/** Sellers whose own counts have the cached tokens beside the input. */
const countBeside = /anthropic|bedrock/i;
const undecided: TokenSemantics = { cached_input: 'by-total', cache_write: 'by-total', reasoning: 'inside-output' };

/** Only where the emitter is unknown, its names bind it to nothing, and the vendor counts beside, it may have passed the vendor's counts on. */
function semanticsOf(scope: string | undefined, attributes: JsonObject): { readonly tokens?: TokenSemantics } {
  if (scope !== undefined && exclusiveScopes.test(scope)) return { tokens: exclusive };
  if (scope !== undefined && inclusiveScopes.test(scope)) return {};
  if (!earlierNames.some((name) => member(attributes, name) !== undefined)) return {};
  const seller = readText(member(attributes, 'gen_ai.provider.name') ?? member(attributes, 'gen_ai.system')) ?? '';
  return countBeside.test(seller) ? { tokens: undecided } : {};
}
