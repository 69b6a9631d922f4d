// Price maps of others become our rows: units, suffixes, cells, and what is no price.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/model/errors.ts';
import { rateCardSchema } from '../../src/model/rate-card.ts';
import { cardConflict } from '../../src/pricing/card-conflict.ts';
import { importCsv } from '../../src/pricing/import/csv.ts';
import { importLitellm } from '../../src/pricing/import/litellm.ts';
import { importPortkey } from '../../src/pricing/import/portkey.ts';
import { priceText, samePrice } from '../../src/pricing/import/price-text.ts';

const as_of = '2026-01-01';

describe('the litellm map', () => {
  const rows = (map: Parameters<typeof importLitellm>[0]) => {
    const card = rateCardSchema.parse(importLitellm(map, { as_of }));
    expect(cardConflict(card)).toBeUndefined();
    return card.rows.map(({ source: _, ...row }) => row);
  };
  test('tiers, thresholds, cache times, fees and places', () => {
    expect(
      rows({
        'acme/swift': {
          litellm_provider: 'acme',
          input_cost_per_token: 2.5e-6,
          input_cost_per_token_above_272k_tokens: 5e-6,
          input_cost_per_token_priority: 5e-6,
          input_cost_per_token_batches: 1.25e-6,
          input_cost_per_token_above_272k_tokens_flex: 2.5e-6,
          input_cost_per_token_flex: 1.25e-6,
          cache_creation_input_token_cost: 3.75e-6,
          cache_creation_input_token_cost_above_1hr: 6e-6,
          output_cost_per_token: 1.5e-5,
          search_context_cost_per_query: { low: 0.01, medium: 0.01 },
          regional_processing_uplift_multiplier_eu: 1.1,
          regional_processing_uplift_multiplier_us: 1.1,
        },
      }),
    ).toEqual([
      {
        seller: 'acme',
        model: 'swift',
        prices: { input: '2.5', cache_write_5m: '3.75', cache_write_1h: '6', output: '15', web_search: '10' },
        over_context: [{ tokens: 272_000, op: '>', prices: { input: '5' } }],
        multipliers: [{ name: 'data residency', kind: 'uplift', by: '1.1', regions: ['eu', 'us'] }],
      },
      {
        seller: 'acme',
        model: 'swift',
        tier: 'priority',
        prices: { input: '5', web_search: '10' },
        up_to_context: 272_000,
        multipliers: [{ name: 'data residency', kind: 'uplift', by: '1.1', regions: ['eu', 'us'] }],
      },
      {
        seller: 'acme',
        model: 'swift',
        tier: 'batch',
        prices: { input: '1.25', web_search: '10' },
        up_to_context: 272_000,
        multipliers: [{ name: 'data residency', kind: 'uplift', by: '1.1', regions: ['eu', 'us'] }],
      },
      {
        seller: 'acme',
        model: 'swift',
        tier: 'flex',
        prices: { input: '1.25', web_search: '10' },
        over_context: [{ tokens: 272_000, op: '>', prices: { input: '2.5' } }],
        multipliers: [{ name: 'data residency', kind: 'uplift', by: '1.1', regions: ['eu', 'us'] }],
      },
    ]);
  });
  test('sellers and ids', () => {
    const one = { input_cost_per_token: 1e-6 };
    expect(
      rows({
        'azure/eu/gpt-x': { litellm_provider: 'azure', ...one },
        'bedrock/us-gov-west-1/acme.m': { litellm_provider: 'bedrock', ...one },
        'us.acme.m': { litellm_provider: 'bedrock_converse', ...one },
        'vertex_ai/claude@1': { litellm_provider: 'vertex_ai-anthropic_models', ...one },
        'gemini/gemini-x': { litellm_provider: 'gemini', ...one },
        'vercel_ai_gateway/openai/gpt-x': { litellm_provider: 'vercel_ai_gateway', ...one },
        'xai/grok-x': { litellm_provider: 'xai', ...one },
        'ft:gpt-x': { litellm_provider: 'openai', ...one },
      }).map(({ seller, model, region }) => `${seller} ${model} ${region ?? ''}`.trim()),
    ).toEqual([
      'azure gpt-x eu',
      'aws acme.m us-gov-west-1',
      'openai ft:gpt-x',
      'google gemini-x',
      'aws us.acme.m',
      'vercel openai/gpt-x',
      'google claude@1',
      'x-ai grok-x',
    ]);
  });
  test('zeros, sizes, commitments and searches are no prices of a model', () => {
    expect(
      rows({
        sample_spec: { litellm_provider: 'one of them', input_cost_per_token: 0 },
        'ollama/llama': { litellm_provider: 'ollama', input_cost_per_token: 0 },
        free: { litellm_provider: 'acme', input_cost_per_token: 0, output_cost_per_token: 0 },
        '1024-x-1024/dall-e-2': { litellm_provider: 'openai', input_cost_per_pixel: 1e-8 },
        'bedrock/us-east-1/1-month-commitment/m': { litellm_provider: 'bedrock', input_cost_per_second: 0.01 },
        'tavily/search': { litellm_provider: 'tavily', mode: 'search', input_cost_per_query: 0.008 },
        broken: null,
        odd: { litellm_provider: 'acme', input_cost_per_token: 'many', output_cost_per_token: -1 },
      }),
    ).toEqual([]);
  });
  test('ids that differ in case only are one model', () => {
    expect(
      rows({
        'together_ai/BAAI/bge': { litellm_provider: 'together_ai', input_cost_per_token: 1e-8 },
        'together_ai/baai/bge': { litellm_provider: 'together_ai', input_cost_per_token: 1e-8 },
      }).length,
    ).toBe(1);
  });
  test('one model under two keys with two prices keeps both; ranges; xAI counts from the number on; fast', () => {
    const [both, ...others] = rows({
      'deepseek-x': { litellm_provider: 'deepseek', input_cost_per_token: 1e-6 },
      'deepseek/deepseek-x': { litellm_provider: 'deepseek', input_cost_per_token: 2e-6 },
      'dashscope/q': {
        litellm_provider: 'dashscope',
        tiered_pricing: [
          { range: [0, 256_000], input_cost_per_token: 5e-8 },
          { range: [256_000, 1_000_000], input_cost_per_token: 2.5e-7 },
        ],
      },
      'xai/g': { litellm_provider: 'xai', input_cost_per_token: 1e-6, input_cost_per_token_above_200k_tokens: 2e-6 },
      'claude-y': {
        litellm_provider: 'anthropic',
        input_cost_per_token: 5e-6,
        provider_specific_entry: { us: 1.1, fast: 6 },
      },
    })
      .sort((a, b) => (a.seller < b.seller ? 1 : -1))
      .reverse()
      .sort((a) => (a.seller === 'deepseek' ? -1 : 1));
    expect(both).toMatchObject({
      prices: { input: '1' },
      disputed: [{ source: 'litellm', prices: { input: '2' }, note: 'as deepseek/deepseek-x' }],
    });
    expect(others).toContainEqual(
      expect.objectContaining({
        seller: 'dashscope',
        prices: { input: '0.05' },
        over_context: [{ tokens: 256_000, op: '>', prices: { input: '0.25' } }],
      }),
    );
    expect(others).toContainEqual(
      expect.objectContaining({
        seller: 'x-ai',
        over_context: [{ tokens: 200_000, op: '>=', prices: { input: '2' } }],
      }),
    );
    expect(others).toContainEqual(expect.objectContaining({ speed: 'fast', prices: { input: '30' } }));
  });
});

