// Azure cost export: units, meters, tags, currencies.
import { describe, expect, test } from 'vitest';
import { azureCostExport } from '../../src/formats/azure-cost-export.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';
import { readOne } from './read-one.ts';

const { read, eventOf } = readOne(azureCostExport);
const row: JsonObject = {
  Date: '03/02/2026',
  SubscriptionId: '0b1f6471',
  ResourceLocation: 'EastUS2',
  MeterCategory: 'Cognitive Services',
  MeterSubCategory: 'Azure OpenAI',
  MeterId: 'm1',
  MeterName: 'gpt 4o 0806 Inp glbl Tokens',
  UnitOfMeasure: '1K',
  Quantity: '433.893',
  CostInBillingCurrency: '1.0847325',
  BillingCurrencyCode: 'USD',
  CostCenter: 'CC-410',
  ChargeType: 'Usage',
};

test('the unit multiplies the quantity, exactly', () => {
  expect(eventOf(row).usage).toEqual({ input: 433893 });
  expect(eventOf({ ...row, UnitOfMeasure: '1M', Quantity: '0.5' }).usage).toEqual({ input: 500000 });
});

test('the meter names model, class, route and tier', () => {
  expect(eventOf({ ...row, MeterName: 'gpt 4o 0806 Batch Outp glbl Tokens' })).toMatchObject({
    model: 'gpt 4o 0806',
    service_tier: 'batch',
    region: 'global',
    usage: { output: 433893 },
  });
  expect(eventOf({ ...row, MeterName: 'gpt 4o 0806 Inp regnl Tokens' }).region).toBe('EastUS2');
});

test('provisioned throughput has a cost and no tokens', () => {
  const event = eventOf({
    ...row,
    MeterName: 'Provisioned Managed Global Unit',
    UnitOfMeasure: '1 Hour',
    Quantity: '24',
  });
  expect([event.usage, event.service_tier, event.logged_cost_usd]).toEqual([
    undefined,
    'provisioned',
    parseUsd('1.0847325'),
  ]);
});

test('a day of the bill, month first', () => {
  const event = eventOf({ ...row, Date: '3/2/2026' });
  expect([event.granularity, event.start, event.end]).toEqual([
    'aggregate',
    1_772_409_600_000_000_000n,
    1_772_496_000_000_000_000n,
  ]);
});

describe('tags', () => {
  test.each([
    ['"team": "claims","env": "production"', 'claims'],
    ['{"team": "claims"}', 'claims'],
    ['', undefined],
    ['not json', undefined],
  ])('%s', (tags, team) => {
    const event = eventOf({ ...row, Tags: tags });
    expect([event.owner_team, event.cost_center]).toEqual([team, 'CC-410']);
  });
});

describe('currencies', () => {
  test('another currency is no cost', () => {
    expect(eventOf({ ...row, BillingCurrencyCode: 'CAD' }).logged_cost_usd).toBeUndefined();
  });
  test('CostInUsd is, whatever the bill’s currency', () => {
    expect(eventOf({ ...row, BillingCurrencyCode: 'EUR', CostInUsd: '1.20' }).logged_cost_usd).toBe(parseUsd('1.2'));
  });
});

test('the newer agreement’s names', () => {
  const newer: JsonObject = {
    date: '03/02/2026',
    meterCategory: 'Foundry Models',
    meterName: 'gpt 5 mini Inp DZone Tokens',
    meterId: 'm2',
    unitOfMeasure: '1M',
    quantity: '2',
    costInBillingCurrency: '0.46',
    billingCurrency: 'USD',
  };
  expect(eventOf(newer)).toMatchObject({ model: 'gpt 5 mini', region: 'data-zone', usage: { input: 2000000 } });
});

test.each([
  { MeterCategory: 'Virtual Machines', MeterSubCategory: 'DSv2', MeterName: 'DS4 v2 Spot' },
  { MeterSubCategory: 'Speech', MeterName: 'S1 Speech To Text Audio Hours' },
])('no model: %j', (more) => {
  expect(read({ ...row, ...more })).toMatchObject({ kind: 'skipped', reason: 'not a model call' });
});

test('what is listed under a maker’s product is that maker’s', () => {
  const cached = { ...row, MeterSubCategory: 'Azure OpenAI GPT5', MeterName: '5.4 mini cd inp Gl 1M Tokens' };
  expect(eventOf({ ...cached, UnitOfMeasure: '1M', Quantity: '8' })).toMatchObject({
    model: 'GPT 5.4 mini',
    usage: { cached_input: 8_000_000 },
  });
});

test('what cost analysis downloads: money by meter, without quantities', () => {
  const downloaded = {
    UsageDate: '2026-03-02',
    ResourceId: '/subscriptions/x/accounts/a',
    ResourceLocation: 'US East 2',
    ResourceGroupName: 'rg',
    ServiceName: 'Foundry Models',
    ServiceTier: 'Azure OpenAI GPT5',
    Meter: '5.3 codex cd inp Gl 1M Tokens',
    CostUSD: '2.0',
    Cost: '1.8',
    Currency: 'EUR',
  };
  expect(eventOf(downloaded)).toMatchObject({
    model: 'GPT 5.3 codex',
    operation: 'cached_input',
    project_id: 'rg',
    start: 1_772_409_600_000_000_000n,
    logged_cost_usd: parseUsd('2'),
  });
  const other = { ...downloaded, ServiceName: 'Virtual Machines', ServiceTier: 'Dv5 Series', Meter: 'D4 v5' };
  expect(read(other)).toMatchObject({ kind: 'skipped', detail: 'Virtual Machines' });
});
