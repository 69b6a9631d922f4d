// Rows of stores that flatten a span into one wide event, Honeycomb and New Relic: every attribute is a column beside the span's own.
import { type JsonObject, member } from '../model/json.ts';
import { merged } from './dictionary.ts';
import { flatAttributes, membersBehind } from './flat-attributes.ts';
import type { Part } from './format.ts';
import { spanPart } from './span-part.ts';
import { readText } from './values.ts';

/** Columns that speak about the program; nothing tells other resource attributes from those of the span. */
const ofProcess = /^(?:service\.|deployment\.|k8s\.|cloud\.|host\.|process\.|telemetry\.|container\.)/;

interface Columns {
  /** Columns renamed into attributes, those of the row first. */
  readonly renamed?: JsonObject;
  readonly item: JsonObject;
  readonly failed: boolean;
  readonly scope: JsonObject;
  readonly component: string;
}

function wideEvent(row: JsonObject, { renamed = {}, item, failed, scope, component }: Columns): Part {
  const columns = flatAttributes(row);
  const entries = Object.entries(columns);
  const own = Object.fromEntries(entries.filter(([key]) => !ofProcess.test(key)));
  const process = Object.fromEntries(entries.filter(([key]) => ofProcess.test(key)));
  const kind = (readText(member(row, 'span.kind')) ?? '').toUpperCase();
  return spanPart(
    {
      signal: 'span',
      item: { ...row, kind: `SPAN_KIND_${kind}`, status: { code: failed ? 2 : 0 }, ...item },
      own: merged(renamed, own),
      process: merged(process),
      scope,
      component,
    },
    '',
  );
}

/** Span events and links are rows of their own, below the span they belong to. */
export function splitHoneycomb(row: JsonObject): readonly Part[] {
  const link = {
    trace_id: member(row, 'trace.link.trace_id') ?? null,
    span_id: member(row, 'trace.link.span_id') ?? null,
  };
  const isLink = readText(member(row, 'meta.annotation_type')) === 'link';
  const failed = ['error', 'status.code', 'status_code', 'response.error'].some((column) =>
    isFailure(readText(member(row, column))),
  );
  const scope = { name: member(row, 'library.name') ?? null, version: member(row, 'library.version') ?? null };
  return [wideEvent(row, { item: { links: isLink ? [link] : [] }, failed, scope, component: 'honeycomb' })];
}

/** `error` is a flag; a status code is a number or its name. HTTP codes are not meant. */
function isFailure(text: string | undefined): boolean {
  return text !== undefined && /^(?:true|2|error|STATUS_CODE_ERROR)$/i.test(text);
}

/** A span, or an event of AI monitoring, whose columns have other names and whose duration is in milliseconds. */
export function splitNewRelic(row: JsonObject): readonly Part[] {
  const isAi = isAiEvent(row);
  const service = member(row, 'service.name') ?? member(row, 'appName') ?? member(row, 'entity.name');
  const renamed: JsonObject = {
    ...membersBehind(row, 'llm.'),
    ...(isAi ? { 'openinference.span.kind': kindOfAi(row) } : {}),
  };
  const failed =
    isFailure(readText(member(row, 'error'))) ||
    isFailure(readText(member(row, 'otel.status_code'))) ||
    readText(member(row, 'error.class')) !== undefined;
  const item: JsonObject = {
    ...(isAi ? { 'duration.ms': member(row, 'duration') ?? null, duration: null } : {}),
    ...(isAi && kindOfAi(row) === 'embedding' ? onlyTotal(row) : {}),
  };
  const scope = {
    name: member(row, 'otel.library.name') ?? null,
    version: member(row, 'otel.library.version') ?? null,
  };
  const named = service === undefined || service === null ? row : { ...row, 'service.name': service };
  return [wideEvent(named, { renamed, item, failed, scope, component: 'newrelic' })];
}

/** Summaries and embeddings name models; message rows belong to a completion. */
function isAiEvent(row: JsonObject): boolean {
  return readText(member(row, 'trace.id')) === undefined || /^Llm/.test(readText(member(row, 'eventType')) ?? '');
}

function kindOfAi(row: JsonObject): string {
  const type = readText(member(row, 'eventType'));
  if (type === 'LlmTool' || type === 'LlmAgent') return type.slice(3).toLowerCase();
  return type === 'LlmEmbedding' || Object.hasOwn(row, 'input') ? 'embedding' : 'llm';
}

/** All tokens of an embedding are input. */
function onlyTotal(row: JsonObject): JsonObject {
  const input = 'response.usage.prompt_tokens';
  const total = member(row, 'response.usage.total_tokens') ?? member(row, 'token_count');
  return Object.hasOwn(row, input) || total === undefined ? {} : { [input]: total };
}

/** One message of a conversation. */
export function isMessageRow(row: JsonObject): boolean {
  const type = readText(member(row, 'eventType'));
  return type === 'LlmChatCompletionMessage' || readText(member(row, 'completion_id')) !== undefined;
}
