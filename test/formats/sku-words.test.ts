// The words of price names, as vendors write them.
import { expect, test } from 'vitest';
import { readSku } from '../../src/formats/sku-words.ts';

test.each([
  ['gpt 4o 0806 Inp glbl Tokens', { model: 'gpt 4o 0806', class: 'input', route: 'global' }],
  ['gpt 4o 0806 cchd Inp glbl Tokens', { model: 'gpt 4o 0806', class: 'cached_input', route: 'global' }],
  ['gpt-4o-mini-0718-Outp-regnl Tokens', { model: 'gpt-4o-mini-0718', class: 'output', route: 'regional' }],
  [
    'gpt 4o 0806 Batch Inp Data Zone Tokens',
    { model: 'gpt 4o 0806', class: 'input', tier: 'batch', route: 'data-zone' },
  ],
  ['gpt 4o rt aud Inp glbl Tokens', { model: 'gpt 4o rt', class: 'audio_in', route: 'global' }],
  ['Provisioned Managed Global Unit', { tier: 'provisioned', route: 'global' }],
  ['Claude4.6Sonnet-input-tokens', { model: 'Claude4.6Sonnet', class: 'input' }],
  ['Claude4.6Sonnet-cache-read-input-token-count', { model: 'Claude4.6Sonnet', class: 'cached_input' }],
  ['Claude4.6Sonnet-cache-write-input-token-count', { model: 'Claude4.6Sonnet', class: 'cache_write_5m' }],
  ['Claude4.6Sonnet-cache-write-1h-input-token-count', { model: 'Claude4.6Sonnet', class: 'cache_write_1h' }],
  ['Claude4.6Sonnet-output-tokens-batch', { model: 'Claude4.6Sonnet', class: 'output', tier: 'batch' }],
  ['NovaPro-mantle-input-tokens-flex', { model: 'NovaPro', class: 'input', tier: 'flex' }],
  ['InputTokenCount-Units', { class: 'input' }],
  ['Gemini 2.5 Pro Text Input - Predictions', { model: 'Gemini 2.5 Pro', class: 'input' }],
  ['Gemini 2.5 Pro Thinking Text Output - Predictions', { model: 'Gemini 2.5 Pro', class: 'output' }],
  ['Gemini 2.5 Flash Audio Input - Predictions', { model: 'Gemini 2.5 Flash', class: 'audio_in' }],
  ['Gemini 2.5 Flash Image Output', { model: 'Gemini 2.5 Flash', class: 'image_out' }],
  ['Gemini 2.5 Flash Input Text Caching', { model: 'Gemini 2.5 Flash', class: 'cached_input' }],
  ['Gemini 2.5 Flash Input Text Caching Storage', { model: 'Gemini 2.5 Flash' }],
  ['gpt-4.1-mini-2025-04-14, cached input', { model: 'gpt-4.1-mini-2025-04-14', class: 'cached_input' }],
  ['text-embedding-3-small, tokens', { model: 'text-embedding-3-small', class: 'input' }],
  ['Cached Input Tokens', { class: 'cached_input' }],
  ['web search tool calls', {}],
  ['', {}],
])('%s', (name, meaning) => {
  expect(readSku(name)).toEqual(meaning);
});
