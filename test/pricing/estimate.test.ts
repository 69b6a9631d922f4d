// Workloads: sums over many requests, with and without the size of one.
import { expect, test } from 'vitest';
import { usdToDecimal } from '../../src/model/money.ts';
import { estimate, repriceAs, type Workload, withCachedShare } from '../../src/pricing/estimate.ts';
import { listRates } from './bundled-list.ts';
import { at, rates } from './sample-card.ts';

const gpt: Workload = { provider: 'openai', model: 'gpt-5.4', usage: {} };

function usd(workload: Workload): string {
  const { price } = estimate(workload, listRates);
  return price.kind === 'priced' ? usdToDecimal(price.usd) : price.kind === 'unpriced' ? price.why : price.kind;
}

test.each<[string, Workload, string]>([
  // 1,200 x $2.50 + 180 x $15
  ['1.2 B in and 180 M out', { ...gpt, usage: { input: 1_200_000_000, output: 180_000_000 } }, '5700'],
  // 300 x $2.50 + 45 x $15
  ['300 M in and 45 M out', { ...gpt, usage: { input: 300_000_000, output: 45_000_000 } }, '1425'],
  // both: 1,500 x $2.50 + 225 x $15
  ['both', { ...gpt, usage: { input: 1_500_000_000, output: 225_000_000 } }, '7125'],
  // half of 5,700
  ['in batches', { ...gpt, service_tier: 'batch', usage: { input: 1_200_000_000, output: 180_000_000 } }, '2850'],
  // 1,200 x $5 + 180 x $30
  [
    'with priority',
    { ...gpt, service_tier: 'priority', usage: { input: 1_200_000_000, output: 180_000_000 } },
    '11400',
  ],
  // 5,700 x 1.1
  ['in the EU', { ...gpt, region: 'eu', usage: { input: 1_200_000_000, output: 180_000_000 } }, '6270'],
  // 720 x $2.50 + 480 x $0.25 + 180 x $15
  ['40 % cached', { ...gpt, usage: withCachedShare({ input: 1_200_000_000, output: 180_000_000 }, 40) }, '4620'],
  // 4,000 requests of 300,000 tokens: 1,200 x $5 + 180 x $22.50
  ['long requests', { ...gpt, requests: 4000, usage: { input: 1_200_000_000, output: 180_000_000 } }, '10050'],
  [
    'many short requests',
    { ...gpt, requests: 1_000_000, usage: { input: 1_200_000_000, output: 180_000_000 } },
    '5700',
  ],
  [
    'priority has no price for long prompts',
    { ...gpt, service_tier: 'priority', tokens_per_request: 300_000, usage: { input: 3_000_000 } },
    'tier without a rate',
  ],
  ['nobody sells it', { ...gpt, model: 'gpt-99', usage: { input: 1 } }, 'unknown model'],
])('%s', (_, workload, expected) => expect(usd(workload)).toBe(expected));

test('the size of a request is shown, or what all of it would cost as long prompts', () => {
  const usage = { input: 1_200_000_000, output: 180_000_000 };
  expect(estimate({ ...gpt, usage }, listRates).at_most).toEqual({ over_context: 271_999, usd: 10_050n * 10n ** 18n });
  expect(estimate({ ...gpt, usage, requests: 4000 }, listRates)).toMatchObject({
    prompt_per_request: 300_000,
    over_context: 271_999,
    usd_per_request: 2_512_500_000_000_000_000n,
  });
  expect(estimate({ ...gpt, usage, tokens_per_request: 10_000 }, listRates)).toMatchObject({
    prompt_per_request: 10_000,
  });
  expect(estimate({ ...gpt, usage, tokens_per_request: 10_000 }, listRates).at_most).toBeUndefined();
});

test('a fee per request is due for each, and needs their number', () => {
  const fee = rates([{ seller: 'acme', model: 'm', prices: { input: '1', requests: '0.005' } }]);
  const workload = { provider: 'acme', model: 'm', usage: { input: 1_000_000 } };
  expect(estimate(workload, fee).price).toMatchObject({ kind: 'unpriced', why: 'class without a rate' });
  expect(estimate({ ...workload, requests: 100 }, fee).price).toMatchObject({ kind: 'priced', usd: 15n * 10n ** 17n });
});

test('real calls under another model or tier', () => {
  const call = {
    provider: 'openai',
    model: 'gpt-5.4',
    response_model: 'gpt-5.4-2026-03-05',
    start: at('2026-05-01T00:00:00Z'),
    usage: { input: 1000, output: 100 },
  };
  // 1000 x $3 + 100 x $15, then 1000 x $1.25 + 100 x $7.50
  expect(repriceAs(call, { provider: 'anthropic', model: 'claude-sonnet-4-5' }, listRates)).toMatchObject({
    usd: 4_500_000_000_000_000n,
  });
  expect(repriceAs(call, { service_tier: 'batch' }, listRates)).toMatchObject({ usd: 2_000_000_000_000_000n });
});
