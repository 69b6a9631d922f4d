import { expect, test } from 'vitest';
import { readDuration, readTime, type TimeForm } from '../../src/formats/times.ts';
import type { MappingNote } from '../../src/model/event.ts';
import type { JsonValue } from '../../src/model/json.ts';

const second = 1_791_015_300n; // 2026-10-03T08:15:00Z
const ns = (seconds: bigint, rest = 0n): bigint => seconds * 1_000_000_000n + rest;

const time = (value: JsonValue, unit?: TimeForm) => {
  const notes: MappingNote[] = [];
  return [readTime('start', value, unit, notes), notes.length];
};

test.each([
  ['2026-10-03T08:15:00Z', 0n],
  ['2026-10-03T10:15:00+02:00', 0n],
  ['2026-10-03T10:15:00+0200', 0n],
  ['2026-10-03 10:15:00+02', 0n],
  ['2026-10-03 08:15:00', 0n],
  ['2026-10-03 08:15:00 UTC', 0n],
  ['2026-10-03T08:15', 0n],
  ['2026-10-03T08:15:00.123456789Z', 123_456_789n],
  ['2026-10-03T08:15:00,5Z', 500_000_000n],
  ['2026-10-03T08:15:00.1234567891234Z', 123_456_789n],
])('%s', (text, rest) => {
  expect(time(text)).toEqual([ns(second, rest), 0]);
});

test.each(['2026-02-30T08:15:00Z', '2026-13-01', '03/10/2026', 'yesterday', '1969-12-31', '2026-10-03T25:00:00Z'])(
  '%s is no time',
  (text) => expect(time(text, 'by-size')).toEqual([undefined, 1]),
);

test('a number needs its unit', () => {
  expect(time(1791015300, 's')).toEqual([ns(second), 0]);
  expect(time('1791015300123', 'ms')).toEqual([ns(second, 123_000_000n), 0]);
  expect(time('1791015300123456789', 'ns')).toEqual([ns(second, 123_456_789n), 0]);
  expect(time(1791015300.25, 's')).toEqual([ns(second, 250_000_000n), 0]);
  expect(time(1791015300)).toEqual([undefined, 1]);
});

test('by size: 10, 13, 16 and 19 digits are the four units, nothing else is', () => {
  expect(time(1791015300, 'by-size')).toEqual([ns(second), 0]);
  expect(time('1791015300.25', 'by-size')).toEqual([ns(second, 250_000_000n), 0]);
  expect(time(1791015300123, 'by-size')).toEqual([ns(second, 123_000_000n), 0]);
  expect(time('1791015300123456', 'by-size')).toEqual([ns(second, 123_456_000n), 0]);
  expect(time('1791015300123456789', 'by-size')).toEqual([ns(second, 123_456_789n), 0]);
  expect(time(20261003, 'by-size')).toEqual([undefined, 1]);
  expect(time(-1, 'by-size')).toEqual([undefined, 1]);
});

test('absent is not a bad time', () => {
  expect(time(null)).toEqual([undefined, 0]);
  expect(time('None')).toEqual([undefined, 0]);
});

test('lengths of time keep their fraction', () => {
  expect(readDuration(1.5, 'ms')).toBe(1_500_000n);
  expect(readDuration('2.779', 's')).toBe(2_779_000_000n);
  expect(readDuration('soon', 's')).toBeUndefined();
});

test.each([
  ['10/3/2026', 0n],
  ['10/03/26', 0n],
  ['10/3/2026 00:00:00', 0n],
  ['10/3/2026, 12:00:00.000 AM', 0n],
  ['10/3/2026, 12:00:00.120 PM', 43_200_120_000_000n],
  ['10/3/2026, 1:15 PM', 47_700_000_000_000n],
  ['2026-10-03', 0n],
])('month/day/year, where the source is known to write it so: %s', (text, rest) => {
  expect(time(text, 'us-date')).toEqual([1_790_985_600n * 1_000_000_000n + rest, 0]);
});

test.each(['13/1/2026', '2/30/2026', '10/3/126', '3.10.2026', '10/3/2026, 25:00 PM'])('%s is no such date', (text) => {
  expect(time(text, 'us-date')).toEqual([undefined, 1]);
});

test('ticks of .NET count hundreds of nanoseconds since the year 1', () => {
  expect(time('639080397041200000', 'dotnet-ticks')).toEqual([1_772_442_904_120_000_000n, 0]);
  expect(time('1772442904', 'dotnet-ticks')).toEqual([undefined, 1]);
});
