// Prices of single calls: known answers from the bundled list, then every rule on small cards.
import { describe, expect, test } from 'vitest';
import { usdToDecimal } from '../../src/model/money.ts';
import type { Usage } from '../../src/model/usage.ts';
import { type PriceRequest, priceUsage } from '../../src/pricing/price-usage.ts';
import type { Rates } from '../../src/pricing/rates.ts';
import { listRates } from './bundled-list.ts';
import { at, rates } from './sample-card.ts';

/** The price as decimal text, or why there is none. */
function usd(request: PriceRequest, by: Rates = listRates): string {
  const price = priceUsage(request, by);
  if (price.kind === 'priced') return usdToDecimal(price.usd);
  return price.kind === 'band' ? `${usdToDecimal(price.low)} to ${usdToDecimal(price.high)}` : price.why;
}

test('a day before the first exchange rate is named as that', () => {
  const euros = rates(
    [
      { seller: 'acme', model: 'm', valid_from: '2026-02-01', prices: { input: '1' } },
      { seller: 'acme', model: 'later', valid_from: '2026-04-01', prices: { input: '1' } },
      { seller: 'acme', model: 'ended', valid_from: '2026-02-01', valid_to: '2026-03-01', prices: { input: '1' } },
      { seller: 'acme', model: 'changed', valid_from: '2026-02-01', valid_to: '2026-03-01', prices: { input: '1' } },
      { seller: 'acme', model: 'changed', valid_from: '2026-03-01', prices: { input: '2' } },
      { seller: 'acme', model: 'other-name', alias_of: 'ended', prices: {} },
    ],
    {
      currency: 'EUR',
      fx: [
        { valid_from: '2026-03-20', usd: '1.2', source: 'ECB' },
        { valid_from: '2026-03-10', usd: '1.1', source: 'ECB' },
      ],
    },
  );
  const why = (model: string, day: string): string => {
    const price = priceUsage({ provider: 'acme', model, start: at(day), usage: { input: 1_000_000 } }, euros);
    return price.kind === 'unpriced' ? `${price.why}: ${price.detail}` : price.kind;
  };
  const none = 'not on sale then: no price of';
  expect(why('m', '2026-03-09T23:59:59Z')).toBe(
    'not on sale then: sample has the price of m in EUR, and no exchange rate before 2026-03-10',
  );
  expect(why('m', '2026-03-10T00:00:00Z')).toBe('priced');
  expect(why('m', '2026-01-31T00:00:00Z')).toBe(`${none} m holds for that time and place`);
  expect(why('later', '2026-03-09T00:00:00Z')).toBe(`${none} later holds for that time and place`);
  const unexchanged = (model: string): string =>
    `not on sale then: sample has the price of ${model} in EUR, and no exchange rate before 2026-03-10`;
  expect(why('ended', '2026-02-20T00:00:00Z')).toBe(unexchanged('ended'));
  expect(why('ended', '2026-03-01T00:00:00Z')).toBe(`${none} ended holds for that time and place`);
  expect(why('changed', '2026-02-20T00:00:00Z')).toBe(unexchanged('changed'));
  expect(why('other-name', '2026-02-20T00:00:00Z')).toBe(unexchanged('other-name'));
});

