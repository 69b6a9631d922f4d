// Capacity paid by the month: whole calendar months, in the time of the line, in dollars; beside the calls it makes free.
import { describe, expect, test } from 'vitest';
import { usdToDecimal } from '../../src/model/money.ts';
import { cardDoubts } from '../../src/pricing/card-doubts.ts';
import { estimateWorkloads } from '../../src/pricing/estimate-document.ts';
import { monthlyLines } from '../../src/pricing/monthly-lines.ts';
import { at, card, rates } from './sample-card.ts';

const row = { seller: 'acme', model: 'm', tier: 'provisioned', prices: { input: '0', output: '0' } };
const sample = rates([row, { seller: 'acme', model: 'm', prices: { input: '1', output: '2' } }], {
  currency: 'EUR',
  fx: [
    { valid_from: '2026-01-01', usd: '1.05', source: 'ECB' },
    { valid_from: '2026-03-01', usd: '1.1', source: 'ECB' },
  ],
  monthly: [
    { name: 'reserved', seller: 'acme', model: 'm', price: '4000', units: 3, valid_from: '2026-02-15' },
    { name: 'trial', seller: 'acme', price: '100', valid_to: '2026-02-01' },
  ],
});

function lines(from: string, to: string): readonly string[] {
  return monthlyLines(sample, at(from), at(to)).map(({ month, name, usd }) => `${month} ${name} ${usdToDecimal(usd)}`);
}

describe('every month that the calls touch is paid whole', () => {
  test.each<[string, string, string, readonly string[]]>([
    // 100 EUR x 1.05
    ['one call', '2026-01-31T23:59:59Z', '2026-01-31T23:59:59Z', ['2026-01 trial 105']],
    // 3 x 4000 EUR x 1.05 in February, x 1.1 from March on
    [
      'three months',
      '2026-01-31T23:59:59Z',
      '2026-03-01T00:00:00Z',
      ['2026-01 trial 105', '2026-02 reserved 12600', '2026-03 reserved 13200'],
    ],
    [
      'over the year',
      '2026-12-31T00:00:00Z',
      '2027-01-01T00:00:00Z',
      ['2026-12 reserved 13200', '2027-01 reserved 13200'],
    ],
    ['before there is a line', '2025-01-01T00:00:00Z', '2025-02-01T00:00:00Z', []],
    ['times that can only be broken', '1970-01-01T00:00:00Z', '2026-03-01T00:00:00Z', []],
  ])('%s', (_, from, to, expected) => expect(lines(from, to)).toEqual(expected));
});

test('an estimate costs nothing per token and names the line, once', () => {
  const workload = { provider: 'acme', model: 'm', usage: { input: 1_000_000 }, service_tier: 'provisioned' };
  const done = estimateWorkloads([workload, workload], [], sample);
  expect(done.totals).toMatchObject([{ usd: '0', unpriced: 0 }]);
  expect(done.monthly_lines).toEqual([
    {
      card: 'sample',
      name: 'reserved',
      seller: 'acme',
      model: 'm',
      tier: 'provisioned',
      units: 3,
      month: null,
      usd: '13200',
    },
  ]);
  const standard = estimateWorkloads([{ ...workload, service_tier: 'standard' }], [], sample);
  expect(standard.totals).toMatchObject([{ usd: '1.1' }]);
  expect(standard).not.toHaveProperty('monthly_lines');
});

test('two lines of one name at one time contradict each other; a line without a row is doubted', () => {
  const line = { name: 'reserved', seller: 'acme', model: 'm', price: '1' };
  expect(() => card([row], { monthly: [line, line] })).toThrow(/both "reserved" at the same time/);
  expect(() => card([row], { monthly: [{ ...line, valid_from: '2026-02-01', valid_to: '2026-02-01' }] })).toThrow(
    /monthly\[0\] ends before it starts/,
  );
  const later = { ...line, valid_from: '2026-02-01' };
  expect([...cardDoubts(card([row], { monthly: [{ ...line, valid_to: '2026-02-01' }, later] }))].length).toBe(1);
  const doubts = [...cardDoubts(card([row], { monthly: [{ ...line, model: 'n' }] }))].map(({ message }) => message);
  expect(doubts).toContain('monthly[0] "reserved" has no row of acme n in the provisioned tier');
});
