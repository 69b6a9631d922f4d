// Printable: nothing from the data can steer a terminal, hide itself or reorder a line.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable, printableDocument } from '../../src/report/printable.ts';

test.each([
  ['plain text, Café, 支持, ✓', 'plain text, Café, 支持, ✓'],
  ['\u001b[31mred', '\\x1b[31mred'],
  ['a\nb\tc\rd\u0000', 'a\\nb\\tc\\rd\\x00'],
  ['\u009b2J\u007f', '\\x9b2J\\x7f'],
  ['a\u202Eb\u2066c\u200Bd', 'a\\u202eb\\u2066c\\u200bd'],
  ['no\u00a0break', 'no\\xa0break'],
  ['tag\u{E0041}', 'tag\\u{e0041}'],
  ['\ud800', '\\ud800'],
  ['e\u0301\u0301\u0301\u0301\u0301', 'e\u0301\u0301\u0301\u0301\\u0301'],
])('%j prints as %s', (text, shown) => {
  expect(printable(text, true)).toBe(shown);
});

test('without unicode the text is pure ASCII', () => {
  expect(printable('Café 支 👍', false)).toBe('Caf\\xe9 \\u652f \\u{1f44d}');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(text, false)).toMatch(/^[ -~]*$/);
    }),
  );
});

test('a document keeps its shape, keys included', () => {
  const document = { list: ['a\u0007', 1, null, true], 'odd\u001b': { deep: '\n' } };
  expect(printableDocument(document, true)).toEqual({ list: ['a\\x07', 1, null, true], 'odd\\x1b': { deep: '\\n' } });
});

test('a text made to flood the screen is cut, and says so', () => {
  const shown = printable('x'.repeat(1_000_000), true);
  expect(shown.slice(1_995)).toBe('xxxxx (and 998000 more characters)');
});