describe('the place that an id names by itself', () => {
  const by = rates([
    { seller: 'aws', model: 'meta.m-v1:0', prices: { input: '2' } },
    { seller: 'aws', model: 'meta.m-v1:0', region: 'eu-west-2', prices: { input: '3' } },
    { seller: 'google', model: 'm', prices: { input: '2' } },
    { seller: 'google', model: 'm', region: 'europe-west1', prices: { input: '3' } },
    { seller: 'azure', model: 'gpt-m', prices: { input: '2' } },
    { seller: 'azure', model: 'gpt-m', region: 'us', prices: { input: '3' } },
    { seller: 'azure', model: 'gpt-n', prices: { input: '2' } },
    {
      seller: 'azure',
      model: 'gpt-o',
      prices: { input: '2' },
      multipliers: [{ name: 'z', kind: 'uplift', by: '1.5', regions: ['us'] }],
    },
    { seller: 'azure', model: 'gpt-m-2026-01-02', prices: { input: '2' } },
    { seller: 'azure', model: 'gpt-m-2026-01-02', region: 'us', prices: { input: '4' } },
  ]);
  const usage = { input: 1_000_000 };
  test.each([
    ['bedrock', 'meta.m-v1:0', '2'],
    ['bedrock', 'bedrock/eu-west-2/meta.m-v1:0', '3'],
    ['bedrock', 'eu-west-2/meta.m-v1:0', '3'],
    ['bedrock', 'bedrock/us-east-1/meta.m-v1:0', '2'],
    ['bedrock', 'arn:aws:bedrock:eu-west-2::foundation-model/meta.m-v1:0', '3'],
    ['vertex_ai', 'projects/p/locations/europe-west1/publishers/x/models/m', '3'],
    ['vertex_ai', 'projects/p/locations/global/publishers/x/models/m', '2'],
    ['azure', 'azure/us/gpt-m', '3'],
    ['azure', 'us/gpt-m', '3'],
    ['azure', 'azure/eu/gpt-m', '2'],
    ['azure', 'azure/global-standard/gpt-m', '2'],
    [undefined, 'azure/us/gpt-m', '3'],
    // The card prices that zone apart, but not for this model.
    ['azure', 'azure/us/gpt-n', 'not on sale then'],
    ['azure', 'azure/eu/gpt-n', '2'],
    ['azure', 'azure/us/gpt-o', '3'],
  ])('%s %s is priced there', (provider, model, price) => {
    expect(usd({ ...(provider !== undefined && { provider }), model, usage }, by)).toBe(price);
  });
  test('a place that the log gives goes first, and a served id without one leaves the place that was asked for', () => {
    const model = 'bedrock/eu-west-2/meta.m-v1:0';
    expect(usd({ provider: 'bedrock', model, region: 'us-east-1', usage }, by)).toBe('2');
    expect(usd({ provider: 'bedrock', model, response_model: 'meta.m-v1:0', usage }, by)).toBe('3');
    const asked = { provider: 'azure', model: 'azure/us/gpt-m', usage };
    expect(usd({ ...asked, response_model: 'gpt-m' }, by)).toBe('3');
    expect(usd({ ...asked, response_model: 'gpt-m-2026-01-02' }, by)).toBe('4');
  });
});

