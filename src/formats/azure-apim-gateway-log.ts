// Azure API Management log of all requests: rows of ApiManagementGatewayLogs from Log Analytics, or its diagnostic category GatewayLogs. Azure
// Monitor table reference, August 2026. It knows who called; the log of model requests beside it (same CorrelationId) knows the tokens.
import { bothNames } from './azure-names.ts';
import { defineFormat, event, skipped, type ValueAt } from './format.ts';
import { isModelPath, pathOf } from './model-endpoint.ts';
import { readText } from './values.ts';
import { readStatus } from './words.ts';

const bodies = bothNames('BackendResponseBody', 'ResponseBody');
const under = (...names: readonly string[]): readonly string[] =>
  bodies.flatMap((body) => names.map((name) => `${body}.${name}`));
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
  json: ['properties', ...bodies],
  fields: {
    request_id: bothNames('CorrelationId'),
    provider_request_id: under('id'),
    virtual_key: bothNames('ApimSubscriptionId'),
    project_id: bothNames('ProductId'),
    principal: bothNames('UserId'),
    account_id: ['_ResourceId', 'resourceId', 'ResourceId'],
    response_model: under('model'),
    operation: bothNames('OperationId', 'ApiId'),
    region: ['Region', 'location', 'Location'],
    status: bothNames('ResponseCode', 'BackendResponseCode'),
    start: { from: ['TimeGenerated', 'TimeGenerated [UTC]', 'time'], unit: 'us-date' },
    end: { from: [], duration: { from: [...bothNames('TotalTime'), 'durationMs'], unit: 'ms' } },
    cache_hit: bothNames('Cache'),
  },
  usage: {
    input: under('usage.prompt_tokens', 'usage.input_tokens'),
    cached_input: under('usage.prompt_tokens_details.cached_tokens', 'usage.input_tokens_details.cached_tokens'),
    output: under('usage.completion_tokens', 'usage.output_tokens'),
    reasoning: under(
      'usage.completion_tokens_details.reasoning_tokens',
      'usage.output_tokens_details.reasoning_tokens',
    ),
    total: under('usage.total_tokens'),
  },
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
  reads: urls,
  never_read: [...under('choices', 'output'), ...bothNames('RequestBody', 'BackendRequestBody')],
  traps: [
    'The caller stands here (ApimSubscriptionId, ProductId, UserId), the tokens in ApiManagementGatewayLlmLog: give both, they join by CorrelationId.',
    'All APIs are in this table: a request whose URL is no model endpoint is passed over; one without a URL only tells the caller of what joins it.',
    'Logged bodies end at 8 KB, so the usage at the end of a long one is lost; it is then unknown, not zero.',
    'A subscription or product is a key, not a team: the registry maps it to one.',
  ],
  proves: { owner: false, trace: false, usage: true, cost: false },
  settle: (draft, _, valueAt) => {
    const url = firstText(urls, valueAt);
    const asks = isModelPath(pathOf(url));
    if (!draft.usage && url !== undefined && !asks) return skipped('not a model call', 'a request to another API');
    const deployment = /\/deployments\/([\w.-]{1,64})\//.exec(pathOf(url) ?? '')?.[1];
    if (deployment !== undefined) draft.model = deployment;
    if (draft.region !== undefined) draft.region = draft.region.toLowerCase().replaceAll(' ', '');
    const status = readStatus(draft.status);
    draft.status = undefined;
    const settled = { ...draft, ...(status && { status }), provider: 'azure' };
    // A query that left the URLs out: the row names the caller of whatever joins it, and is no call by itself.
    return event(draft.usage || asks ? settled : { ...settled, role: 'step' });
  },
});

function firstText(paths: readonly string[], valueAt: ValueAt): string | undefined {
  for (const path of paths) {
    const text = readText(valueAt(path));
    if (text !== undefined) return text;
  }
  return undefined;
}
