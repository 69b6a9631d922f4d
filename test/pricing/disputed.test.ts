// Where the sources of the list disagree a call has one price, and the totals of the others beside it.
import { expect, test } from 'vitest';
import { usdToDecimal } from '../../src/model/money.ts';
import { type PriceRequest, priceUsage } from '../../src/pricing/price-usage.ts';
import { listRates } from './bundled-list.ts';
import { at } from './sample-card.ts';

function totals(request: PriceRequest): readonly string[] {
  const price = priceUsage(request, listRates);
  if (price.kind !== 'priced') return [price.kind];
  return [
    usdToDecimal(price.usd),
    ...(price.disputed ?? []).map(({ source, usd }) => `${usdToDecimal(usd)} by ${source}`),
  ];
}

const million = { input: 1_000_000 };
const [litellm, portkey] = ['litellm price map 2026-08-01', 'Portkey models 2026-08-21'];

test.each<[string, PriceRequest, readonly string[]]>([
  [
    'a bare Bedrock id: in-region by one, list price by others',
    { provider: 'bedrock', model: 'anthropic.claude-sonnet-4-5-20250929-v1:0', usage: { input: 1000 } },
    ['0.0033', `0.003 by ${portkey}`, `0.003 by ${litellm}`],
  ],
  [
    'with a place nobody disagrees',
    { provider: 'bedrock', model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0', usage: { input: 1000 } },
    ['0.0033'],
  ],
  [
    'GovCloud since July 2026',
    {
      provider: 'bedrock',
      model: 'us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0',
      start: at('2026-07-02T00:00:00Z'),
      usage: { input: 1000 },
    },
    ['0.0033', `0.0036 by ${litellm}`],
  ],
  [
    'GovCloud before',
    {
      provider: 'bedrock',
      model: 'us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0',
      start: at('2026-06-30T00:00:00Z'),
      usage: { input: 1000 },
    },
    ['0.0033'],
  ],
  [
    'GPT-5.4 at exactly 272,000 tokens',
    { provider: 'openai', model: 'gpt-5.4', usage: { input: 272_000 } },
    ['1.36', `0.68 by ${portkey} and ${litellm}`],
  ],
  ['GPT-5.4 one token further', { provider: 'openai', model: 'gpt-5.4', usage: { input: 272_001 } }, ['1.360005']],
  [
    'Gemini 2.5 caches in the months of the change',
    {
      provider: 'google',
      model: 'gemini-2.5-flash',
      start: at('2025-12-01T00:00:00Z'),
      usage: { cached_input: 1_000_000 },
    },
    ['0.03', '0.075 by litellm price map 2025-11'],
  ],
  [
    'the same call without a cache',
    { provider: 'google', model: 'gemini-2.5-flash', start: at('2025-12-01T00:00:00Z'), usage: { input: 1_000_000 } },
    ['0.3'],
  ],
  [
    'DeepSeek chat in 2026',
    { provider: 'deepseek', model: 'deepseek-chat', start: at('2026-03-01T00:00:00Z'), usage: million },
    ['0.28', '0.27 by genai-prices 0.1.8', `0.14 by ${portkey}`],
  ],
  [
    'the price of a tier',
    { provider: 'openai', model: 'gpt-5.5', service_tier: 'priority', usage: { input: 1000 } },
    ['0.0125', `0.01 by ${litellm}`],
  ],
  [
    'Sonnet 4, long, after 2025',
    {
      provider: 'anthropic',
      model: 'claude-sonnet-4-20250514',
      start: at('2026-02-01T00:00:00Z'),
      usage: { input: 200_001 },
    },
    ['1.200006', '0.600003 by genai-prices 0.1.8'],
  ],
  [
    'the EU price of both',
    { provider: 'openai', model: 'gpt-5.4', region: 'eu', usage: { input: 272_000 } },
    ['1.496', `0.748 by ${portkey} and ${litellm}`],
  ],
])('%s', (_, request, expected) => expect(totals(request)).toEqual(expected));