describe('known answers from the bundled list', () => {
  const mini = { provider: 'openai', model: 'gpt-4.1-mini' };
  test('520 x $0.40 + 900 x $0.10 + 386 x $1.60 per million', () => {
    expect(usd({ ...mini, usage: { input: 520, cached_input: 900, output: 386 } })).toBe('0.0009156');
  });
  test('3200 x $0.40 + 480 x $1.60 per million', () => {
    expect(usd({ ...mini, usage: { input: 3200, output: 480 } })).toBe('0.002048');
  });
  test('o3 before and from 2025-06-10: $10 and $40, then $2 and $8', () => {
    const o3 = { provider: 'openai', model: 'o3', usage: { input: 1_000_000, output: 1_000_000 } };
    expect(usd({ ...o3, start: at('2025-06-09T23:59:59.999Z') })).toBe('50');
    expect(usd({ ...o3, start: at('2025-06-10T00:00:00Z') })).toBe('10');
  });
  test('Sonnet 4.6 over 200,000 tokens: $6 and $22.50 until 2026-03-13, then $3 and $15', () => {
    const sonnet = { provider: 'anthropic', model: 'claude-sonnet-4-6', usage: { input: 200_001, output: 1000 } };
    expect(usd({ ...sonnet, start: at('2026-03-12T23:59:59Z') })).toBe('1.222506');
    expect(usd({ ...sonnet, start: at('2026-03-13T00:00:00Z') })).toBe('0.615003');
  });
  test('Sonnet 4.5 threshold: 200,000 is short, 200,001 is long, cached tokens and writes count', () => {
    const sonnet = { provider: 'anthropic', model: 'claude-sonnet-4-5' };
    expect(usd({ ...sonnet, usage: { input: 200_000 } })).toBe('0.6');
    expect(usd({ ...sonnet, usage: { input: 200_001 } })).toBe('1.200006');
    expect(usd({ ...sonnet, usage: { input: 1, cached_input: 200_000 } })).toBe('0.120006');
    expect(usd({ ...sonnet, usage: { input: 1, cache_write_5m: 200_000 } })).toBe('1.500006');
  });
  test('of a sum of requests each prompt is held against the threshold', () => {
    const call = { provider: 'anthropic', model: 'claude-sonnet-4-5', usage: { input: 300_000 } };
    expect(usd({ ...call, prompts: { least: 100_000, most: 200_000 } })).toBe('0.9');
    expect(usd({ ...call, usage: { input: 600_000 }, prompts: { least: 250_000, most: 350_000 } })).toBe('3.6');
    expect(priceUsage({ ...call, prompts: { least: 50_000, most: 250_000 } }, listRates)).toEqual({
      kind: 'unpriced',
      why: 'tier without a rate',
      detail: expect.stringMatching(/^some of the requests it sums have prompts over 200000 tokens and some have not/),
    });
  });
  test('an aggregate never crosses a threshold', () => {
    const sonnet = { provider: 'anthropic', model: 'claude-sonnet-4-5', usage: { input: 40_000_000 } };
    expect(usd({ ...sonnet, granularity: 'aggregate' })).toBe('120');
    expect(usd(sonnet)).toBe('240');
  });
  test('GPT-5.4 is long from 272,000 tokens, as the list has it', () => {
    const gpt = { provider: 'openai', model: 'gpt-5.4' };
    expect(usd({ ...gpt, usage: { input: 271_999 } })).toBe('0.6799975');
    expect(usd({ ...gpt, usage: { input: 272_000 } })).toBe('1.36');
  });
  test('one-hour cache writes at their own rate, on Bedrock with the uplift of its regions', () => {
    const usage = { cache_write_1h: 1_000_000 };
    expect(usd({ provider: 'anthropic', model: 'claude-sonnet-4-5', usage })).toBe('12');
    expect(usd({ provider: 'aws', model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0', usage })).toBe('13.2');
  });
  test('an announced price is not the newest for a call without time', () => {
    const gemini = { provider: 'google', model: 'gemini-3.6-flash', usage: { input: 1_000_000 } };
    expect(usd(gemini)).toBe('0.75');
    expect(usd({ ...gemini, start: at('2027-01-01T00:00:00Z') })).toBe('1.5');
  });
  test('DeepSeek V4: peak windows from 2026-08-17, both prices when the time of day is unknown', () => {
    const flash = { provider: 'deepseek', model: 'deepseek-v4-flash', usage: { input: 1_000_000 } };
    expect(usd({ ...flash, start: at('2026-08-16T02:00:00Z') })).toBe('0.14');
    expect(usd({ ...flash, start: at('2026-08-17T00:59:59Z') })).toBe('0.22');
    expect(usd({ ...flash, start: at('2026-08-17T01:00:00Z') })).toBe('0.44');
    expect(usd({ ...flash, start: at('2026-08-17T04:00:00Z') })).toBe('0.22');
    expect(usd(flash)).toBe('0.22 to 0.44');
    expect(usd({ ...flash, start: at('2026-09-01T02:00:00Z'), granularity: 'aggregate' })).toBe('0.22 to 0.44');
  });
  test('audio by the second: $0.36 per hour', () => {
    expect(usd({ provider: 'openai', model: 'whisper-1', usage: { seconds: 90.5 } })).toBe('0.00905');
  });
});

test('a custom card of $0.30 and $1.20', () => {
  const custom = rates([{ seller: 'acme', model: 'acme-large', prices: { input: '0.30', output: '1.20' } }]);
  const acme = { provider: 'acme', model: 'acme-large', granularity: 'aggregate' } as const;
  expect(usd({ ...acme, usage: { input: 40_000_000, output: 8_000_000 } }, custom)).toBe('21.6');
  expect(usd({ ...acme, usage: { input: 8_000_000, output: 18_000_000 } }, custom)).toBe('24');
});

describe('lines', () => {
  const sample = rates([
    {
      seller: 'acme',
      model: 'm',
      prices: { input: '3', cached_input: '0.3', output: '15', web_search: '10' },
      over_context: [{ tokens: 100, prices: { input: '6' } }],
      fallback: { reasoning: 'output' },
    },
  ]);
  test('show class, count, rate, fallback and threshold', () => {
    const usage = { input: 101, cached_input: 10, reasoning: 2, web_search: 3 };
    expect(priceUsage({ provider: 'acme', model: 'm', usage }, sample)).toEqual({
      kind: 'priced',
      usd: (10n ** 18n * 30_639n) / 1_000_000n,
      undated: true,
      source: { card: 'sample', seller: 'acme', model: 'm' },
      lines: [
        {
          class: 'input',
          count: 101,
          per: 1_000_000,
          rate: 6n * 10n ** 18n,
          usd: 606_000_000_000_000n,
          over_context: 100,
        },
        { class: 'cached_input', count: 10, per: 1_000_000, rate: 3n * 10n ** 17n, usd: 3_000_000_000_000n },
        {
          class: 'reasoning',
          count: 2,
          per: 1_000_000,
          rate: 15n * 10n ** 18n,
          usd: 30_000_000_000_000n,
          priced_as: 'output',
        },
        { class: 'web_search', count: 3, per: 1000, rate: 10n * 10n ** 18n, usd: 30_000_000_000_000_000n },
      ],
    });
  });
  test('a line finer than 10^-18 is rounded half-even, once, and marked', () => {
    const fine = rates([{ seller: 'acme', model: 'm', prices: { input: '0.0000000000015', output: '1' } }]);
    const price = priceUsage({ provider: 'acme', model: 'm', usage: { input: 1 } }, fine);
    expect(price.kind === 'priced' && price.lines).toEqual([
      { class: 'input', count: 1, per: 1_000_000, rate: 1_500_000n, usd: 2n, rounded: true },
    ]);
  });
});

describe('what is unknown stays unpriced', () => {
  const sample = rates(
    [
      { seller: 'acme', model: 'm', valid_from: '2026-01-01', valid_to: '2026-02-01', prices: { input: '1' } },
      { seller: 'acme', model: 'm', valid_from: '2026-02-01', prices: { input: '2' } },
      { seller: 'acme', model: 'm', tier: 'batch', prices: { input: '0.5' } },
      { seller: 'acme', model: 'm', region: 'eu', valid_from: '2026-02-01', prices: { input: '2.2' } },
      { seller: 'acme', model: 'fee', prices: { input: '1', requests: '0.005' } },
    ],
    { fallback: { image_in: 'video_in', video_in: 'image_in' } },
  );
  const call = { provider: 'acme', model: 'm', start: at('2026-03-01T00:00:00Z'), usage: { input: 1_000_000 } };
  test.each<[string, PriceRequest, string]>([
    ['no usage', { provider: 'acme', model: 'm' }, 'no usage'],
    ['no model', { provider: 'acme', usage: {} }, 'no model'],
    ['blank model', { provider: 'acme', model: ' ', usage: {} }, 'no model'],
    ['unknown seller', { ...call, provider: 'nobody' }, 'no seller'],
    ['unknown model', { ...call, model: 'n' }, 'unknown model'],
    ['before the first row', { ...call, start: at('2025-12-31T23:59:59Z') }, 'not on sale then'],
    ['a class without a rate', { ...call, usage: { output: 1 } }, 'class without a rate'],
    ['fallbacks in a circle', { ...call, usage: { image_in: 1 } }, 'class without a rate'],
    ['a tier without a row', { ...call, service_tier: 'flex' }, 'tier without a rate'],
    ['a count that is none', { ...call, usage: { input: Number.NaN } }, 'bad count'],
    ['a negative count', { ...call, usage: { input: -1 } }, 'bad count'],
    ['a count that was lost', { ...call, usage: { output: 1 }, lost_count: 'input' }, 'bad count'],
    ['a fee per request of many requests', { ...call, model: 'fee', granularity: 'aggregate' }, 'class without a rate'],
  ])('%s', (_, request, why) => expect(usd(request, sample)).toBe(why));

  test.each<[string, PriceRequest, string]>([
    ['zero tokens are a price of nothing', { ...call, usage: { input: 0, output: 0 } }, '0'],
    ['no counted class is a price of nothing', { ...call, usage: {} }, '0'],
    ['the first instant of a row', { ...call, start: at('2026-01-01T00:00:00Z') }, '1'],
    ['the first instant after it', { ...call, start: at('2026-02-01T00:00:00Z') }, '2'],
    ['no time: the newest row', { provider: 'acme', model: 'm', usage: call.usage }, '2'],
    ['the standard tier by any name', { ...call, service_tier: 'ON_DEMAND' }, '2'],
    ['another tier', { ...call, service_tier: 'Batch' }, '0.5'],
    ['a region with its own row', { ...call, region: 'EU' }, '2.2'],
    ['a region without', { ...call, region: 'us-east-1' }, '2'],
    ['a region whose row does not hold yet', { ...call, region: 'eu', start: at('2026-01-15T00:00:00Z') }, '1'],
    ['a fee per request is due once', { ...call, model: 'fee' }, '1.005'],
    ['or as often as counted', { ...call, model: 'fee', usage: { input: 1_000_000, requests: 3 } }, '1.015'],
  ])('%s', (_, request, price) => expect(usd(request, sample)).toBe(price));
});

test('a window may wrap midnight', () => {
  const sample = rates([
    { seller: 'acme', model: 'm', prices: { input: '2' } },
    { seller: 'acme', model: 'm', time_of_day: { from: '22:30', to: '06:00' }, prices: { input: '1' } },
  ]);
  const price = (time: string): string =>
    usd({ provider: 'acme', model: 'm', start: at(`2026-01-01T${time}Z`), usage: { input: 1_000_000 } }, sample);
  expect(['22:29:59', '22:30:00', '23:59:59', '00:00:00', '05:59:59', '06:00:00'].map(price)).toEqual([
    '2',
    '1',
    '1',
    '1',
    '1',
    '2',
  ]);
});

test('no input throws: hostile names and counts', () => {
  const names = [
    '',
    '/',
    '//',
    '\0',
    '__proto__',
    'constructor',
    'a'.repeat(100_000),
    'arn:aws:bedrock:::',
    'openai/'.repeat(50),
  ];
  for (const provider of [...names, undefined]) {
    for (const model of names) {
      const usage: Usage = { input: Number.MAX_VALUE, seconds: 1e-300 };
      expect(priceUsage({ ...(provider !== undefined && { provider }), model, usage }, listRates).kind).toBe(
        'unpriced',
      );
    }
  }
});
