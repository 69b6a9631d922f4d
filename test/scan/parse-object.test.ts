// Values: numbers keep every digit that was written, hostile keys are harmless data, and only two habits of loggers are forgiven.
import { describe, expect, test } from 'vitest';
import { parseStrict, parseTidied } from '../../src/scan/parse-object.ts';

const strict = (text: string) => parseStrict(text, 200);
const tidied = (text: string) => parseTidied(text, 200);

describe('numbers', () => {
  test.each([
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', '9007199254740992'],
    ['-9007199254740993', '-9007199254740993'],
    ['1732174320123456789', '1732174320123456789'],
    ['340282366920938463463374607431768211455', '340282366920938463463374607431768211455'],
    ['1700000000000000', 1700000000000000],
    ['1e16', 1e16],
    ['1e400', '1e400'],
    ['-1E+309', '-1E+309'],
    ['0.00231', 0.00231],
    ['2.5e-06', 0.0000025],
    ['0.00023100000000000003', 0.00023100000000000003],
    ['0.30000000000000004', 0.30000000000000004],
    ['0.1234567890123456789', '0.1234567890123456789'],
    ['123.456789012345678901', '123.456789012345678901'],
    ['-0.000000000000000000123456789012345678', '-0.000000000000000000123456789012345678'],
    ['1.5', 1.5],
    ['0', 0],
  ])('%s', (digits, value) => {
    expect(strict(`{"a":${digits},"b":[ ${digits} , {"c": ${digits}}]}`)).toEqual({
      a: value,
      b: [value, { c: value }],
    });
  });

  test('digits inside strings and keys stay as they are', () => {
    const text = '{"9007199254740993":"id: 9007199254740993, \\"12345678901234567890\\"","n":9007199254740993}';
    expect(strict(text)).toEqual({
      '9007199254740993': 'id: 9007199254740993, "12345678901234567890"',
      n: '9007199254740993',
    });
  });
});

describe('keys', () => {
  test('__proto__ and constructor are own data and pollute nothing', () => {
    const texts = [
      '{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}',
      '{"__proto__":{"x":12345678901234567890}}',
    ];
    for (const text of texts) {
      const value = strict(text) ?? {};
      expect(Object.hasOwn(value, '__proto__')).toBe(true);
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect('x' in {}).toBe(false);
    }
  });

  test('of duplicate keys the last wins', () => {
    expect(strict('{"a":1,"a":{"b":2},"a":3}')).toEqual({ a: 3 });
    expect(strict('{"a":12345678901234567890,"a":12345678901234567891}')).toEqual({ a: '12345678901234567891' });
  });
});

describe('depth', () => {
  const nested = (levels: number) => `${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`;

  test('the record itself is level 1', () => {
    expect(parseStrict(nested(3), 3)).toEqual({ a: { a: {} } });
    expect(parseStrict(nested(4), 3)).toBeUndefined();
    expect(parseStrict('{"a":[[1]]}', 3)).toEqual({ a: [[1]] });
    expect(parseStrict('{"a":[[[]]]}', 3)).toBeUndefined();
  });

  test('a hundred thousand levels are refused without a crash', () => {
    expect(strict(nested(100_000))).toBeUndefined();
    expect(strict(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).toBeUndefined();
  });
});

describe('what is forgiven', () => {
  test('a comma before a closing bracket', () => {
    expect(tidied('{"a":[1,2, ],"b":{"c":",]",\n},}')).toEqual({ a: [1, 2], b: { c: ',]' } });
  });

  test('NaN and infinities become null, outside strings only', () => {
    expect(tidied('{"a":NaN,"b":[Infinity,-Infinity],"NaN":"NaN,-Infinity,}","c":9007199254740993}')).toEqual({
      a: null,
      b: [null, null],
      NaN: 'NaN,-Infinity,}',
      c: '9007199254740993',
    });
  });

  test.each(['{"a":None}', "{'a':1}", '{a:1}', '{"a":1}x', '{"a":01}', '{"a":NaNa}', '[1]', '1', '', '{"a":"\n"}'])(
    'nothing else: %j',
    (text) => {
      expect(tidied(text)).toBeUndefined();
    },
  );
});