describe('the Portkey files', () => {
  const price = (cents: number) => ({ price: cents });
  const pay = (input: number, output: number) => ({
    pricing_config: {
      pay_as_you_go: {
        request_token: price(input),
        response_token: price(output),
        additional_units: { web_search: price(1) },
      },
    },
  });
  const rows = (files: Parameters<typeof importPortkey>[0]) => {
    const card = rateCardSchema.parse(importPortkey(files, { as_of }));
    expect(cardConflict(card)).toBeUndefined();
    return card.rows.map(({ source: _, ...row }) => row);
  };
  test('cents per token, cells by mode and context, regions as one multiplier', () => {
    const tiers = (short: number, long: number) => ({
      context_tiers: { short: pay(short, short * 6), long: pay(long, long * 4.5) },
    });
    expect(
      rows({
        openai: {
          default: pay(0, 0),
          swift: {
            ...pay(0.00025, 0.0015),
            custom_pricing: {
              context_tier_map: { '0': 'short', '272000': 'long' },
              regions: {
                default: { execution_modes: { standard: tiers(0.00025, 0.0005), priority: pay(0.0005, 0.003) } },
                'us,eu': { execution_modes: { standard: tiers(0.000275, 0.00055) } },
              },
            },
          },
        },
      }),
    ).toEqual([
      {
        seller: 'openai',
        model: 'swift',
        prices: { input: '2.5', output: '15', web_search: '10' },
        over_context: [{ tokens: 272_000, op: '>', prices: { input: '5', output: '22.5' } }],
        multipliers: [{ name: 'regional processing', kind: 'uplift', by: '1.1', regions: ['eu', 'us'] }],
      },
      {
        seller: 'openai',
        model: 'swift',
        tier: 'priority',
        prices: { input: '5', output: '30', web_search: '10' },
        up_to_context: 272_000,
      },
    ]);
  });
  test('a global price makes the default the price of every other place; other regions are rows', () => {
    const mode = (input: number) => ({ execution_modes: { standard: pay(input, 0.001) } });
    const all = (input: number, output: number) => ({ execution_modes: { standard: pay(input, output) } });
    expect(
      rows({
        'vertex-ai': {
          g: { custom_pricing: { regions: { default: all(0.00011, 0.00088), global: all(0.0001, 0.0008) } } },
          h: { custom_pricing: { regions: { default: mode(0.0001), jp: mode(0.0002) } } },
        },
      }),
    ).toEqual([
      {
        seller: 'google',
        model: 'g',
        prices: { input: '1', output: '8', web_search: '10' },
        multipliers: [{ name: 'non-global location', kind: 'uplift', by: '1.1', not_regions: ['global'] }],
      },
      { seller: 'google', model: 'h', prices: { input: '1', output: '10', web_search: '10' } },
      { seller: 'google', model: 'h', region: 'jp', prices: { input: '2', output: '10', web_search: '10' } },
    ]);
  });
});

