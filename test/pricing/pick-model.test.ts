// Which seller and which id a price is for.
import { describe, expect, test } from 'vitest';
import { type Named, pickModel } from '../../src/pricing/pick-model.ts';
import type { Rates } from '../../src/pricing/rates.ts';
import { compileRates } from '../../src/pricing/rates.ts';
import { list, listRates } from './bundled-list.ts';
import { card } from './sample-card.ts';

function picked(named: Named, by: Rates = listRates): string {
  const pick = pickModel(named, by);
  if (pick.kind === 'unpriced') return pick.why;
  const { seller, resolution } = pick;
  return `${seller}: ${resolution.kind === 'one' ? resolution.model.model : 'several'}`;
}

describe('seller', () => {
  test.each<[string, Named, string]>([
    ['by name', { provider: 'OPENAI', model: 'gpt-4o' }, 'openai: gpt-4o'],
    ['another seller of the model is not asked', { provider: 'anthropic', model: 'gpt-4o' }, 'unknown model'],
    ['a lender, where the list says so', { provider: 'azure', model: 'gpt-4o' }, 'azure: gpt-4o'],
    ['own rows before the lender', { provider: 'azure', model: 'o3' }, 'azure: o3-2025-04-16'],
    ['a gateway and a prefix', { provider: 'litellm', model: 'azure/gpt-4o' }, 'azure: gpt-4o'],
    ['a gateway and a vendor id', { provider: 'portkey', model: 'claude-sonnet-4-5' }, 'anthropic: claude-sonnet-4-5'],
    ['a gateway and nothing', { provider: 'litellm', model: 'prod-chat' }, 'no seller'],
    ['nothing and a vendor id', { model: 'gpt-4.1-mini' }, 'openai: gpt-4.1-mini'],
    ['nothing and an id nobody lists', { model: 'gpt-99' }, 'no seller'],
    ['nothing and an id of many sellers', { model: 'llama-3.3-70b-versatile' }, 'no seller'],
    ['nothing and open weights under a vendor prefix', { model: 'openai/gpt-oss-120b' }, 'no seller'],
    ['nothing and a Bedrock id', { model: 'eu.amazon.nova-lite-v1:0' }, 'aws: eu.amazon.nova-lite-v1:0'],
    ['a prefix of another seller', { provider: 'openai', model: 'azure/gpt-4o' }, 'unknown model'],
    [
      'OpenRouter keeps the vendor in its ids',
      { provider: 'openrouter', model: 'openai/gpt-4o' },
      'openrouter: openai/gpt-4o',
    ],
  ])('%s', (_, named, expected) => expect(picked(named)).toBe(expected));

  test('nothing and an id of one seller in a user card', () => {
    const acme = card([{ seller: 'acme', model: 'swift', prices: { input: '1' } }]);
    expect(picked({ model: 'swift' }, compileRates([list, acme]))).toBe('acme: swift');
    const rival = card([{ seller: 'rival', model: 'swift', prices: { input: '2' } }]);
    expect(picked({ model: 'swift' }, compileRates([list, acme, rival]))).toBe('no seller');
  });
  test('a user card can make a gateway a seller', () => {
    const own = card([{ seller: 'litellm', model: 'prod-chat', prices: { input: '1' } }]);
    expect(picked({ provider: 'LiteLLM', model: 'prod-chat' }, compileRates([list, own]))).toBe('litellm: prod-chat');
  });
});

describe('served before requested', () => {
  test.each<[string, Named, string]>([
    [
      'another model served',
      { provider: 'openai', model: 'gpt-4o', response_model: 'gpt-4o-mini' },
      'openai: gpt-4o-mini',
    ],
    ['an unlisted model served', { provider: 'openai', model: 'gpt-4o', response_model: 'gpt-99' }, 'unknown model'],
    [
      'a snapshot no card lists',
      { provider: 'openai', model: 'gpt-4o', response_model: 'gpt-4o-2027-01-01' },
      'openai: gpt-4o',
    ],
    [
      'only the family served',
      { provider: 'anthropic', model: 'claude-sonnet-4-5', response_model: 'claude-sonnet' },
      'anthropic: claude-sonnet-4-5',
    ],
    [
      'the family of another model served',
      { provider: 'anthropic', model: 'claude-haiku-4-5', response_model: 'claude-sonnet' },
      'anthropic: several',
    ],
    [
      'only the family asked',
      { provider: 'anthropic', model: 'claude-sonnet', response_model: 'claude-sonnet-5' },
      'anthropic: claude-sonnet-5',
    ],
    [
      'a Bedrock response without the place of the request',
      {
        provider: 'aws',
        model: 'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
        response_model: 'claude-sonnet-4-5-20250929',
      },
      'aws: global.anthropic.claude-sonnet-4-5-20250929-v1:0',
    ],
    [
      'a Bedrock response of another model',
      {
        provider: 'aws',
        model: 'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
        response_model: 'anthropic.claude-haiku-4-5-20251001-v1:0',
      },
      'aws: anthropic.claude-haiku-4-5-20251001-v1:0',
    ],
    [
      'a deployment name asked',
      { provider: 'azure', model: 'prod', response_model: 'gpt-4o-2024-08-06' },
      'azure: gpt-4o-2024-08-06',
    ],
    ['a blank response', { provider: 'openai', model: 'gpt-4o', response_model: ' ' }, 'openai: gpt-4o'],
  ])('%s', (_, named, expected) => expect(picked(named)).toBe(expected));
});

test('an application inference profile says that it needs a mapping', () => {
  const model = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc';
  const unpriced = {
    kind: 'unpriced',
    why: 'unknown model',
    detail: 'an application inference profile names no model: map it to one',
  };
  expect(pickModel({ provider: 'bedrock', model }, listRates)).toEqual(unpriced);
  expect(pickModel({ model }, listRates)).toEqual(unpriced);
});
