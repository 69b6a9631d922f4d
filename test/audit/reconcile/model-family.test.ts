import { expect, test } from 'vitest';
import { modelFamily } from '../../../src/audit/reconcile/model-family.ts';

test.each([
  [
    'claude-sonnet-4-5-20250929',
    'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    'Claude Sonnet 4.5',
    'Claude4.5Sonnet',
    'claude-sonnet-4-5@20250929',
    'anthropic/claude-sonnet-4-5',
  ],
  ['gpt-4o-2024-08-06', 'gpt 4o 0806', 'azure/gpt-4o', 'gpt-4o-latest'],
  ['gpt-4.1-mini-2025-04-14', 'openai/gpt-4.1-mini', 'gpt 4.1 mini'],
  ['gemini-2.5-pro', 'Gemini 2.5 Pro', 'publishers/google/models/gemini-2.5-pro'],
  ['gemini-2.0-flash-001', 'Gemini 2.0 Flash'],
  ['gemini-3-pro-preview', 'gemini-3-pro', 'Gemini 3.0 Pro', 'gemini 3 pro'],
  ['gemini-2.5-pro-preview-05-06', 'Gemini 2.5 Pro'],
  ['gemini-2.5-flash-preview-tts', 'gemini 2.5 flash tts'],
  ['us.amazon.nova-2-lite-v1:0', 'Nova2.0Lite'],
  ['gpt-35-turbo', 'gpt-3.5-turbo'],
  ['gpt-5.4-mini-2026-03-17', 'GPT 5.4 mini'],
  ['DeepSeek-V4-Pro', 'deepseek V4 Pro', 'deepseek-v4-pro'],
])('%s is also %s', (...names) => {
  expect([...new Set(names.map(modelFamily))]).toHaveLength(1);
});

test('models stay apart', () => {
  const names = [
    'gpt-4o',
    'gpt-4',
    'gpt-4.1',
    'gpt-4.1-mini',
    'gpt-4o-mini',
    'o1',
    'o1-preview',
    'o3',
    'o3-mini',
    'claude-sonnet-4',
    'claude-sonnet-4-5',
    'claude-opus-4-5',
    'claude-3-5-sonnet',
    'gemini-2.5-pro',
    'gemini-2.5-flash',
    'gemini-2.5-flash-image',
    'gemini-2.5-flash-preview-tts',
    'gpt-4o-audio-preview',
    'text-embedding-3-small',
  ];
  expect(new Set(names.map(modelFamily)).size).toBe(names.length);
});
