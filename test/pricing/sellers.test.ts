// Names of sellers as logs write them.
import { expect, test } from 'vitest';
import { isKnownSeller, isNoSeller, ownerOfId, sellerKey } from '../../src/pricing/sellers.ts';

test.each([
  ['aws', ['bedrock', 'aws.bedrock', 'aws_bedrock', 'amazon-bedrock', 'amazon', 'AWS', 'bedrock_converse']],
  [
    'azure',
    [
      'azure',
      'AZURE',
      'azure.ai.openai',
      'az.ai.openai',
      'azure-openai',
      'azure_ai',
      'azure.ai.inference',
      'azure-openai.chat',
    ],
  ],
  [
    'google',
    [
      'vertex_ai',
      'gcp.vertex_ai',
      'gcp.gemini',
      'gemini',
      'google',
      'VertexAI',
      'google.generative-ai',
      'google.vertex.chat',
      'google-vertex-ai',
      'gcp.gen_ai',
    ],
  ],
  ['openai', ['openai', 'OpenAI', 'openai.chat', 'openai.responses', 'text-completion-openai', ' openai ']],
  ['anthropic', ['Anthropic', 'anthropic.messages']],
  ['x-ai', ['xai', 'x_ai', 'xai.chat']],
  ['mistral', ['mistral_ai', 'mistralai', 'mistral.chat']],
  ['moonshotai', ['moonshot']],
  ['together', ['together_ai']],
  ['fireworks', ['fireworks_ai']],
])('%s', (seller, names) => {
  expect(names.filter((name) => sellerKey(name) !== seller || !isKnownSeller(name))).toEqual([]);
});

test('a gateway or a framework is not a seller', () => {
  expect(
    [
      'litellm',
      'LiteLLM_Proxy',
      'bifrost',
      'langchain',
      'strands-agents',
      'microsoft.agent_framework',
      '',
      'null',
    ].every(isNoSeller),
  ).toBe(true);
  expect(['openai', 'vllm', 'openrouter'].some(isNoSeller)).toBe(false);
});

test('a name nobody knows is kept in its normal form', () => {
  expect(sellerKey(' Acme_LLM ')).toBe('acme-llm');
  expect(isKnownSeller('acme')).toBe(false);
  expect(isKnownSeller('toString')).toBe(false);
});

test.each([
  ['gpt-4.1-mini', 'openai'],
  ['o3', 'openai'],
  ['claude-sonnet-4-5', 'anthropic'],
  ['gemini-2.5-pro', 'google'],
  ['us.anthropic.claude-sonnet-4-20250514-v1:0', 'aws'],
  ['arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0', 'aws'],
  ['gpt-oss-120b', undefined],
  ['gpt-35-turbo', undefined],
  ['llama-3.3-70b-versatile', undefined],
  ['deepseek-r1', undefined],
])('the id %s names %s', (id, owner) => expect(ownerOfId(id)).toBe(owner));
