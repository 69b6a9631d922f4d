// The formats, in the order they are tried on a record: the most decisive keys first, the neutral form last.
import { bedrockInvocation } from './bedrock-invocation.ts';
import { bifrostLog } from './bifrost-log.ts';
import { event } from './event.ts';
import type { Format } from './format.ts';
import { heliconeRequest } from './helicone-request.ts';
import { langfuseObservation } from './langfuse-observation.ts';
import { litellmSpendLog } from './litellm-spend-log.ts';
import { litellmStandardLog } from './litellm-standard-log.ts';
import { nestedTrace } from './nested-trace.ts';
import { otlpJson } from './otlp-json.ts';

export const formats: readonly Format[] = [
  litellmSpendLog,
  litellmStandardLog,
  bifrostLog,
  heliconeRequest,
  bedrockInvocation,
  langfuseObservation,
  otlpJson,
  nestedTrace,
  event,
];
