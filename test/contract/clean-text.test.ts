// Text that could steer a terminal, hide words or fill the screen.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, cutId, cutText, isClean } from '../../src/contract/clean-text.ts';

test.each([
  ['\u001b[31mred\u001b[0m', 'red'],
  ['\u009b2Jx', 'x'],
  ['a\u001b]0;title\u0007b', 'ab'],
  ['a\u001b]8;;https://example.com\u001b\\link\u001b]8;;\u001b\\', 'alink'],
  ['a\u001b]0;never ended', 'a'],
  ['a\u001b(Bb', 'ab'],
  ['a\u001b', 'a?'],
  ['a\u0000b', 'a?b'],
  ['a\u0008b', 'a?b'],
  ['line\r\nnext\tcolumn\n', 'line next column'],
  ['abc\u202etxt.exe', 'abc?txt.exe'],
  ['\u2066a\u2069', '?a?'],
  ['zero\u200bwidth', 'zero?width'],
  ['\ufeffbom', '?bom'],
  ['half \ud83d', 'half ?'],
  ['\udc00half', '?half'],
])('%j becomes %j', (raw, clean) => expect(cleanText(raw)).toBe(clean));

test.each(['support', 'équipe-données', '客服', '😀 team', 'עברית', 'क्‍ष', ' padded ', ''])('%j stays', (text) => {
  expect(cleanText(text)).toBe(text);
});

test('nothing unclean survives, and once is enough', () => {
  const piece = fc.oneof(
    fc.constantFrom('\u001b', '[', ']', '0m', '\u0007', '\u009b', '\u202e', '\n', '\ud83d', '\ude00'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const clean = cleanText(pieces.join(''));
      expect(isClean(clean)).toBe(true);
      expect(cleanText(clean)).toBe(clean);
    }),
  );
});

test.each(['\u001b', '\u001b[', '\u001b]', '\u001b[0', '\n', '\u009b ', '\ud83d'])(
  'a long run of %j takes linear time: anything worse would not end within the test',
  (bait) => {
    const long = bait.repeat(2_000_000);
    expect((cleanText(long) ?? '').length).toBeLessThanOrEqual(long.length);
  },
);

describe('length', () => {
  test('short texts stay', () => {
    expect(cutText('abc', 3)).toBe('abc');
    expect(cutId('abc', 3)).toBe('abc');
  });
  test('a cut is marked', () => expect(cutText('abcdef', 4)).toBe('abc…'));
  test('no half characters', () => expect(cutText('ab😀def', 4)).toBe('ab…'));
  test('ids that differ stay different, at the same length', () => {
    const head = 'x'.repeat(2_000);
    const [a, b] = [cutId(`${head}a`, 1_024), cutId(`${head}b`, 1_024)];
    expect(a).toMatch(/^x{1011}…[0-9a-f]{12}$/);
    expect(b).not.toBe(a);
    expect(cutId(a, 1_024)).toBe(a);
  });
});
