// Prices by hour and weekday: the zone's own clock counts, a window over midnight belongs to the day it begins, equal windows are an error.
import { describe, expect, test } from 'vitest';
import { cardZones } from '../../src/cli/card-zones.ts';
import { usdToDecimal } from '../../src/model/money.ts';
import { priceUsage } from '../../src/pricing/price-usage.ts';
import { compileRates, type Rates } from '../../src/pricing/rates.ts';
import { splitCard } from '../../src/pricing/split-card.ts';
import { at, card } from './sample-card.ts';

const row = { seller: 'acme', model: 'm', prices: { input: '1' } };

function zoned(rows: readonly unknown[]): Rates {
  const sample = card(rows);
  return compileRates([splitCard(sample, cardZones(sample, 'sample.json'))]);
}

function usdAt(start: string, by: Rates): string {
  const price = priceUsage({ provider: 'acme', model: 'm', usage: { input: 1_000_000 }, start: at(start) }, by);
  return price.kind === 'priced' ? usdToDecimal(price.usd) : price.kind;
}

describe('office hours in Berlin, nights from Friday on, and the rest', () => {
  const sample = zoned([
    row,
    {
      ...row,
      time_of_day: { from: '09:00', to: '18:00', days: ['mon', 'tue', 'wed', 'thu', 'fri'], zone: 'Europe/Berlin' },
      prices: { input: '2' },
    },
    {
      ...row,
      time_of_day: { from: '22:00', to: '06:00', days: ['fri', 'sun'], zone: 'Europe/Berlin' },
      prices: { input: '0.5' },
    },
  ]);
  test.each([
    // Berlin is UTC+1 in winter: Monday 2026-01-05, 09:00 there is 08:00 UTC.
    ['2026-01-05T07:59:59Z', '1'],
    ['2026-01-05T08:00:00Z', '2'],
    ['2026-01-05T16:59:59Z', '2'],
    ['2026-01-05T17:00:00Z', '1'],
    // UTC+2 in summer: Monday 2026-07-06, 09:00 there is 07:00 UTC.
    ['2026-07-06T06:59:59Z', '1'],
    ['2026-07-06T07:00:00Z', '2'],
    // Saturday 2026-01-10 at noon is no office hour.
    ['2026-01-10T11:00:00Z', '1'],
    // Friday 22:00 to Saturday 06:00, and Sunday night on into Monday, where the week wraps.
    ['2026-01-09T21:00:00Z', '0.5'],
    ['2026-01-10T04:59:59Z', '0.5'],
    ['2026-01-10T05:00:00Z', '1'],
    ['2026-01-10T22:00:00Z', '1'],
    ['2026-01-11T21:00:00Z', '0.5'],
    ['2026-01-12T04:59:59Z', '0.5'],
    ['2026-01-12T05:00:00Z', '1'],
    // The clock goes back on 2026-10-25 (a Sunday) at 01:00 UTC: from then on 22:00 is 21:00 UTC again.
    ['2026-10-25T20:59:59Z', '1'],
    ['2026-10-25T21:00:00Z', '0.5'],
    // Long before the epoch too: 1969-12-29 was a Monday.
    ['1969-12-29T10:00:00Z', '2'],
  ])('%s: %s', (start, expected) => expect(usdAt(start, sample)).toBe(expected));

  test('without a time the price is a band; the source tells the window', () => {
    const price = priceUsage({ provider: 'acme', model: 'm', usage: { input: 1_000_000 } }, sample);
    expect(price).toMatchObject({ kind: 'band', low: 5n * 10n ** 17n, high: 2n * 10n ** 18n });
    expect(price.kind === 'band' && price.candidates.map(({ source }) => source.time_of_day)).toEqual([
      'fri, sun 22:00-06:00 Europe/Berlin',
      undefined,
      'mon, tue, wed, thu, fri 09:00-18:00 Europe/Berlin',
    ]);
  });
});

test('a window with weekdays goes before one without, and both before the row without', () => {
  const sample = zoned([
    row,
    { ...row, time_of_day: { from: '20:00', to: '08:00' }, prices: { input: '0.8' } },
    { ...row, time_of_day: { from: '00:00', to: '00:00', days: ['sat', 'sun'] }, prices: { input: '0.6' } },
  ]);
  // 2026-01-10 is a Saturday.
  expect(usdAt('2026-01-09T23:59:59Z', sample)).toBe('0.8');
  expect(usdAt('2026-01-10T00:00:00Z', sample)).toBe('0.6');
  expect(usdAt('2026-01-11T23:59:59Z', sample)).toBe('0.6');
  expect(usdAt('2026-01-12T00:00:00Z', sample)).toBe('0.8');
  expect(usdAt('2026-01-12T12:00:00Z', sample)).toBe('1');
});

test('a window holds only in the time of its row', () => {
  const sample = zoned([
    row,
    {
      ...row,
      valid_from: '2026-08-17',
      time_of_day: { from: '09:00', to: '12:00', zone: '+08:00' },
      prices: { input: '2' },
    },
  ]);
  // 09:00 at +08:00 is 01:00 UTC.
  expect(usdAt('2026-08-16T01:00:00Z', sample)).toBe('1');
  expect(usdAt('2026-08-17T00:59:59Z', sample)).toBe('1');
  expect(usdAt('2026-08-17T01:00:00Z', sample)).toBe('2');
  expect(usdAt('2026-08-17T04:00:00Z', sample)).toBe('1');
});

const night = { from: '22:00', to: '06:00' };
const collides = /both price acme m at the same time/;

test.each<[string, unknown, unknown]>([
  ['nights on the same day', { ...night, days: ['mon', 'tue'] }, { from: '23:00', to: '23:30', days: ['tue'] }],
  ['a night and the next morning', { ...night, days: ['sun'] }, { from: '05:00', to: '07:00', days: ['mon'] }],
  ['two zones', { ...night, zone: 'Asia/Tokyo' }, { from: '12:00', to: '13:00' }],
])('in conflict: %s', (_, one, other) => {
  const rows = [
    { ...row, time_of_day: one },
    { ...row, time_of_day: other },
  ];
  expect(() => card(rows)).toThrow(collides);
});

test.each<[string, unknown, unknown]>([
  ['other days', { ...night, days: ['mon'] }, { ...night, days: ['tue'] }],
  ['the morning of another day', { ...night, days: ['sun'] }, { from: '05:00', to: '07:00', days: ['sun'] }],
  ['weekdays and every day', { ...night, days: ['mon'] }, night],
])('not in conflict: %s', (_, one, other) => {
  const rows = [
    { ...row, time_of_day: one },
    { ...row, time_of_day: other },
  ];
  expect(card(rows).rows).toHaveLength(2);
});

test('a zone nobody has is told with its place', () => {
  const rows = [row, { ...row, time_of_day: { ...night, zone: 'Mars/Base' } }];
  expect(() => zoned(rows)).toThrow('sample.json: rows[1].time_of_day.zone names no time zone: Mars/Base');
});
