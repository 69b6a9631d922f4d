// Quantities on invoices, exact.
import { expect, test } from 'vitest';
import { countOf, readUnit } from '../../src/formats/metered-quantity.ts';

test.each([
  ['Tokens', 1n, true],
  ['token', 1n, true],
  ['1000 Tokens', 1000n, true],
  ['1_000 tokens', undefined, false],
  ['1000_tokens', 1000n, true],
  ['1K tokens', 1000n, true],
  ['1,000,000 Tokens', 1_000_000n, true],
  ['1M Tokens', 1_000_000n, true],
  ['Million Tokens', 1_000_000n, true],
  ['thousand tokens', 1000n, true],
  ['1K', 1000n, false],
  ['1M', 1_000_000n, false],
  ['count', 1n, false],
  ['Units', 1n, false],
  ['1 Hour', undefined, false],
  ['1 GB', undefined, false],
  ['10K/Month', undefined, false],
  ['', undefined, false],
])('unit %s', (text, size, tokens) => {
  expect(readUnit(text)).toEqual(size === undefined ? undefined : { size, tokens });
});

test.each([
  ['433.893', 1000n, 433893],
  ['0.000001', 1_000_000n, 1],
  ['1e-3', 1000n, 1],
  [3, 1n, 3],
  ['308641.0', 1n, 308641],
  ['0.0004', 1n, 0],
  ['-5', 1000n, undefined],
  ['99999999999999999999', 1000n, undefined],
  ['many', 1n, undefined],
  [null, 1n, undefined],
])('%s times %s', (quantity, size, count) => {
  expect(countOf(quantity, size)).toBe(count);
});
