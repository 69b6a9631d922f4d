import { describe, expect, test } from 'vitest';
import { decideColour, decideStyle, decideUnicode, decideWidth } from '../../src/cli/style.ts';

const screen = { write: () => undefined, isTTY: true, columns: 132 };
const pipe = { write: () => undefined, isTTY: false, columns: undefined };

describe('colour', () => {
  test.each([
    ['a terminal has colours', screen, {}, {}, true],
    ['a pipe has none', pipe, {}, {}, false],
    ['NO_COLOR switches off', screen, { NO_COLOR: '1' }, {}, false],
    ['an empty NO_COLOR says nothing', screen, { NO_COLOR: '' }, {}, true],
    ['FORCE_COLOR switches on', pipe, { FORCE_COLOR: '1' }, {}, true],
    ['FORCE_COLOR=0 switches off', screen, { FORCE_COLOR: '0' }, {}, false],
    ['NO_COLOR goes before FORCE_COLOR', screen, { NO_COLOR: '1', FORCE_COLOR: '1' }, {}, false],
    ['a dumb terminal has none', screen, { TERM: 'dumb' }, {}, false],
    ['--color goes before all', pipe, { NO_COLOR: '1' }, { color: true }, true],
    ['--no-color goes before all', screen, { FORCE_COLOR: '1' }, { color: false }, false],
  ] as const)('%s', (_, output, env, flags, expected) => {
    expect(decideColour(output, env, flags)).toBe(expected);
  });
});

describe('width', () => {
  test.each([
    ['the screen has its columns', screen, {}, {}, 132],
    ['a pipe shortens nothing', pipe, {}, {}, Number.POSITIVE_INFINITY],
    ['COLUMNS speaks for a pipe', pipe, { COLUMNS: '90' }, {}, 90],
    ['a senseless COLUMNS does not', pipe, { COLUMNS: 'wide' }, {}, Number.POSITIVE_INFINITY],
    ['a terminal that does not know is 80 wide', { ...screen, columns: undefined }, {}, {}, 80],
    ['--compact is at most 80', screen, {}, { compact: true }, 80],
    ['--compact keeps a narrower screen', { ...screen, columns: 40 }, {}, { compact: true }, 40],
    ['--wide shortens nothing', screen, {}, { wide: true }, Number.POSITIVE_INFINITY],
  ] as const)('%s', (_, output, env, flags, expected) => {
    expect(decideWidth(output, env, flags)).toBe(expected);
  });
});

test('signs are ASCII on the Linux console, dumb terminals and old Windows ones', () => {
  expect(decideUnicode({ env: {}, platform: 'linux' })).toBe(true);
  expect(decideUnicode({ env: { TERM: 'linux' }, platform: 'linux' })).toBe(false);
  expect(decideUnicode({ env: { TERM: 'dumb' }, platform: 'darwin' })).toBe(false);
  expect(decideUnicode({ env: {}, platform: 'win32' })).toBe(false);
  expect(decideUnicode({ env: { WT_SESSION: '1' }, platform: 'win32' })).toBe(true);
});

test('a style puts them together with what is shown', () => {
  expect(decideStyle(pipe, { env: { COLUMNS: '100' }, platform: 'linux' }, {}, { top: 5, groups: ['day'] })).toEqual({
    width: 100,
    colour: false,
    unicode: true,
    top: 5,
    groups: ['day'],
  });
});
