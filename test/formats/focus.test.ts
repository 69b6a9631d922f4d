// FOCUS: which cost, which quantity, whose tags.
import { describe, expect, test } from 'vitest';
import { focus } from '../../src/formats/focus.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';
import { readOne } from './read-one.ts';

const { recognises, read, eventOf } = readOne(focus);
const row: JsonObject = {
  BilledCost: '0.75',
  EffectiveCost: '0.75',
  BillingCurrency: 'USD',
  ChargeCategory: 'Usage',
  ChargePeriodStart: '2026-03-02T00:00:00Z',
  ChargePeriodEnd: '2026-03-03T00:00:00Z',
  ConsumedQuantity: '250000.0',
  ConsumedUnit: 'Tokens',
  ProviderName: 'Anthropic',
  ServiceCategory: 'AI and Machine Learning',
  SkuMeter: 'Input Tokens',
  SkuPriceDetails: '{"x_Model":"claude-sonnet-4-5","x_ServiceTier":"batch"}',
};

describe('cost', () => {
  test('BilledCost is never added to EffectiveCost: prepaid use and its purchase', () => {
    const use = eventOf({ ...row, BilledCost: '0.00', EffectiveCost: '490.00' });
    const purchase = eventOf({ ...row, ChargeCategory: 'Purchase', BilledCost: '200000.00', EffectiveCost: '0.00' });
    expect([use.logged_cost_usd, purchase.logged_cost_usd]).toEqual([parseUsd('490'), 0n]);
  });
  test('without EffectiveCost the billed one', () => {
    const { EffectiveCost: _, ...billed } = row;
    expect(eventOf(billed).logged_cost_usd).toBe(parseUsd('0.75'));
  });
  test('another currency is no cost', () => {
    expect(eventOf({ ...row, BillingCurrency: 'EUR' }).logged_cost_usd).toBeUndefined();
  });
});

describe('quantity', () => {
  test.each([
    ['Tokens', '250000.0', { input: 250000 }],
    ['1000 Tokens', '12.5', { input: 12500 }],
    ['Million Tokens', '0.0004', { input: 400 }],
    ['Requests', '7', undefined],
  ])('%s', (ConsumedUnit, ConsumedQuantity, usage) => {
    expect(eventOf({ ...row, ConsumedUnit, ConsumedQuantity }).usage).toEqual(usage);
  });
  test('a prepaid token is money', () => {
    const { ConsumedQuantity: _, ConsumedUnit: __, ...bought } = row;
    expect(eventOf({ ...bought, PricingUnit: 'Token', PricingQuantity: '100000' }).usage).toBeUndefined();
    expect(eventOf({ ...row, PricingCurrency: 'Token' }).usage).toBeUndefined();
  });
  test('without a class in the meter nothing is counted', () => {
    expect(eventOf({ ...row, SkuMeter: 'Usage' }).usage).toBeUndefined();
  });
});

test('model and tier from the price details', () => {
  expect(eventOf(row)).toMatchObject({ model: 'claude-sonnet-4-5', service_tier: 'batch', provider: 'Anthropic' });
});

describe('tags', () => {
  test('as JSON text, as an object, as a list', () => {
    for (const Tags of ['{"team":"claims","reviewed":true}', { team: 'claims' }, [{ key: 'team', value: 'claims' }]]) {
      expect(eventOf({ ...row, Tags }).owner_team).toBe('claims');
    }
  });
  test('of an allocation before those of what is shared', () => {
    const event = eventOf({
      ...row,
      Tags: '{"team":"platform","env":"production"}',
      AllocatedTags: '{"team":"search"}',
    });
    expect([event.owner_team, event.environment, event.notes]).toEqual(['search', 'production', []]);
  });
});

test('1.3 names the provider anew', () => {
  const { ProviderName: _, ...newer } = row;
  expect(eventOf({ ...newer, ServiceProviderName: 'AWS' }).provider).toBe('AWS');
});

test('the draft’s columns for consumers and credentials, under their x_ names', () => {
  const event = eventOf({ ...row, x_ConsumerId: 'cust-7', x_PrincipalId: 'role/runner', x_CredentialId: 'key-1' });
  expect([event.tenant_id_hash, event.principal, event.api_key_id]).toEqual(['cust-7', 'role/runner', 'key-1']);
});

describe('rows', () => {
  test('a charge over its period', () => {
    const event = eventOf({ ...row, ChargePeriodStart: '3/2/26', ChargePeriodEnd: '3/3/26' });
    expect([event.granularity, event.start, event.end]).toEqual([
      'aggregate',
      1_772_409_600_000_000_000n,
      1_772_496_000_000_000_000n,
    ]);
  });
  test('of another category are passed over, of none are kept', () => {
    const compute = { ...row, ServiceCategory: 'Compute', SkuMeter: 'BoxUsage', ConsumedUnit: 'Hours' };
    expect(read(compute)).toMatchObject({ kind: 'skipped', reason: 'not a model call', detail: 'Compute' });
    const { ServiceCategory: _, ...unknown } = compute;
    expect(eventOf(unknown).granularity).toBe('aggregate');
  });
  test('before 1.0 they have other columns', () => {
    expect(recognises({ BilledCost: '1', ChargeType: 'Usage', AmortizedCost: '1', ChargePeriodStart: 'x' })).toBe(
      false,
    );
  });
});

describe('what the exports of the clouds put into words of their own', () => {
  const { SkuPriceDetails: _, SkuMeter: __, ...bare } = row;
  const charge = { ...bare, BilledCost: '1.5', EffectiveCost: '1.5' };
  test.each<readonly [string, JsonObject, object]>([
    [
      'AWS',
      {
        x_UsageType: 'USE1-Claude4.6Sonnet-cache-read-input-token-count',
        ChargeDescription: '$0.0003 per 1K Input Tokens for Claude4.6Sonnet in US East (N. Virginia)',
        ConsumedQuantity: '433.893',
        ConsumedUnit: '1K tokens',
      },
      { model: 'Claude4.6Sonnet', usage: { cached_input: 433_893 } },
    ],
    [
      'AWS Marketplace',
      {
        ServiceName: 'Claude Opus 4.8 (Amazon Bedrock Edition)',
        x_UsageType: 'USE1-MP:USE1_OutputTokenCount-Units',
        ConsumedQuantity: '198.075',
        ConsumedUnit: 'Units',
      },
      { model: 'Claude Opus 4.8', operation: 'usage output' },
    ],
    [
      'Google',
      {
        ChargeDescription: 'Generate content output token count gemini 2.5 flash short output text',
        ConsumedQuantity: '461280',
        ConsumedUnit: 'requests',
      },
      { model: 'gemini 2.5 flash', usage: { output: 461_280 } },
    ],
    [
      'Azure',
      {
        SkuMeter: '5.4 mini cd inp Gl 1M Tokens',
        x_SkuMeterSubcategory: 'Azure OpenAI GPT5',
        ConsumedQuantity: '8000000',
        ConsumedUnit: 'Units',
      },
      { model: 'GPT 5.4 mini', usage: { cached_input: 8_000_000 } },
    ],
  ])('%s', (_provider, words, read) => expect(eventOf({ ...charge, ...words })).toMatchObject(read));
  test('a unit of the Marketplace is no token', () => {
    const words = { x_UsageType: 'USE1-MP:USE1_OutputTokenCount-Units', ConsumedUnit: 'Units', SkuMeter: 'Tokens' };
    expect(eventOf({ ...charge, ...words }).usage).toBeUndefined();
  });
});
