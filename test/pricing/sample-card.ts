// A small card with made-up prices for the tests of this folder, and shorthands.
import type { RateCard } from '../../src/model/rate-card.ts';
import { readRateCard } from '../../src/pricing/rate-card-file.ts';
import { compileRates } from '../../src/pricing/rates.ts';

export function card(rows: readonly unknown[], more: Readonly<Record<string, unknown>> = {}): RateCard {
  return readRateCard({ id: 'sample', ...more, rows }, 'sample.json');
}

export function rates(rows: readonly unknown[], more: Readonly<Record<string, unknown>> = {}) {
  return compileRates([card(rows, more)]);
}

/** Nanoseconds of an ISO instant. */
export function at(iso: string): bigint {
  return BigInt(Date.parse(iso)) * 1_000_000n;
}
