// AWS Bedrock model invocation log: one JSON object per invocation, in S3 (JSONL, gzip) or as a CloudWatch log event. The input count
// excludes both cache classes. Published examples of schemaVersion 1.0 and elastic/integrations' test logs, read in August 2026.
import { isObject, type JsonObject, member } from '../model/json.ts';
import { withLifetimes } from './converse-usage.ts';
import { defineFormat, event } from './format.ts';

/** The last chunk of a streamed response carries the service's own metrics. */
const metrics = 'output.outputBodyJson.-1.amazon-bedrock-invocationMetrics';
/** Where Anthropic's models tell how long their cache writes live: in the body, or in the first chunk of a stream. */
const writes = ['output.outputBodyJson.usage.cache_creation', 'output.outputBodyJson.0.message.usage.cache_creation'];
/** The Converse API's own usage object. */
const converse = 'output.outputBodyJson.usage';

export const bedrockInvocation = defineFormat({
  id: 'bedrock-invocation',
  title: 'AWS Bedrock model invocation log',
  hop: 'provider',
  component: 'bedrock',
  recognise: ['schemaType=ModelInvocationLog'],
  fields: {
    provider_request_id: ['requestId'],
    account_id: ['accountId'],
    principal: ['identity.arn', 'identity.0.arn'],
    model: ['modelId'],
    operation: ['operation'],
    service_tier: ['output.outputBodyJson.serviceTier.type'],
    region: ['inferenceRegion', 'region'],
    error: ['errorCode'],
    start: { from: ['timestamp'] },
    end: {
      from: [],
      duration: { from: [`${metrics}.invocationLatency`, 'output.outputBodyJson.metrics.latencyMs'], unit: 'ms' },
    },
  },
  usage: {
    input: ['input.inputTokenCount', `${metrics}.inputTokenCount`, `${converse}.inputTokens`],
    cached_input: [
      'input.cacheReadInputTokenCount',
      `${metrics}.cacheReadInputTokenCount`,
      `${converse}.cacheReadInputTokens`,
    ],
    cache_write: [
      'input.cacheWriteInputTokenCount',
      `${metrics}.cacheWriteInputTokenCount`,
      `${converse}.cacheWriteInputTokens`,
    ],
    cache_write_5m: writes.map((path) => `${path}.ephemeral_5m_input_tokens`),
    cache_write_1h: writes.map((path) => `${path}.ephemeral_1h_input_tokens`),
    output: ['output.outputTokenCount', `${metrics}.outputTokenCount`, `${converse}.outputTokens`],
  },
  tokens: { cached_input: 'beside-input', cache_write: 'beside-input', reasoning: 'inside-output' },
  labels: ['requestMetadata'],
  reads: [`${converse}.cacheDetails`],
  telling: {},
  never_read: ['input.inputBodyJson', 'output.outputBodyJson (but for its counts)'],
  traps: [
    'There is no trace id: send one in requestMetadata (trace_id or traceparent), or log the x-amzn-requestid in the app.',
    'requestMetadata is the only place for ownership; it does not reach the Cost and Usage Report.',
    'The input count excludes cached tokens: read, write and input add up.',
    'Only the body of an Anthropic or Converse response tells five-minute from one-hour cache writes; bodies that were moved to S3 (outputBodyS3Path) do not.',
    'modelId may be the ARN of an application inference profile or of provisioned throughput, which hides the model.',
    'region is where the call was made, inferenceRegion where a cross-region profile served it.',
    'identity.arn of an assumed role ends in the session name, often a user or a workload.',
  ],
  proves: { owner: true, trace: false, usage: true, cost: false },
  reshape,
  settle: (draft) => {
    draft.provider = 'bedrock';
    draft.status = draft.error === undefined ? 'ok' : 'error';
    draft.streamed = /Stream$/.test(draft.operation ?? '');
    if (draft.model !== undefined) draft.model = modelOf(draft.model);
    return event(draft);
  },
});

function reshape(record: JsonObject): JsonObject {
  const output = member(record, 'output');
  const body = isObject(output) ? member(output, 'outputBodyJson') : undefined;
  const told = isObject(body) ? withLifetimes(body) : body;
  return told === body || told === undefined
    ? record
    : { ...record, output: { ...(isObject(output) && output), outputBodyJson: told } };
}

/** ARNs of foundation models and system inference profiles end in a model id; those of application profiles and provisioned models do not. */
function modelOf(id: string): string {
  return /^arn:[^:]*:bedrock:.*:(?:foundation-model|inference-profile)\/(.+)$/.exec(id)?.[1] ?? id;
}
