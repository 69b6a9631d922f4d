// Spellings of one id: what is taken off, and what never is.
import { expect, test } from 'vitest';
import { bareBedrockId, bedrockId, isSnapshotOf, spellings, whyNoModel } from '../../src/pricing/model-id.ts';

test.each([
  ['openai', 'OpenAI/GPT-4o', ['openai/gpt-4o', 'gpt-4o']],
  ['openrouter', 'openrouter/openai/gpt-4o', ['openrouter/openai/gpt-4o', 'openai/gpt-4o']],
  ['openrouter', 'openai/gpt-4o', ['openai/gpt-4o']],
  ['openai', 'azure/gpt-4o', ['azure/gpt-4o']],
  ['azure', 'azure/us/gpt-4o', ['azure/us/gpt-4o', 'us/gpt-4o', 'gpt-4o']],
  ['azure', 'azure/global-standard/gpt-4o', ['azure/global-standard/gpt-4o', 'global-standard/gpt-4o', 'gpt-4o']],
  ['azure', 'azure/speech/azure-tts', ['azure/speech/azure-tts', 'speech/azure-tts']],
  ['openai', 'us/gpt-4o', ['us/gpt-4o']],
  ['openai', 'gpt-4o-20240806', ['gpt-4o-20240806', 'gpt-4o-2024-08-06']],
  ['google', 'models/gemini-2.5-pro', ['models/gemini-2.5-pro', 'gemini-2.5-pro']],
  [
    'google',
    'publishers/anthropic/models/claude-opus-4@20250514',
    [
      'publishers/anthropic/models/claude-opus-4@20250514',
      'claude-opus-4@20250514',
      'publishers/anthropic/models/claude-opus-4-20250514',
      'claude-opus-4-20250514',
      'publishers/anthropic/models/claude-opus-4-2025-05-14',
      'claude-opus-4-2025-05-14',
    ],
  ],
  [
    'aws',
    'bedrock/us-gov-west-1/amazon.nova-lite-v1:0',
    ['bedrock/us-gov-west-1/amazon.nova-lite-v1:0', 'us-gov-west-1/amazon.nova-lite-v1:0', 'amazon.nova-lite-v1:0'],
  ],
  [
    'aws',
    'arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0',
    ['arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0', 'eu.amazon.nova-lite-v1:0'],
  ],
  [
    'aws',
    'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0',
    ['arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0', 'amazon.nova-lite-v1:0'],
  ],
])('%s: %s', (seller, id, expected) => expect(spellings(seller, id)).toEqual(expected));

test('Bedrock ids', () => {
  expect(bedrockId('us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0')).toEqual({
    geo: 'us-gov',
    vendor: 'anthropic',
    name: 'claude-sonnet-4-5-20250929-v1:0',
  });
  expect(bedrockId('claude-sonnet-4.5')).toEqual({ geo: undefined, vendor: undefined, name: 'claude-sonnet-4.5' });
  expect(bareBedrockId('global.anthropic.claude-sonnet-4-5-20250929-v1:0')).toBe('claude-sonnet-4-5-20250929');
  expect(bareBedrockId('claude-sonnet-4-5-20250929')).toBe('claude-sonnet-4-5-20250929');
});

test('resources that name no model', () => {
  const profile = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123';
  expect(whyNoModel(profile)).toBe('an application inference profile names no model: map it to one');
  expect(whyNoModel('arn:aws:bedrock:us-east-1:123456789012:provisioned-model/xyz')).toContain('map it to one');
  expect(whyNoModel('a'.repeat(301))).toBe('the id is too long to be a model');
  expect(whyNoModel('gpt-4o')).toBeUndefined();
});

test('a snapshot is the alias and a date, nothing else', () => {
  expect(isSnapshotOf('gpt-9-2027-01-01', 'gpt-9')).toBe(true);
  expect(isSnapshotOf('claude-x-20270101', 'claude-x')).toBe(true);
  expect(isSnapshotOf('mistral-x-2701', 'mistral-x')).toBe(true);
  expect(isSnapshotOf('gpt-9-mini', 'gpt-9')).toBe(false);
  expect(isSnapshotOf('gpt-9-mini-2027-01-01', 'gpt-9')).toBe(false);
});
