// Widths: what a terminal shows in how many columns, and text made to fit.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clipLine, shorten, textWidth, wrapText } from '../../src/report/text-width.ts';

test('columns of ASCII, wide, combining and painted text', () => {
  expect(['abc', '支持', 'é', 'e\u0301', '👍', '\u001b[1mbold\u001b[22m'].map(textWidth)).toEqual([3, 4, 1, 1, 2, 4]);
});

test('shortening keeps both ends of a path, or the start of a name', () => {
  expect(shorten('logs/2026-09/spend.jsonl:812', 20, 'middle', '…')).toBe('logs/20…nd.jsonl:812');
  expect(shorten('support-platform', 10, 'end', '...')).toBe('support...');
  expect(shorten('支持平台支持平台', 7, 'middle', '…')).toBe('支…平台');
  expect(shorten('short', 10, 'middle', '…')).toBe('short');
  expect(shorten('abcdef', 2, 'end', '...')).toBe('ab');
});

test('wrapping breaks at spaces, and cuts only a word that is too long', () => {
  expect(wrapText('owner_team is dropped between gateway and router', 20)).toEqual([
    'owner_team is',
    'dropped between',
    'gateway and router',
  ]);
  expect(wrapText('aaaaaaaaaaaa bb', 5)).toEqual(['aaaaa', 'aaaaa', 'aa bb']);
  expect(wrapText('one line', Number.POSITIVE_INFINITY)).toEqual(['one line']);
});

test('clipping a painted line still closes its colours', () => {
  expect(clipLine('ab\u001b[31mcdef\u001b[39mgh', 4)).toBe('ab\u001b[31mcd\u001b[39m');
});

test('nothing is ever wider than asked for', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 4, max: 60 }), (text, width) => {
      expect(textWidth(shorten(text, width, 'middle', '…'))).toBeLessThanOrEqual(width);
      expect(textWidth(clipLine(text, width))).toBeLessThanOrEqual(width);
      for (const line of wrapText(text, width)) expect(textWidth(line)).toBeLessThanOrEqual(width);
    }),
  );
});
