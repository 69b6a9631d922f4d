// AWS Cost and Usage Report: thousands, net cost, words of the usage type, tags.
import { describe, expect, test } from 'vitest';
import { awsCur } from '../../src/formats/aws-cur.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';
import { readOne } from './read-one.ts';

const { recognises, read, eventOf } = readOne(awsCur);
const row: JsonObject = {
  line_item_usage_start_date: '2026-03-02 09:00:00.000',
  line_item_usage_end_date: '2026-03-02 10:00:00.000',
  line_item_usage_account_id: '111122223333',
  line_item_line_item_type: 'Usage',
  line_item_product_code: 'AmazonBedrock',
  line_item_usage_type: 'USE1-Claude4.6Sonnet-input-tokens',
  line_item_usage_amount: '433.893',
  line_item_currency_code: 'USD',
  line_item_unblended_cost: '1.7898',
  pricing_unit: '1K tokens',
};

const sonnet = 'Claude Sonnet 4.5 (Amazon Bedrock Edition)';

describe('amounts', () => {
  test('are thousands of tokens', () => {
    expect(eventOf(row).usage).toEqual({ input: 433893 });
    const { pricing_unit: _, ...unitless } = row;
    expect(eventOf(unitless).usage).toEqual({ input: 433893 });
  });
  test('all four classes', () => {
    const of = (type: string) => eventOf({ ...row, line_item_usage_type: `USE1-Claude4.6Sonnet-${type}` }).usage;
    expect(of('output-tokens')).toEqual({ output: 433893 });
    expect(of('cache-read-input-token-count')).toEqual({ cached_input: 433893 });
    expect(of('cache-write-input-token-count')).toEqual({ cache_write_5m: 433893 });
  });
  test('of the Marketplace are what pricing_unit says, or unknown', () => {
    const marketplace = {
      ...row,
      line_item_product_code: 'xyz',
      line_item_usage_type: 'MP:USE1_InputTokenCount-Units',
    };
    expect(eventOf({ ...marketplace, pricing_unit: 'Units' }).usage).toBeUndefined();
    expect(eventOf({ ...marketplace, pricing_unit: '1M tokens', line_item_usage_amount: '0.42' }).usage).toEqual({
      input: 420000,
    });
    const others = [
      ['USW2-MP:USW2_InputTokenCount_Global-Units', 'input'],
      ['USE1-MP:USE1_CacheWrite1hInputTokenCount-Units', 'cache_write_1h'],
      ['USE1-MP:USE1_cache_write_tokens_1h_global_standard-Units', 'cache_write_1h'],
      ['USE1_input_tokens_standard-Units', 'input'],
    ] as const;
    for (const [type, counted] of others) {
      const one = { ...marketplace, line_item_usage_type: type, product_servicename: sonnet, pricing_unit: 'Units' };
      expect(eventOf(one)).toMatchObject({ model: 'Claude Sonnet 4.5', operation: counted });
      expect(eventOf(one).usage).toBeUndefined();
      expect(eventOf({ ...one, pricing_unit: '1M tokens', line_item_usage_amount: '0.42' }).usage).toEqual({
        [counted]: 420000,
      });
    }
  });
});

describe('costs', () => {
  test('the net cost where there is one, a zero too', () => {
    expect(eventOf({ ...row, line_item_net_unblended_cost: '1.5' }).logged_cost_usd).toBe(parseUsd('1.5'));
    expect(eventOf({ ...row, line_item_net_unblended_cost: '0' }).logged_cost_usd).toBe(0n);
    expect(eventOf(row).logged_cost_usd).toBe(parseUsd('1.7898'));
  });
  test('another currency is no cost', () => {
    expect(eventOf({ ...row, line_item_currency_code: 'CNY' }).logged_cost_usd).toBeUndefined();
  });
  test.each(['Tax', 'Credit', 'Refund', 'EdpDiscount', 'Fee'])('%s lines are money without use', (type) => {
    const event = eventOf({ ...row, line_item_line_item_type: type, line_item_unblended_cost: '-3.5' });
    expect([event.operation, event.logged_cost_usd, event.usage, event.model]).toEqual([
      type.toLowerCase(),
      parseUsd('-3.5'),
      undefined,
      undefined,
    ]);
  });
  test.each(['DiscountedUsage', 'SavingsPlanCoveredUsage'])('%s lines are use', (type) => {
    expect(eventOf({ ...row, line_item_line_item_type: type }).granularity).toBe('aggregate');
  });
});

describe('the usage type names', () => {
  const of = (type: string) => eventOf({ ...row, line_item_usage_type: type });
  test('region, route and tier', () => {
    expect(of('EUC1-Claude4.6Sonnet-input-tokens').region).toBe('eu-central-1');
    expect(of('EUC1-Claude4.6Sonnet-input-tokens-cross-region').region).toBe('eu-central-1');
    expect(of('EUC1-Claude4.6Sonnet-input-tokens-cross-region-global').region).toBe('global');
    expect(of('USW2-NovaPro-mantle-input-tokens-priority')).toMatchObject({
      model: 'NovaPro',
      service_tier: 'priority',
    });
    expect(of('USW2-NovaPro-input-tokens-batch').service_tier).toBe('batch');
  });
});

describe('tags', () => {
  test('in a map, with prefixes', () => {
    const tags = { 'user/team': 'claims', 'iamPrincipal/cost_center': 'CC-410', 'user:env': 'production' };
    expect(eventOf({ ...row, resource_tags: JSON.stringify(tags) })).toMatchObject({
      owner_team: 'claims',
      cost_center: 'CC-410',
      environment: 'production',
    });
    expect(eventOf({ ...row, tags })).toMatchObject({ owner_team: 'claims' });
  });
  test('in columns of their own', () => {
    expect(eventOf({ ...row, 'resourceTags/user:team': 'claims' }).owner_team).toBe('claims');
    expect(eventOf({ ...row, resource_tags_user_team: 'search' }).owner_team).toBe('search');
  });
});

test('principal and profile', () => {
  const arn = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/ab12';
  expect(
    eventOf({ ...row, line_item_iam_principal: 'arn:aws:sts::1:assumed-role/r/s', line_item_resource_id: arn }),
  ).toMatchObject({
    principal: 'arn:aws:sts::1:assumed-role/r/s',
    workspace_id: arn,
  });
});

test('the legacy report has other names', () => {
  const legacy: JsonObject = {
    'lineItem/LineItemType': 'Usage',
    'lineItem/ProductCode': 'AmazonBedrock',
    'lineItem/UsageType': 'EUW1-Claude4.6Sonnet-output-tokens',
    'lineItem/UsageStartDate': '2026-03-02T00:00:00Z',
    'lineItem/UsageAmount': '12.5',
    'lineItem/UnblendedCost': '0.1875',
    'lineItem/CurrencyCode': 'USD',
  };
  expect(recognises(legacy)).toBe(true);
  expect(eventOf(legacy)).toMatchObject({ model: 'Claude4.6Sonnet', region: 'eu-west-1', usage: { output: 12500 } });
});

test('other services are passed over', () => {
  const other = { ...row, line_item_product_code: 'AmazonEC2', line_item_usage_type: 'BoxUsage:m5.large' };
  expect(read(other)).toMatchObject({ kind: 'skipped', detail: 'AmazonEC2' });
});
