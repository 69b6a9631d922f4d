// What a row reads as a time is that very time to the reader of records; what it does not read is left to that one.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRowTimes, nsPerDay } from '../../../src/engine/alike/row-times.ts';
import { isoNanoseconds } from '../../../src/formats/times.ts';
import { hold } from '../../laws/law.ts';

const times = createRowTimes();

function read(text: string): bigint | undefined {
  const bytes = Buffer.from(`"${text}",1`);
  return times.read(bytes, 1, bytes.length - 4) ? BigInt(times.day) * nsPerDay + BigInt(times.ns) : undefined;
}

it.each([
  '2026-09-03T10:11:12',
  '2026-09-03T10:11:12Z',
  '2026-09-03 10:11:12',
  '2026-09-03T10:11:12.5Z',
  '2026-09-03T10:11:12.123456',
  '2026-09-03T23:59:59.999999999Z',
  '2024-02-29T00:00:00Z',
])('reads %s', (text) => {
  expect(read(text)).toBe(isoNanoseconds(text));
});

it.each([
  '',
  '2026-09-03',
  '2026-09-03T10:11Z',
  '2026-02-30T10:11:12Z',
  '2025-02-29T10:11:12Z',
  '2026-13-01T10:11:12Z',
  '2026-09-03T24:00:00Z',
  '2026-09-03T10:60:12Z',
  '2026-09-03T10:11:60Z',
  '2026-09-03T10:11:12.Z',
  '2026-09-03T10:11:12.1234567891Z',
  '2026-09-03T10:11:12+02:00',
  '2026-09-03T10:11:12,5Z',
  '2026-09-03T10:11:12ZZ',
  '2026-09-03T10:11:1 Z',
  '-026-09-03T10:11:12Z',
  '2026-09-03T10:11:-2Z',
  '1970-01-01T00:00:00Z',
  '1969-12-31T23:59:59Z',
  '1788430272000000000',
])('leaves %s to the reader of records', (text) => {
  expect(read(text)).toBeUndefined();
});

const digits = (least: number, most: number, count: number): fc.Arbitrary<string> =>
  fc.integer({ min: least, max: most }).map((value) => String(value).padStart(count, '0'));
const written = fc
  .tuple(
    fc.oneof(digits(2019, 2031, 4), digits(0, 9999, 4)),
    fc.constantFrom('-', '-', '-', '/'),
    digits(0, 13, 2),
    digits(0, 32, 2),
    fc.constantFrom('T', ' ', 't', ''),
    digits(0, 25, 2),
    digits(0, 61, 2),
    digits(0, 61, 2),
    fc.oneof(fc.constant(''), fc.stringMatching(/^[.,]\d{0,11}$/)),
    fc.constantFrom('', 'Z', 'z', 'UTC', '+00:00', '-07:30', ' Z'),
  )
  .map(([year, dash, month, day, t, hour, minute, second, rest, zone]) => {
    return `${year}${dash}${month}-${day}${t}${hour}:${minute}:${second}${rest}${zone}`;
  });

it('says what the reader of records says, or nothing', async () => {
  await hold(written, 3000, (text) => {
    const ours = read(text);
    if (ours !== undefined) expect([text, ours]).toEqual([text, isoNanoseconds(text)]);
  });
});

it('reads any second of any day to the nanosecond', async () => {
  const time = fc.tuple(
    fc.date({ min: new Date('1970-01-02'), max: new Date('2199-12-31'), noInvalidDate: true }),
    fc.nat(999_999),
  );
  await hold(time, 1000, ([date, rest]) => {
    const text = `${date.toISOString().slice(0, -1)}${String(rest).padStart(6, '0')}`;
    expect(read(text)).toBe(BigInt(date.getTime()) * 1_000_000n + BigInt(rest));
  });
});
