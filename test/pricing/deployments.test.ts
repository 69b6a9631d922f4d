// Ids that only a mapping explains, tuned models, and the variants of gateways.
import { expect, test } from 'vitest';
import { usdToDecimal } from '../../src/model/money.ts';
import { type PriceRequest, priceUsage } from '../../src/pricing/price-usage.ts';
import { compileRates } from '../../src/pricing/rates.ts';
import { list, listRates } from './bundled-list.ts';

const arn = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc';
const mapped = compileRates(
  [list],
  [
    { id: 'Prod-Chat', seller: 'azure', model: 'gpt-4o-2024-11-20', region: 'us' },
    { id: 'reserved', seller: 'azure', model: 'gpt-4o', tier: 'provisioned' },
    { id: 'lost', seller: 'azure', model: 'gpt-99' },
    { id: arn, seller: 'bedrock', model: 'us.anthropic.claude-haiku-4-5-20251001-v1:0' },
    { id: 'support-bot', model: 'claude-haiku-4-5' },
  ],
);

function told(request: PriceRequest, rates = mapped): string {
  const price = priceUsage({ usage: { input: 1_000_000 }, ...request }, rates);
  if (price.kind === 'priced') return `${usdToDecimal(price.usd)} ${price.source.seller} ${price.source.model}`;
  return price.kind === 'unpriced' ? price.why : price.kind;
}

test.each<[string, PriceRequest, string]>([
  ['a deployment and its place', { provider: 'azure', model: 'prod-chat' }, '2.75 azure gpt-4o-2024-11-20'],
  [
    'the log knows the place better',
    { provider: 'azure', model: 'prod-chat', region: 'global' },
    '2.5 azure gpt-4o-2024-11-20',
  ],
  [
    'the answer names the family only',
    { provider: 'azure', model: 'prod-chat', response_model: 'gpt-4o' },
    '2.5 azure gpt-4o',
  ],
  [
    'the answer says gpt-4',
    { provider: 'azure', model: 'prod-chat', response_model: 'gpt-4' },
    '2.75 azure gpt-4o-2024-11-20',
  ],
  [
    'another model answered',
    { provider: 'azure', model: 'prod-chat', response_model: 'gpt-4o-mini' },
    '0.15 azure gpt-4o-mini',
  ],
  ['reserved capacity the list has no price for', { provider: 'azure', model: 'reserved' }, 'tier without a rate'],
  ['mapped to nothing', { provider: 'azure', model: 'lost' }, 'unknown model'],
  ['a profile', { provider: 'bedrock', model: arn }, '1.1 aws regional.anthropic.claude-haiku-4-5-20251001-v1:0'],
  ['a name of the gateway', { provider: 'anthropic', model: 'support-bot' }, '1 anthropic claude-haiku-4-5'],
  ['a deployment of another seller', { provider: 'openai', model: 'prod-chat' }, 'unknown model'],
])('%s', (_, request, expected) => expect(told(request)).toBe(expected));

test.each<[string, PriceRequest, string]>([
  [
    'tuned on Azure',
    { provider: 'azure', model: 'gpt-4o-mini-2024-07-18.ft-0e208cf33a6a466994aff31a08aba678' },
    '0.3 openai gpt-4o-mini-2024-07-18.ft-',
  ],
  [
    'a tuned model nobody lists never has the price of its base',
    { provider: 'openai', model: 'ft:gpt-5:acme::x' },
    'unknown model',
  ],
  [
    'a variant that adds a plug-in',
    { provider: 'openrouter', model: 'openai/gpt-4o-mini:online' },
    '0.15 openrouter openai/gpt-4o-mini',
  ],
  [
    'a variant that chooses another provider',
    { provider: 'openrouter', model: 'openai/gpt-4o-mini:nitro' },
    'unknown model',
  ],
  ['a free variant nobody lists', { provider: 'openrouter', model: 'openai/gpt-4o-mini:free' }, 'unknown model'],
  [
    'asked free, answered without the variant',
    {
      provider: 'openrouter',
      model: 'deepseek/deepseek-chat-v3-0324:free',
      response_model: 'deepseek/deepseek-chat-v3-0324',
    },
    '0 openrouter deepseek/deepseek-chat-v3-0324:free',
  ],
  ['an id of a gateway under a vendor', { provider: 'openai', model: 'vercel/openai/gpt-4o' }, 'unknown model'],
])('%s', (_, request, expected) => expect(told(request, listRates)).toBe(expected));
