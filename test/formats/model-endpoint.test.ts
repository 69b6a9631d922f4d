import { expect, test } from 'vitest';
import { isModelPath, pathOf, sellerOfHost } from '../../src/formats/model-endpoint.ts';

test.each([
  ['/v1/chat/completions', true],
  ['/openai/deployments/mini/chat/completions?api-version=1', true],
  ['https://api.anthropic.com/v1/messages', true],
  ['/model/anthropic.claude/converse-stream', true],
  ['/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse', true],
  ['/v1/embeddings/', true],
  ['/v1/models', false],
  ['/orders/77', false],
  ['/v1/messages/count_tokens', false],
  [undefined, false],
])('%s goes to a model: %s', (path, expected) => {
  expect(isModelPath(path)).toBe(expected);
});

test('only the path is kept', () => {
  expect(pathOf('https://host.example/v1/x?key=1#y')).toBe('/v1/x');
  expect(pathOf('/a?b')).toBe('/a');
  expect(pathOf('https://host.example')).toBeUndefined();
});

test.each([
  ['api.openai.com', { provider: 'openai' }],
  ['bedrock-runtime.eu-west-1.amazonaws.com', { provider: 'bedrock', region: 'eu-west-1' }],
  ['orders.larkspur.example', {}],
  [undefined, {}],
])('%s sells as %o', (host, sold) => {
  expect(sellerOfHost(host)).toEqual(sold);
});
