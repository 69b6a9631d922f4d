import { expect, test } from 'vitest';
import { providerOfUrl, regionOfUrl } from '../../src/formats/endpoint-url.ts';

test.each([
  ['https://bedrock-runtime.eu-central-1.amazonaws.com/model/x/converse', 'eu-central-1', 'bedrock'],
  ['https://bedrock-runtime.us-gov-west-1.amazonaws.com', 'us-gov-west-1', 'bedrock'],
  ['https://vpce-0a1-b2.bedrock-runtime.us-east-1.vpce.amazonaws.com', 'us-east-1', 'bedrock'],
  ['https://us-central1-aiplatform.googleapis.com/v1/projects/p', 'us-central1', 'vertex_ai'],
  ['https://aiplatform.googleapis.com/v1', undefined, 'vertex_ai'],
  ['https://generativelanguage.googleapis.com/v1beta', undefined, 'gemini'],
  ['https://eastus2.api.cognitive.microsoft.com/', 'eastus2', 'azure'],
  ['https://larkspur.openai.azure.com/openai/deployments/gpt', undefined, 'azure'],
  ['https://eu.api.openai.com/v1', 'eu', 'openai'],
  ['https://api.openai.com', undefined, 'openai'],
  ['api.groq.com:443/openai', undefined, 'groq'],
  ['https://api.x.ai/v1', undefined, 'x.ai'],
  ['https://user:word@openrouter.ai/api', undefined, 'openrouter'],
  ['http://10.2.0.4:8000', undefined, undefined],
  ['http://localhost:11434', undefined, undefined],
  ['http://vllm.models.svc.cluster.local/v1', undefined, undefined],
  ['not a url', undefined, undefined],
  ['', undefined, undefined],
  [undefined, undefined, undefined],
])('%s', (url, region, provider) => {
  expect(regionOfUrl(url)).toBe(region);
  expect(providerOfUrl(url)).toBe(provider);
});
