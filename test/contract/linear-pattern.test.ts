// The linear engine must say what the built-in one says, and stay fast where that one does not.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linearPattern } from '../../src/contract/linear-pattern.ts';
import { PatternRefused } from '../../src/contract/pattern-syntax.ts';

const patterns = [
  '',
  '^$',
  '$^',
  'a',
  '^a$',
  'a|b|',
  '^(?:a|b)+$',
  '^[a-z0-9]+(?:-[a-z0-9]+)*$',
  '^a{2}$',
  '^a{2,}$',
  '^a{1,3}b?$',
  '(?<name>ab)*c',
  '^.+@.+$',
  '[^a-c]',
  '[\\]\\-^]',
  '^\\d\\w\\s\\S$',
  '\\u0061\\x62',
  '\\u{1f600}',
  '\\uD83D\\uDE00',
  '^\\p{Lu}\\p{Ll}+$',
  'a(?:^b)?c$',
  '^(?:a*)*$',
  'a*?b',
  '(?:^|x)a(?:$|y)',
  'é',
];

test.each(patterns)('%s answers like the built-in engine', (source) => {
  const ours = linearPattern(source);
  const theirs = new RegExp(source, 'u');
  const piece = fc.constantFrom('a', 'b', 'c', 'x', 'y', 'A', 'é', '1', '-', ' ', '@', ']', '^', '\n', '😀', '\ud800');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const text = pieces.join('');
      expect(ours.test(text)).toBe(theirs.test(text));
    }),
    { numRuns: 150 },
  );
});

test('generated patterns answer like the built-in engine', () => {
  const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
    pattern: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('a', 'b', '[ab]', '.', '^', '$', '[^a]', ''),
      fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
      fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
      fc
        .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{0}'))
        .map(([a, times]) => `(?:${a})${times}`),
    ),
  }));
  const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 5 }).map((letters) => letters.join(''));
  fc.assert(
    fc.property(pattern, fc.array(text, { minLength: 1, maxLength: 5 }), (source, values) => {
      const ours = linearPattern(source);
      const theirs = new RegExp(source, 'u');
      for (const value of values) expect(ours.test(value)).toBe(theirs.test(value));
    }),
    { numRuns: 500 },
  );
});

describe('patterns that blow up elsewhere', () => {
  const bait = `${'a'.repeat(1_000)}!`;
  test.each(['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '(a*)*b', 'a*a*a*a*b', '^(?:a?){50}a{50}$', '(a|b)*a(a|b){20}$'])(
    '%s answers, where a backtracking engine would not end',
    (source) => {
      const pattern = linearPattern(source);
      for (let round = 0; round < 20; round += 1) expect(pattern.test(bait)).toBe(false);
    },
  );
});

describe('refuses', () => {
  test.each([
    ['(a)\\1', 'refers back to a group'],
    ['(?<x>a)\\k<x>', 'refers back to a group'],
    ['^(?!unknown$)', 'looks ahead or behind'],
    ['(?<=a)b', 'looks ahead or behind'],
    ['\\bteam\\b', 'uses a word boundary'],
    ['(a', 'is not a valid regular expression'],
    ['a{99999999}', 'is too large'],
    ['(?:(?:(?:){1000}){1000}){1000}', 'is too large'],
    [`${'('.repeat(60)}a${')'.repeat(60)}`, 'nests too deeply'],
  ])('%s', (source, message) => {
    expect(() => linearPattern(source)).toThrow(PatternRefused);
    expect(() => linearPattern(source)).toThrow(message);
  });
});
