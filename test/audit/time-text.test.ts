import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoTime, periodOf } from '../../src/audit/time-text.ts';

const nanoseconds = (iso: string): bigint => BigInt(Date.parse(iso)) * 1_000_000n;

describe('isoTime', () => {
  it('has as many fraction digits as there are', () => {
    expect(isoTime(nanoseconds('2026-11-21T09:00:00Z'))).toBe('2026-11-21T09:00:00Z');
    expect(isoTime(nanoseconds('2026-11-21T09:00:00Z') + 120_000_000n)).toBe('2026-11-21T09:00:00.12Z');
    expect(isoTime(nanoseconds('2026-11-21T09:00:00Z') + 1n)).toBe('2026-11-21T09:00:00.000000001Z');
  });

  it('says the same as the calendar of the language', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000_000, max: 253_402_300_799_999 }), (milliseconds) => {
        const text = new Date(milliseconds).toISOString().replace(/\.?0*Z$/, 'Z');
        expect(isoTime(BigInt(milliseconds) * 1_000_000n)).toBe(text);
        expect(periodOf(BigInt(milliseconds) * 1_000_000n, 'day')).toBe(text.slice(0, 10));
      }),
    );
  });

  it('knows times before 1970, after the year 9999 and beyond all calendars', () => {
    expect(isoTime(-1n)).toBe('1969-12-31T23:59:59.999999999Z');
    expect(isoTime(253_402_300_800_000_000_000n)).toBe('+010000-01-01T00:00:00Z');
    expect(isoTime(10n ** 26n)).toBe('100000000000000000 s after 1970');
  });
});

describe('periodOf', () => {
  it('cuts UTC time', () => {
    const time = nanoseconds('2026-11-21T23:59:59.999Z');
    expect(periodOf(time, 'hour')).toBe('2026-11-21T23');
    expect(periodOf(time, 'day')).toBe('2026-11-21');
    expect(periodOf(time, 'month')).toBe('2026-11');
  });

  it.each([
    ['2026-11-16T00:00:00Z', '2026-11-16'],
    ['2026-11-21T12:00:00Z', '2026-11-16'],
    ['2026-11-22T23:59:59.999Z', '2026-11-16'],
    ['2027-01-01T00:00:00Z', '2026-12-28'],
    ['1970-01-01T00:00:00Z', '1969-12-29'],
  ])('names a week by its Monday: %s', (time, monday) => {
    expect(periodOf(nanoseconds(time), 'week')).toBe(monday);
  });
});
