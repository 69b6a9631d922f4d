// Azure OpenAI / AI Services diagnostic log, category RequestResponse: one record per request, as Event Hubs and storage accounts get it, or
// as a row of AzureDiagnostics. Azure Monitor's samples and elastic/integrations' test logs, August 2026. It holds no token counts at all.
import { type Draft, defineFormat, event } from './format.ts';
import { readStatus } from './words.ts';

const within = (name: string): readonly string[] => [`properties.${name}`, `properties_s.${name}`, `${name}_s`];
const ticks = [...within('requestTime'), ...within('responseTime')];

export const azureRequestResponse = defineFormat({
  id: 'azure-request-response',
  title: 'Azure OpenAI request log (diagnostic category RequestResponse)',
  hop: 'provider',
  component: 'azure-openai',
  role: 'step',
  recognise: [
    ['category=RequestResponse', 'Category=RequestResponse'],
    ['operationName', 'OperationName'],
    ['properties', 'properties_s', 'correlationId', 'CorrelationId'],
  ],
  json: ['properties', 'properties_s'],
  fields: {
    request_id: ['correlationId', 'CorrelationId'],
    account_id: ['resourceId', 'ResourceId', '_ResourceId'],
    principal: within('objectId'),
    model: within('modelDeploymentName'),
    response_model: within('modelName'),
    operation: ['operationName', 'OperationName'],
    region: ['location', 'Location', 'location_s'],
    status: ['resultSignature', 'ResultSignature'],
    start: {
      from: [...within('requestTime'), 'time', 'TimeGenerated', 'TimeGenerated [UTC]'],
      unit: 'us-date',
      units: Object.fromEntries(ticks.map((path) => [path, 'dotnet-ticks'])),
    },
    end: {
      from: within('responseTime'),
      unit: 'dotnet-ticks',
      duration: { from: ['durationMs', 'DurationMs'], unit: 'ms' },
    },
  },
  reads: [...within('modelVersion'), ...within('streamType')],
  never_read: ['callerIpAddress', 'CallerIPAddress', 'identity'],
  traps: [
    'It counts no tokens, so nothing can be priced from it: its records are steps, good for counting requests and for which deployment is which model.',
    'objectId is the Entra identity that called, and empty when a key was used: give every team its own identity.',
    'Tokens are in the API Management log (azure-apim-llm-log), in the application, or in sums in the cost export.',
    'requestTime and responseTime are .NET ticks; a negative durationMs occurs and is passed over.',
    'Tenant is Azure’s own and no customer of yours.',
    'The model is the deployment’s name; modelName says which model that is.',
  ],
  proves: { owner: false, trace: false, usage: false, cost: false },
  settle: (draft, _, valueAt) => {
    settleOutcome(draft);
    draft.provider = 'azure';
    const first = (paths: readonly string[]): string =>
      String(paths.map(valueAt).find((value) => value !== undefined) ?? '');
    const version = first(within('modelVersion'));
    if (draft.response_model !== undefined && version !== '') draft.response_model += `-${version}`;
    const stream = first(within('streamType')).toLowerCase();
    if (stream !== '') draft.streamed = stream === 'streaming';
    return event(draft);
  },
});

function settleOutcome(draft: Draft): void {
  const code = draft.status;
  const status = readStatus(code);
  draft.status = undefined;
  if (status === undefined) return;
  draft.status = status;
  if (status === 'error' && code !== undefined) draft.error = code;
}
