// The address of a request decides who sold it; unknown addresses decide nothing.
import { expect, test } from 'vitest';
import { sellerOfAiSdk, soldBy } from '../../src/formats/model-seller.ts';

test.each([
  [{ 'server.address': 'larkspur.openai.azure.com' }, 'openai', { provider: 'azure' }],
  [{ 'server.address': 'larkspur.openai.azure.com' }, 'azure.ai.openai', { provider: 'azure.ai.openai' }],
  [{ 'server.address': 'larkspur.services.ai.azure.com' }, 'az.ai.inference', { provider: 'az.ai.inference' }],
  [{ 'gen_ai.openai.api_base': 'https://larkspur.openai.azure.com/openai/' }, 'OpenAI', { provider: 'azure' }],
  [
    { 'server.address': 'bedrock-runtime.us-east-1.amazonaws.com' },
    'anthropic',
    { provider: 'bedrock', region: 'us-east-1' },
  ],
  [{ 'server.address': 'bedrock-runtime.eu-west-1.amazonaws.com' }, 'AWS', { provider: 'AWS', region: 'eu-west-1' }],
  [
    { 'server.address': 'europe-west4-aiplatform.googleapis.com' },
    'anthropic',
    { provider: 'vertex_ai', region: 'europe-west4' },
  ],
  [{ 'url.full': 'https://openrouter.ai/api/v1/chat/completions' }, 'openai', { provider: 'openrouter' }],
  [{ 'server.address': 'api.openai.com' }, undefined, { provider: 'openai' }],
  [{ 'server.address': 'llm.larkspur.example' }, 'openai', { provider: 'openai' }],
  [{ 'server.address': 'openai.azure.com.evil.example' }, 'openai', { provider: 'openai' }],
  [{}, undefined, {}],
] as const)('%j as %s', (attributes, provider, sold) => {
  expect(soldBy(attributes, provider)).toEqual(sold);
});

test('AI SDK names an API of a seller; its gateway names nobody, the model id does', () => {
  expect(sellerOfAiSdk('openai.chat', 'gpt-4o')).toBe('openai');
  expect(sellerOfAiSdk('amazon-bedrock', 'x')).toBe('amazon-bedrock');
  expect(sellerOfAiSdk('gateway', 'anthropic/claude-sonnet-4')).toBe('anthropic');
  expect(sellerOfAiSdk('gateway', 'gpt-4o')).toBeUndefined();
  expect(sellerOfAiSdk(undefined, undefined)).toBeUndefined();
});
