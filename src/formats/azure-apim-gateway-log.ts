// Azure API Management log of all requests: rows of ApiManagementGatewayLogs from Log Analytics, or its diagnostic category GatewayLogs. Azure
// Monitor table reference, August 2026. It knows who called; the log of model requests beside it (same CorrelationId) knows the tokens.
import { isObject, type JsonObject, member } from '../model/json.ts';
import { bothNames } from './azure-names.ts';
import { objectOf } from './flat-attributes.ts';
import { type Draft, defineFormat, event, type Part, skipped, type ValueAt } from './format.ts';
import { answersIn, keptAnswer } from './kept-answer.ts';
import { isModelPath, pathOf } from './model-endpoint.ts';
import { soldBy } from './model-seller.ts';
import { readText } from './values.ts';
import { readStatus } from './words.ts';

const bodies = ['BackendResponseBody', 'backendResponseBody', 'ResponseBody', 'responseBody'] as const;
/** Where a row's answer stands when its paths are read, wherever it was logged. */
const body = 'BackendResponseBody';
const answer = keptAnswer(body);
const urls = bothNames('BackendUrl', 'Url');

export const azureApimGatewayLog = defineFormat({
  id: 'azure-apim-gateway-log',
  title: 'Azure API Management requests (ApiManagementGatewayLogs)',
  hop: 'gateway',
  component: 'azure-apim',
  recognise: [
    ['CorrelationId', 'correlationId', 'properties.correlationId', 'properties.CorrelationId'],
    [...bothNames('ApimSubscriptionId', 'ApiId'), 'category=GatewayLogs', 'Type=ApiManagementGatewayLogs'],
    bothNames('BackendUrl', 'Url', 'BackendResponseCode', 'ResponseCode', 'BackendTime'),
    ...bothNames('SequenceNumber').map((name) => `!${name}`),
  ],
  json: ['properties'],
  fields: {
    request_id: bothNames('CorrelationId'),
    provider_request_id: answer.fields.provider_request_id,
    virtual_key: bothNames('ApimSubscriptionId'),
    project_id: bothNames('ProductId'),
    principal: bothNames('UserId'),
    account_id: ['_ResourceId', 'resourceId', 'ResourceId'],
    response_model: answer.fields.response_model,
    service_tier: answer.fields.service_tier,
    operation: bothNames('OperationId', 'ApiId'),
    region: ['Region', 'location', 'Location'],
    status: bothNames('ResponseCode', 'BackendResponseCode'),
    start: { from: ['TimeGenerated', 'TimeGenerated [UTC]', 'time'], unit: 'us-date' },
    end: { from: [], duration: { from: [...bothNames('TotalTime'), 'durationMs'], unit: 'ms' } },
    cache_hit: bothNames('Cache'),
  },
  ...answer.usage,
  reads: [...urls, ...answer.reads],
  never_read: [...answer.never_read, ...bothNames('RequestBody', 'BackendRequestBody')],
  traps: [
    'The caller stands here (ApimSubscriptionId, ProductId, UserId), the tokens in ApiManagementGatewayLlmLog: give both, they join by CorrelationId.',
    'All APIs are in this table: a request whose URL is no model endpoint is passed over; one without a URL only tells the caller of what joins it.',
    'The seller is read from the backend’s URL, and is Azure when the URL does not say.',
    'Logged bodies end at 8 KB, so the usage at the end of a long one is lost; it is then unknown, not zero.',
    'A subscription or product is a key, not a team: the registry maps it to one.',
  ],
  proves: { owner: false, trace: false, usage: true, cost: false },
  split: partsOf,
  settle: (draft, value, valueAt) => {
    const url = firstText(urls, valueAt);
    const asks = isModelPath(pathOf(url));
    if (!draft.usage && url !== undefined && !asks) return skipped('not a model call', 'a request to another API');
    const deployment = /\/deployments\/([\w.-]{1,64})\//.exec(pathOf(url) ?? '')?.[1];
    if (deployment !== undefined) draft.model = deployment;
    settleSeller(draft, url);
    answer.settle(draft, value[body], valueAt);
    if (value.beside === true) draft.request_id = undefined;
    const status = readStatus(draft.status);
    draft.status = undefined;
    const settled = { ...draft, ...(status && { status }) };
    // A query that left the URLs out: the row names the caller of whatever joins it, and is no call by itself.
    return event(draft.usage || asks ? settled : { ...settled, role: 'step' });
  },
});

/** One part for each model that worked on the logged answer; another model's is beside it, and has not the id of the whole. */
function partsOf(record: JsonObject): readonly Part[] {
  const properties = objectOf(member(record, 'properties')) ?? {};
  const logged = bodies.flatMap((name) => [
    { pointer: `/${name}`, given: objectOf(member(record, name)) },
    { pointer: `/properties/${name}`, given: objectOf(member(properties, name)) },
  ]);
  for (const { pointer, given } of logged) {
    if (!isObject(given)) continue;
    return answersIn(given).map((one) =>
      one.pointer === ''
        ? { value: { ...record, [body]: one.value }, pointer: '' }
        : { value: { ...record, [body]: one.value, beside: true }, pointer: `${pointer}${one.pointer}` },
    );
  }
  return [{ value: record, pointer: '' }];
}

/** The backend may be anybody's, and may name its place; only of Azure's own is the gateway's taken for it. */
function settleSeller(draft: Draft, url: string | undefined): void {
  const sold = soldBy(url === undefined ? {} : { 'url.full': url }, 'azure');
  draft.provider = sold.provider;
  const own = sold.provider === 'azure' ? draft.region?.toLowerCase().replaceAll(' ', '') : undefined;
  draft.region = sold.region ?? own;
}

function firstText(paths: readonly string[], valueAt: ValueAt): string | undefined {
  for (const path of paths) {
    const text = readText(valueAt(path));
    if (text !== undefined) return text;
  }
  return undefined;
}
