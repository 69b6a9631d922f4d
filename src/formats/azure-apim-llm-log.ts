// Azure API Management log of model requests: rows of ApiManagementGatewayLlmLog from Log Analytics, or its diagnostic category
// GatewayLlmLogs. Azure Monitor table reference, August 2026. A request has a row with its counts (SequenceNumber 0) and, when messages
// are logged, further rows with pieces of them.
import { bothNames } from './azure-names.ts';
import { type Draft, defineFormat, event, skipped } from './format.ts';
import { readCount } from './values.ts';

export const azureApimLlmLog = defineFormat({
  id: 'azure-apim-llm-log',
  title: 'Azure API Management model requests (ApiManagementGatewayLlmLog)',
  hop: 'gateway',
  component: 'azure-apim',
  recognise: [
    ['CorrelationId', 'correlationId', 'properties.correlationId', 'properties.CorrelationId'],
    [
      'SequenceNumber',
      'IsStreamCompletion',
      'category=GatewayLlmLogs',
      'Category=GatewayLlmLogs',
      'Type=ApiManagementGatewayLlmLog',
    ],
    [...bothNames('DeploymentName', 'ModelName', 'PromptTokens', 'TotalTokens', 'RequestMessages', 'ResponseMessages')],
  ],
  json: ['properties'],
  fields: {
    request_id: bothNames('CorrelationId'),
    provider_request_id: bothNames('RequestId'),
    account_id: ['_ResourceId', 'resourceId', 'ResourceId'],
    model: bothNames('DeploymentName'),
    response_model: bothNames('ModelName'),
    operation: ['OperationName', 'operationName'],
    region: ['Region', 'location', 'Location'],
    start: { from: ['TimeGenerated', 'TimeGenerated [UTC]', 'time'], unit: 'us-date' },
    streamed: bothNames('IsStreamCompletion'),
  },
  usage: {
    input: bothNames('PromptTokens'),
    output: bothNames('CompletionTokens'),
    total: bothNames('TotalTokens'),
  },
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
  reads: bothNames('SequenceNumber'),
  telling: { provider_request_id: [] },
  never_read: bothNames('RequestMessages', 'ResponseMessages'),
  traps: [
    'Long messages are split over rows with one CorrelationId and rising SequenceNumber: tokens count once per CorrelationId and RequestId.',
    'No owner stands here: give ApiManagementGatewayLogs too (ApimSubscriptionId, ProductId, UserId; joined by CorrelationId), or log CorrelationId in the application.',
    'Cached and reasoning tokens are not told apart, so a price from these counts is too high for cached prompts.',
    'TenantId is the Log Analytics workspace, not a customer.',
    'A streamed request may have no counts; its usage is then unknown, not zero.',
    'ModelName is what served, DeploymentName what was asked for.',
  ],
  proves: { owner: false, trace: false, usage: true, cost: false },
  settle: (draft, _, valueAt) => {
    const sequence = bothNames('SequenceNumber')
      .map(valueAt)
      .find((value) => value !== undefined);
    const piece = (readCount('SequenceNumber', sequence, []) ?? 0) > 0;
    if (piece && (!draft.usage || draft.provider_request_id === undefined)) {
      return skipped('repeats another record', 'a piece of a long message');
    }
    settlePlace(draft);
    return event({ ...draft, provider: 'azure' });
  },
});

function settlePlace(draft: Draft): void {
  if (draft.model === draft.response_model) draft.response_model = undefined;
  if (draft.region !== undefined) draft.region = draft.region.toLowerCase().replaceAll(' ', '');
}
