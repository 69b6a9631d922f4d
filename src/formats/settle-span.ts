// What the attribute table cannot say of a span or log record: its role, who sold the call, how it ended.
import { ownershipFields } from '../model/fields.ts';
import { isArray, isObject, type JsonObject, member } from '../model/json.ts';
import { type Draft, event, rejected, type Settled, skipped, type ValueAt } from './format.ts';
import { sellerOfAiSdk, soldBy } from './model-seller.ts';
import { attributesOf } from './otlp-attributes.ts';
import { fieldOfName } from './ownership-names.ts';
import { client, objectIn, roleOf, spanKind, workOf } from './span-meaning.ts';
import { serviceName } from './span-part.ts';
import { readText } from './values.ts';

export function settleSpan(draft: Draft, value: JsonObject, valueAt: ValueAt): Settled {
  const signal = member(value, 'signal');
  if (signal === 'malformed') return rejected(`no OTLP object at ${member(value, 'at')}`);
  const attributes = objectIn(value, 'attributes');
  if (serviceName(attributes) === undefined) draft.service = undefined;
  const isLog = signal === 'log';
  settleRole(draft, value, isLog);
  settleSeller(draft, attributes);
  settleFallback(draft, valueAt);
  if (draft.operation !== undefined && draft.operation.length > longestName) draft.operation = undefined;
  if (isLog) return settleLog(draft, value);
  settleStatus(draft, value, valueAt);
  const streams = readText(member(attributes, 'ai.operationId'))?.endsWith('.doStream');
  if (streams || eventsOf(value).some((entry) => member(entry, 'name') === 'First Token Stream Event')) {
    draft.streamed = true;
  }
  return event(draft);
}

/** Span names should be few and short; a longer one may quote what the user typed. */
const longestName = 80;

function settleRole(draft: Draft, value: JsonObject, isLog: boolean): void {
  const work = workOf(value);
  const metered = draft.usage !== undefined || (draft.logged_cost_usd ?? 0n) > 0n;
  const asks = draft.provider_request_id !== undefined || spanKind(value) === client;
  draft.role = isLog && !metered ? 'step' : roleOf(work, { metered, asksModel: draft.model !== undefined && asks });
  if (work !== 'count') return;
  draft.usage = undefined;
  draft.raw_usage = undefined;
}

function settleSeller(draft: Draft, attributes: JsonObject): void {
  if (draft.role === 'step') return;
  const isAiSdk = member(attributes, 'ai.operationId') !== undefined;
  const named = isAiSdk ? sellerOfAiSdk(draft.provider, draft.model) : draft.provider;
  const { provider, region } = soldBy(attributes, named);
  draft.provider = provider;
  if (region !== undefined) draft.region ??= region;
}

/** Bifrost names the place in its chain of providers, not who failed before. */
function settleFallback(draft: Draft, valueAt: ValueAt): void {
  const index = Number(readText(valueAt('attributes.gen_ai.fallback_index')));
  if (Number.isSafeInteger(index) && index > 0) draft.fallback_from ??= `fallback_index ${index - 1}`;
}

/** A log record is inside its span. Only one that measured a call is a log of that very span. */
function settleLog(draft: Draft, value: JsonObject): Settled {
  if (draft.role === 'call') return event(draft);
  const keys = ['own', 'own_labels', 'baggage'].flatMap((name) => Object.keys(objectIn(value, name)));
  const speaks = keys.some((key) => key.startsWith('gen_ai.') || ownership.has(fieldOfName(key) ?? ''));
  if (!speaks || draft.trace_id === undefined) {
    return skipped('not a model call', 'log records without a trace id and an owner or model');
  }
  if (draft.span_id !== undefined) draft.parent_span_id = draft.span_id;
  draft.span_id = undefined;
  return event(draft);
}
const ownership: ReadonlySet<string> = new Set(ownershipFields);

/** An unset status is a span that ended without an error. */
function settleStatus(draft: Draft, value: JsonObject, valueAt: ValueAt): void {
  const code = readText(member(objectIn(value, 'status'), 'code'));
  const succeeded = code === '1' || code === 'STATUS_CODE_OK';
  const failed = code === '2' || code === 'STATUS_CODE_ERROR' || (draft.error !== undefined && !succeeded);
  const failure = draft.error ?? exceptionOf(value);
  draft.error = undefined;
  draft.status = failed ? 'error' : 'ok';
  if (!failed) return;
  if (failure !== undefined && /cancel|abort|client_?disconnect/i.test(failure)) draft.status = 'cancelled';
  const isClass = failure !== undefined && /^[\w.:/-]{1,80}$/.test(failure);
  const shown = isClass ? failure : (readText(valueAt('attributes.http.response.status_code')) ?? failure);
  if (shown !== undefined) draft.error = shown;
}

/** The class of the last exception; never its message, which may quote the prompt. */
function exceptionOf(value: JsonObject): string | undefined {
  const attributes = eventsOf(value).map((entry) => attributesOf(member(entry, 'attributes')));
  return attributes.map((each) => readText(member(each, 'exception.type'))).findLast((type) => type !== undefined);
}

function eventsOf(value: JsonObject): readonly JsonObject[] {
  const events = member(value, 'events');
  return isArray(events) ? events.filter(isObject) : [];
}
