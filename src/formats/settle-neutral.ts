// What a table cannot say about a record in the neutral form: its outcome, its role, and whose id an `id` is. Shared with `nested-trace`.
import type { Role } from '../model/event.ts';
import { datadogSpanId, datadogTraceId } from './datadog-ids.ts';
import type { Draft, ValueAt } from './format.ts';
import { neutralFields } from './neutral-names.ts';
import { readText } from './values.ts';
import { readStatus } from './words.ts';

/** Read beside the table's fields. */
export const neutralReads = ['id', 'dd.trace_id', 'dd.span_id', 'usage.speed'] as const;

export function settleNeutral(draft: Draft, valueAt: ValueAt): void {
  settleOutcome(draft);
  settleDatadogIds(draft, valueAt);
  if (readText(valueAt('usage.speed')) === 'fast') draft.service_tier = 'fast';
  const id = readText(valueAt('id'));
  if (id !== undefined && isProviderId(id)) draft.provider_request_id ??= id;
  draft.role = roleOf(draft, valueAt);
}

/** What Datadog's log injection adds; another trace id on the record is the application's own and goes first. */
function settleDatadogIds(draft: Draft, valueAt: ValueAt): void {
  if (draft.trace_id !== undefined) return;
  const trace = datadogTraceId(valueAt('dd.trace_id'), undefined);
  if (trace === undefined) return;
  draft.trace_id = trace;
  const span = datadogSpanId(valueAt('dd.span_id'));
  if (span !== undefined) draft.span_id ??= span;
}

function settleOutcome(draft: Draft): void {
  const { status, error } = draft;
  draft.status = undefined;
  if (error === 'false' || error === '0') draft.error = undefined;
  if (error === 'true') draft.error = '_OTHER';
  const known = readStatus(status) ?? (draft.error === undefined ? undefined : 'error');
  if (known !== undefined) draft.status = known;
}

/** Ids that OpenAI, Anthropic and OpenRouter give their responses. */
export const providerIds = ['chatcmpl-', 'cmpl-', 'resp_', 'msg_', 'gen-'] as const;
export const isProviderId = (id: string): boolean => providerIds.some((begin) => id.startsWith(begin));

/** Operations of OpenTelemetry and its dialects whose usage repeats that of the calls below them. */
const parents = /^(?:invoke_|create_)?(?:agent|workflow|chain|pipeline|task|plan)(?:_step)?$/;
const toolOperations = /^(?:execute_)?(?:tool|function|retrieval|retriever|guardrail)$/;

/**
 * With usage or a cost it is a call, unless its operation only sums up others. Without, it is a call when it names a model and nothing
 * speaks against it: a record that names its hop is a step, unless that hop is the provider or it shows what only a request to a
 * model leaves behind (a response id, a failure, a stream, a cache hit).
 */
function roleOf(draft: Draft, valueAt: ValueAt): Role {
  const operation = draft.operation?.toLowerCase() ?? '';
  if (parents.test(operation)) return draft.usage ? 'rollup' : 'step';
  if (draft.usage || draft.logged_cost_usd !== undefined || draft.granularity === 'aggregate') return 'call';
  if (toolOperations.test(operation) || (draft.model ?? draft.response_model) === undefined) return 'step';
  const namesHop = neutralFields.hop.some((path) => valueAt(path) !== undefined);
  return !namesHop || draft.hop === 'provider' || leftTraces(draft) ? 'call' : 'step';
}

function leftTraces(draft: Draft): boolean {
  const { provider_request_id: id, status, streamed, cache_hit: hit } = draft;
  return id !== undefined || (status !== undefined && status !== 'ok') || streamed === true || hit === true;
}
