// A text that holds another one has all of its characters.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { charactersOf, isSpelt, mayHold } from '../../../src/scan/patterns/characters.ts';
import { hold } from '../../laws/law.ts';

const anyText = fc.oneof(fc.stringMatching(/^[A-Za-z0-9_.-]{0,40}$/), fc.string({ maxLength: 20 }));

it('are all there in a text that holds another', () =>
  hold(fc.tuple(anyText, anyText, anyText), 500, ([before, text, behind]) => {
    expect(mayHold(charactersOf(before + text + behind), charactersOf(text))).toBe(true);
  }));

it.each([
  ['chatcmpl-a8c5ee39', 'sk-', false],
  ['task-9', 'sk-', true],
  ['chatcmpl-a8c5ee39', '_cache_hit', false],
  ['CHATCMPL', 'chat', false],
  ['BzQ', 'AKIA', true],
])('%s: may it hold %s?', (text, other, expected) => {
  expect(mayHold(charactersOf(text), charactersOf(other))).toBe(expected);
});

it.each([
  ['', true],
  ['Team_one-2.b', true],
  ['team one', false],
  ['a:b', false],
  ['\u00e9quipe', false],
  ['\u4e2d', false],
])('%j is spelt with what ids are spelt with: %s', (text, expected) => {
  expect(isSpelt(charactersOf(text))).toBe(expected);
});
