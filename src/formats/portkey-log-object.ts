// Portkey log object: the request and response of one call, one JSON object per file in the customer's own bucket. Tokens stand only in
// the response body; cost, and the tokens of streams, stand in the metric row of the same id (portkey-export). Portkey-AI/openapi and
// docs-core self-hosting pages, August 2026; that `_id` equals the metric row's id is deduced, not documented.
import { isObject, type JsonObject, member } from '../model/json.ts';
import { providerOfUrl, regionOfUrl } from './endpoint-url.ts';
import { type Draft, defineFormat, event, type Part, type ValueAt } from './format.ts';
import { answersIn, keptAnswer } from './kept-answer.ts';
import { parseText } from './project.ts';
import { readText } from './values.ts';
import { readStatus } from './words.ts';

const sent = (name: string): string => `request.portkeyHeaders.x-portkey-${name}`;
const given = (name: string): string => `response.headers.x-portkey-${name}`;

const answer = keptAnswer('response.body');

export const portkeyLogObject = defineFormat({
  id: 'portkey-log-object',
  title: 'Portkey log object (one file per request in your own bucket)',
  hop: 'gateway',
  component: 'portkey',
  // portkeyHeaders, or all of the other four.
  recognise: [
    ['request.portkeyHeaders{}', '_id'],
    ['request.portkeyHeaders{}', 'organisation_id'],
    ['request.portkeyHeaders{}', 'request{}'],
    ['request.portkeyHeaders{}', 'response{}'],
  ],
  json: [sent('metadata'), sent('config'), 'request.body', 'response.body'],
  fields: {
    trace_id: [sent('trace-id'), given('trace-id')],
    span_id: [sent('span-id')],
    parent_span_id: [sent('parent-span-id')],
    request_id: ['_id'],
    provider_request_id: [...answer.fields.provider_request_id, 'response.headers.x-request-id'],
    user_id_hash: [`${sent('metadata')}._user`, 'request.body.user'],
    tenant_id_hash: [`${sent('metadata')}._organisation`],
    environment: [`${sent('metadata')}._environment`],
    virtual_key: [sent('virtual-key')],
    workspace_id: ['workspace_slug'],
    account_id: ['organisation_id'],
    provider: [sent('provider'), given('provider')],
    model: ['request.body.model'],
    response_model: answer.fields.response_model,
    service_tier: answer.fields.service_tier,
    requested_tier: ['request.body.service_tier'],
    region: ['request.url'],
    status: ['response.status', 'response.status_code'],
    error: ['response.body.error.type', 'response.body.error.code'],
    start: { from: ['created_at', 'createdAt', 'request.created_at', 'request.createdAt'] },
    end: { from: [], duration: { from: ['response.responseTime', 'response.response_time'], unit: 'ms' } },
    attempt: [given('retry-attempt-count')],
    cache_hit: [given('cache-status')],
    streamed: ['request.body.stream'],
    traceparent: ['request.headers.traceparent'],
  },
  ...answer.usage,
  labels: [sent('metadata'), 'request.headers', 'request.body.metadata'],
  fallback: { fields: { feature: [`${sent('metadata')}._prompt`] } },
  reads: [given('last-used-option-index'), `${sent('config')}.strategy.mode`, ...answer.reads],
  never_read: ['request.body.messages', 'request.body.input', 'request.body.prompt', ...answer.never_read],
  traps: [
    'There is no cost, and no count for a stream that was logged as text: audit the metric rows of the same ids beside the files.',
    'Only response.body.usage has cached and reasoning tokens; the metric rows do not.',
    'x-portkey-metadata is JSON text in a header; workspace and API-key defaults that were added later are only in the metric row.',
    'Keys in headers are masked with asterisks; a masked virtual key is no key.',
    'The path of the file names organisation, workspace and hour; only what is inside the file is read.',
  ],
  proves: { owner: true, trace: true, usage: true, cost: false },
  split: partsOf,
  settle: (draft, { response }, valueAt) => {
    settleOutcome(draft);
    settleFallback(draft, valueAt);
    settleSeller(draft);
    const body = isObject(response) ? response.body : undefined;
    answer.settle(draft, body, valueAt);
    if (typeof body === 'string' && /^\s*(?:data|event):/.test(body)) draft.streamed = true;
    return event(draft);
  },
});

/** What other models did within an answer of Anthropic's is a call of its own, and has not the ids of the whole. */
function partsOf(record: JsonObject): readonly Part[] {
  const response = member(record, 'response');
  if (!isObject(response)) return [{ value: record, pointer: '' }];
  const text = member(response, 'body');
  const body = typeof text === 'string' ? parseText(text) : text;
  if (!isObject(body)) return [{ value: record, pointer: '' }];
  return answersIn(body).map(({ value, pointer }) =>
    pointer === ''
      ? { value: { ...record, response: { ...response, body: value } }, pointer }
      : {
          value: { ...withoutIds(record), response: { ...response, body: value } },
          pointer: `/response/body${pointer}`,
        },
  );
}

function withoutIds({ _id: __, request, ...rest }: JsonObject): JsonObject {
  const headers = isObject(request) ? request.portkeyHeaders : undefined;
  if (!isObject(request) || !isObject(headers)) return { ...rest, request: request ?? null };
  const { 'x-portkey-span-id': _, ...others } = headers;
  return { ...rest, request: { ...request, portkeyHeaders: others } };
}

function settleOutcome(draft: Draft): void {
  const code = draft.status;
  const status = readStatus(code);
  draft.status = undefined;
  if (status !== undefined) draft.status = status;
  if (status === 'error' && code !== undefined) draft.error ??= code;
  else draft.error = undefined;
}

/** Only the config says whether the options were a fallback chain; in a load balancer any index may come first. */
function settleFallback(draft: Draft, valueAt: ValueAt): void {
  const index = Number(readText(valueAt(given('last-used-option-index'))));
  if (readText(valueAt(`${sent('config')}.strategy.mode`)) !== 'fallback') return;
  if (Number.isSafeInteger(index) && index > 0) draft.fallback_from = `last_used_option_index ${index - 1}`;
}

/** `region` holds the upstream's URL until now; a provider written `@name` is a stored credential, not a seller. */
function settleSeller(draft: Draft): void {
  const url = draft.region;
  if (draft.virtual_key?.includes('***')) draft.virtual_key = undefined;
  if (draft.provider?.startsWith('@')) {
    draft.virtual_key ??= draft.provider.slice(1);
    draft.provider = undefined;
  }
  const provider = draft.provider ?? providerOfUrl(url);
  if (provider !== undefined) draft.provider = provider;
  const region = regionOfUrl(url);
  draft.region = region;
}
