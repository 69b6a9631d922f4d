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
  ['5.2 chat 0210 cd inp Gl 1M Tokens', { model: '5.2 chat 0210', class: 'cached_input', route: 'global' }],
  ['gpt-5-codex-ccchd-inp-glbl Tokens', { model: 'gpt-5-codex', class: 'cached_input', route: 'global' }],
  ['5 mini pp cd Inp Dz', { model: '5 mini', class: 'cached_input', tier: 'priority', route: 'data-zone' }],
  ['5.5 LongCo opt Gl 1M Tokens', { model: '5.5', class: 'output', route: 'global' }],
  [
    'GPT 5.6 Sol short context cache writes input Global',
    { model: 'GPT 5.6 Sol', class: 'cache_write_5m', route: 'global' },
  ],
  ['gpt-4o-0806-cached-FT-inp-glbl Tokens', { model: 'gpt-4o-0806 FT', class: 'cached_input', route: 'global' }],
  ['gpt4omini-rt-aud1217 cchd Inp glbl Tokens', { model: 'gpt4omini-rt', class: 'cached_audio_in', route: 'global' }],
  ['gpt-4o-aud-0603-txt Inp glbl Tokens', { model: 'gpt-4o', class: 'input', route: 'global' }],
  ['gpt-image-1-inp-txt-glbl Tokens', { model: 'gpt-image-1', class: 'input', route: 'global' }],
  ['gpt-image-1-output-img-glbl Tokens', { model: 'gpt-image-1', class: 'image_out', route: 'global' }],
  ['Image 2.5 Flash Text Input glbl Tokens', { model: 'Image 2.5 Flash', class: 'input', route: 'global' }],
  ['Nova2.0Pro-text-input-tokens-flex', { model: 'Nova2.0Pro', class: 'input', tier: 'flex' }],
  ['CacheWrite1hInputTokenCount-Units', { class: 'cache_write_1h' }],
  ['priority | gpt-5.6-sol, output, long context', { model: 'gpt-5.6-sol', class: 'output', tier: 'priority' }],
  ['gpt-5.6-sol, cache writes', { model: 'gpt-5.6-sol', class: 'cache_write_5m' }],
  ['gpt-realtime-1.5 audio, cached input', { model: 'gpt-realtime-1.5', class: 'cached_audio_in' }],
  ['gpt-audio-mini-2025-12-15 text, input', { model: 'gpt-audio-mini-2025-12-15', class: 'input' }],
  ['gpt-image-2.5-flare image, output', { model: 'gpt-image-2.5-flare', class: 'image_out' }],
  ['gpt-audio, output', { model: 'gpt-audio', class: 'audio_out' }],
  ['web search tool calls', {}],
  ['', {}],
])('%s', (name, meaning) => {
  expect(readSku(name)).toEqual(meaning);
});

test.each([
  ['5.4 mini inp Gl 1M Tokens', 'Azure OpenAI GPT5', 'GPT 5.4 mini'],
  ['GPT 5 Inpt Glbl 1M Tokens', 'Azure OpenAI GPT5', 'GPT 5'],
  ['o3 0416 Inp glbl Tokens', 'Azure OpenAI Reasoning', 'o3 0416'],
  ['V4 Pro Inp glbl Tokens', 'Azure Deepseek Models', 'deepseek V4 Pro'],
  ['MAI-DS-R1 Inp glbl Tokens', 'Azure Deepseek Models', 'MAI-DS-R1'],
  ['Sonnet 5 Cd Inp glbl', 'Azure Anthropic Models', 'Claude Sonnet 5'],
  ['4.6 Inp Glbl Tokens', 'Azure Grok Models', 'Grok 4.6'],
  ['5.4 inp Gl 1M Tokens', '', '5.4'],
])('%s of %s is %s', (name, product, model) => {
  expect(readSku(name, product).model).toBe(model);
});
