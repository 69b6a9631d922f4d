// The linear-time expressions: the same answers as RegExp, in bounded time, and a reason for what they do not support.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePattern } from '../../src/pricing/pattern.ts';

function fits(source: string, text: string): boolean {
  const pattern = compilePattern(source);
  if ('fault' in pattern) throw new Error(pattern.fault);
  return pattern.test(text);
}

test.each([
  ['gpt-5\\.6-sol-\\d{4}-\\d{2}-\\d{2}', 'gpt-5.6-sol-2026-08-21', true],
  ['gpt-5\\.6-sol-\\d{4}-\\d{2}-\\d{2}', 'gpt-5.6-sol-2026-08-21x', false],
  ['gpt-5\\.6-sol', 'gpt-5x6-sol', false],
  ['GPT-[A-C]', 'gpt-b', true],
  ['GPT-[^A-C]', 'gpt-b', false],
  ['a|bc|', 'bc', true],
  ['a|bc|', '', true],
  ['(?:.*-tts(?:$|-)).*', 'gemini-tts', true],
  ['(?:.*-tts(?:$|-)).*', 'gemini-tts-x', true],
  ['(?:.*-tts(?:$|-)).*', 'gemini-ttsx', false],
  ['^a$', 'a', true],
  ['x{2,}y?', 'xxxx', true],
  ['x{2,3}', 'xxxx', false],
  ['[\\]\\-a]+', ']-a', true],
  ['[a-]+', 'a-a', true],
])('%s on %s: %s', (source, text, expected) => expect(fits(source, text)).toBe(expected));

test.each([
  ['(?=a)', 'look-around and named groups are not supported'],
  ['(a', 'a group is not closed'],
  ['a)', 'a closing bracket has no opening one'],
  ['[a', 'a character class is not closed'],
  ['*a', 'nothing to repeat before *'],
  ['(a)\\1', '\\1 is not supported'],
  ['a\\', '\\ is not supported'],
  ['a{3,2}', '{3,2} counts backwards'],
  ['((a{99}){99}){99}', 'the pattern is too large'],
  ['('.repeat(60), 'groups are nested too deep'],
])('%s: %s', (source, fault) => expect(compilePattern(source)).toEqual({ fault }));

test('no text makes it slow', () => {
  expect(fits('(a*)*b', 'a'.repeat(300))).toBe(false);
  expect(fits('(a|a)*(a|a)*(a|a)*b', 'a'.repeat(300))).toBe(false);
});

test('agrees with RegExp on random small expressions', () => {
  const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '(a|b)', '(?:ab|)', '\\d', '(a*)*', '(b?a)+');
  const source = fc.array(fc.tuple(atom, fc.constantFrom('', '*', '+', '?', '{2}', '{0,2}')), { maxLength: 5 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '1'), maxLength: 8 });
  fc.assert(
    fc.property(source, fc.array(text, { minLength: 5, maxLength: 5 }), (parts, texts) => {
      const expression = parts.map(([part, times]) => `(?:${part})${times}`).join('');
      const reference = new RegExp(`^(?:${expression})$`);
      expect(texts.map((candidate) => fits(expression, candidate))).toEqual(
        texts.map((candidate) => reference.test(candidate)),
      );
    }),
    { numRuns: 500, seed: 20_261_121 },
  );
});