describe('a table', () => {
  const table = (text: string) => text.split('\n').map((line) => line.split(','));
  test('rows with selectors, names and prices', () => {
    const card = importCsv(
      table(
        'Seller,model,match,tier,region,time_of_day,valid_from,input,output\nacme,m,m-1|m-2,,us|eu,,2026-01-01,$0.30,1.20\nacme,n,,batch,,22:30-06:00,,0.1,\n,,,,,,,,',
      ),
      { id: 'prices.csv', as_of },
    );
    expect(rateCardSchema.parse(card).rows).toEqual([
      {
        seller: 'acme',
        model: 'm',
        match: [{ equals: 'm-1' }, { equals: 'm-2' }],
        region: ['us', 'eu'],
        valid_from: '2026-01-01',
        prices: { input: '0.30', output: '1.20' },
      },
      {
        seller: 'acme',
        model: 'n',
        tier: 'batch',
        time_of_day: { from: '22:30', to: '06:00' },
        prices: { input: '0.1' },
      },
    ]);
  });
  test.each([
    ['seller,model,inptu\na,b,1', 'the column "inptu" is not one of a rate card'],
    ['seller,input\na,1', 'there is no column "model"'],
    ['seller,model,model\na,b,c', 'the column "model" is there twice'],
    ['seller,model,input\n,b,1', 'line 2 names no seller or no model'],
    ['seller,model,input\na,b,1,2', 'line 2 has more cells than the header'],
    ['seller,model,time_of_day\na,b,noon', 'time_of_day is not like'],
  ])('%j', (text, message) => {
    expect(() => importCsv(table(text), { id: 'p.csv' })).toThrow(UsageError);
    expect(() => importCsv(table(text), { id: 'p.csv' })).toThrow(message);
  });
});

test('numbers of others become prices without the residue of floats', () => {
  expect(priceText('input', 5.0000000000000004e-8)).toBe('0.05');
  expect(priceText('input', 2.5e-7)).toBe('0.25');
  expect(priceText('seconds', 0.0001)).toBe('0.36');
  expect(priceText('web_search', 0.01)).toBe('10');
  expect(priceText('input', 0.000025, 1n)).toBe('0.25');
  expect([priceText('input', -1), priceText('input', null), priceText('input', 'x')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([
    samePrice('0.125', '0.13'),
    samePrice('0.1375', '0.138'),
    samePrice('0.125', '0.14'),
    samePrice('3', '3.3'),
  ]).toEqual([true, true, false, false]);
});

test('whole catalogues become sound cards', () => {
  const folder = fileURLToPath(new URL('../../../shared/rates-data/', import.meta.url));
  if (!existsSync(folder)) {
    console.warn(`the raw catalogues are not in ${folder}: their import is not repeated`);
    return;
  }
  const read = (name: string) => JSON.parse(readFileSync(`${folder}${name}`, 'utf8'));
  const portkey = readdirSync(`${folder}portkey`).filter((name) => name.endsWith('.json'));
  for (const wire of [
    importLitellm(read('litellm-model-prices-2026-08-01.json'), { as_of }),
    importPortkey(Object.fromEntries(portkey.map((name) => [name.replace('.json', ''), read(`portkey/${name}`)])), {
      as_of,
    }),
  ]) {
    const card = rateCardSchema.parse(wire);
    expect(cardConflict(card)).toBeUndefined();
    expect(card.rows.length).toBeGreaterThan(2500);
  }
});
