import { expect, test } from 'vitest';
import { readDuration } from '../../../src/cli/listen/duration.ts';
import { UsageError } from '../../../src/model/errors.ts';

test.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['1.5s', 1500],
  ['10m', 600_000],
  ['2h', 7_200_000],
])('%s', (text, ms) => {
  expect(readDuration('--for', text)).toBe(ms);
});

test.each(['', '30', '0s', '-1s', '10 m', '1d', '600h', 'Infinitys', '1e3s'])('refuses "%s"', (text) => {
  expect(() => readDuration('--idle', text)).toThrow(UsageError);
  expect(() => readDuration('--idle', text)).toThrow(`--idle ${text} is no duration`);
});
