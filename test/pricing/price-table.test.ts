// Every price of the table, and the arithmetic beside it.
import { describe, expect, test } from 'vitest';
import { usdToDecimal } from '../../src/model/money.ts';
import { type PriceRequest, priceUsage } from '../../src/pricing/price-usage.ts';
import { sellerKey } from '../../src/pricing/sellers.ts';
import { listRates } from './bundled-list.ts';
import { type PricedCase, priceTable } from './price-table.ts';
import { at } from './sample-card.ts';

/** The derivation worked out in fractions, by itself: no part of the program is used. */
function worked(derivation: string): { readonly over: bigint; readonly under: bigint } {
  const [, factor = '1', sum = derivation] = /^([\d.]+) \* \((.*)\)$/.exec(derivation) ?? [];
  const scale = 10n ** 12n;
  const decimal = (text: string): bigint => {
    const [whole = '', digits = ''] = text.split('.');
    return BigInt(whole + digits.padEnd(12, '0'));
  };
  const perOf: Readonly<Record<string, bigint>> = { '': 1_000_000n, '/k': 1000n, '/h': 3600n };
  // 9 * 10^9 is a multiple of every unit.
  const under = scale * scale * scale * 9_000_000_000n;
  const over = sum.split(' + ').reduce((total, term) => {
    const [, count = '', price = '', unit = ''] = /^([\d.]+) x ([\d.]+)(\/[kh])?$/.exec(term) ?? [];
    return total + decimal(count) * decimal(price) * (9_000_000_000n / (perOf[unit] ?? 1n));
  }, 0n);
  return { over: over * decimal(factor), under };
}

function requestOf({ provider, model, usage, more = {} }: PricedCase): PriceRequest {
  const { tier, start, ...rest } = more;
  return {
    provider,
    model,
    usage,
    ...rest,
    ...(tier !== undefined && { service_tier: tier }),
    ...(start !== undefined && { start: at(start) }),
  };
}

const cases = Object.values(priceTable).flat();

test('at least 150 prices of at least 12 sellers', () => {
  expect(cases.length).toBeGreaterThanOrEqual(150);
  expect(new Set(cases.map(({ provider }) => sellerKey(provider))).size).toBeGreaterThanOrEqual(12);
});

describe.each(Object.entries(priceTable))('%s', (_, list) => {
  test.each(
    list.map(
      (one) =>
        [`${one.provider} ${one.model} ${Object.values(one.more ?? {}).join(' ')}: ${one.derivation}`, one] as const,
    ),
  )('%s', (__, one) => {
    const { over, under } = worked(one.derivation);
    const [whole = '', digits = ''] = one.usd.split('.');
    expect(BigInt(whole + digits) * under, 'the derivation').toBe(over * 10n ** BigInt(digits.length));
    const price = priceUsage(requestOf(one), listRates);
    expect(price.kind === 'priced' ? usdToDecimal(price.usd) : price).toBe(one.usd);
  });
});
