// User cards: what is accepted, and the complaint for what is not.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { UsageError } from '../../src/model/errors.ts';
import { readRateCard } from '../../src/pricing/rate-card-file.ts';
import { trustedCatalogue } from '../../src/pricing/trusted-catalogue.ts';
import { list, listFile } from './bundled-list.ts';

const row = { seller: 'acme', model: 'm', prices: { input: '1' } };

function complaint(value: unknown): string {
  try {
    readRateCard(value, 'rates.yaml');
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'accepted';
}

test('prices may be numbers or text; the id defaults to the name of the file', () => {
  expect(
    readRateCard({ rows: [{ ...row, prices: { input: 0.3, output: '1.20', seconds: 1e-7 } }] }, 'rates.yaml'),
  ).toEqual({
    id: 'rates.yaml',
    currency: 'USD',
    rows: [{ seller: 'acme', model: 'm', prices: { input: '0.3', output: '1.20', seconds: '0.0000001' } }],
  });
});

test.each<[unknown, string]>([
  [null, 'rates.yaml: Invalid input: expected object, received null'],
  [[], 'rates.yaml: Invalid input: expected object, received array'],
  [
    { rows: [{ ...row, prices: { input: '1,5' } }] },
    'rates.yaml: rows[0].prices.input: a decimal number such as "0.30", at most 18 decimals',
  ],
  [{ rows: [row, { ...row, price: {} }] }, 'rates.yaml: rows[1]: Unrecognized key: "price"'],
  [{ rows: [{ ...row, prices: { tokens: '1' } }] }, 'rates.yaml: rows[0].prices: Unrecognized key: "tokens"'],
  [
    { rows: [{ ...row, prices: { input: -1 } }] },
    'rates.yaml: rows[0].prices.input: a decimal number such as "0.30", at most 18 decimals',
  ],
  [
    { rows: [{ ...row, match: [{ like: 'x' }] }] },
    'rates.yaml: rows[0].match[0]: one of equals, starts_with, ends_with, contains, regex, all',
  ],
  [{ rows: [{ ...row, match: [{ regex: '(a+' }] }] }, 'rates.yaml: rows[0].match[0].regex: a group is not closed'],
  [
    { rows: [row, { ...row, seller: 'ACME', model: 'M' }] },
    'rates.yaml: rows[0] and rows[1] both price ACME M at the same time',
  ],
  [
    {
      rows: [
        { ...row, valid_to: '2026-02-01' },
        { ...row, valid_from: '2026-01-31' },
      ],
    },
    'rates.yaml: rows[0] and rows[1] both price acme m at the same time',
  ],
  [{ rows: [{ ...row, tier: 'default' }, row] }, 'rates.yaml: rows[0] and rows[1] both price acme m at the same time'],
  [
    {
      rows: [
        { ...row, time_of_day: { from: '22:00', to: '06:00' } },
        { ...row, time_of_day: { from: '05:00', to: '07:00' } },
      ],
    },
    'rates.yaml: rows[0] and rows[1] both price acme m at the same time',
  ],
  [
    { rows: [row, { ...row, model: 'n', match: [{ equals: 'M' }] }] },
    'rates.yaml: rows[0] and rows[1] both claim "m" of acme for different models',
  ],
  [
    { rows: [{ ...row, valid_from: '2026-02-01', valid_to: '2026-02-01' }] },
    'rates.yaml: rows[0] ends before it starts',
  ],
])('%j', (value, message) => expect(complaint(value)).toBe(message));

test.each<[string, readonly unknown[]]>([
  [
    'one after the other',
    [
      { ...row, valid_to: '2026-02-01' },
      { ...row, valid_from: '2026-02-01' },
    ],
  ],
  ['another tier', [row, { ...row, tier: 'batch' }]],
  ['another region', [row, { ...row, region: 'eu' }]],
  ['a time of day goes before the row without', [row, { ...row, time_of_day: { from: '01:00', to: '02:00' } }]],
  ['another seller', [row, { ...row, seller: 'other' }]],
])('not in conflict: %s', (_, rows) => expect(complaint({ rows })).toBe('accepted'));

test('a damaged catalogue is a bug of ours, not wrong use', () => {
  for (const text of [
    '',
    '{}',
    '{"id":"x","rows":[\n{"model":"m"}\n]}',
    '{"id":"x","rows":[\n{"seller":"a"},\n{"seller":"b"},\n{"seller":"a"}\n]}',
  ]) {
    expect(() => trustedCatalogue(text)).toThrow('the bundled price list is damaged');
  }
});

test('the bundled list by seller is the bundled list', () => {
  const { rows, ...terms } = list;
  const split = trustedCatalogue(readFileSync(listFile, 'utf8'));
  expect(split.terms).toEqual(terms);
  expect(split.sellers.flatMap(split.rowsOf)).toEqual(rows);
  expect(split.rowsOf('nobody')).toEqual([]);
});
