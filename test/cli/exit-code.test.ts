import { expect, test } from 'vitest';
import { exitCodeOf } from '../../src/cli/exit-code.ts';

const clean = { unreadable: false, records: 100, rejected: 0, maxRejectedPct: 1 };

test.each([
  ['fine without a gate', {}, 0],
  ['the gate passed', { gatePassed: true }, 0],
  ['the gate failed', { gatePassed: false }, 1],
  ['a failed gate that is only to be reported', { gatePassed: false, exitZero: true }, 0],
  ['rejected up to the limit', { rejected: 1 }, 0],
  ['rejected up to a limit that no double holds', { rejected: 7, records: 1000, maxRejectedPct: 0.7 }, 0],
  ['rejected over the limit', { rejected: 2 }, 3],
  ['rejected over the limit outranks the gate', { rejected: 2, gatePassed: false }, 3],
  ['--exit-zero does not hide rejected records', { rejected: 2, exitZero: true }, 3],
  ['an unread input outranks everything', { unreadable: true, rejected: 2, gatePassed: false }, 2],
  ['no record at all', { records: 0 }, 0],
])('%s', (_, verdict, expected) => {
  expect(exitCodeOf({ ...clean, ...verdict })).toBe(expected);
});
