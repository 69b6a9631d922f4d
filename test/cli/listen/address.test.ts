import { describe, expect, test } from 'vitest';
import { readAddress, urlOf } from '../../../src/cli/listen/address.ts';
import { UsageError } from '../../../src/model/errors.ts';

describe('readAddress', () => {
  test.each([
    ['127.0.0.1:4318', { host: '127.0.0.1', port: 4318, loopback: true }],
    ['localhost:0', { host: 'localhost', port: 0, loopback: true }],
    ['[::1]:4318', { host: '::1', port: 4318, loopback: true }],
    ['4319', { host: '127.0.0.1', port: 4319, loopback: true }],
    ['0.0.0.0:4318', { host: '0.0.0.0', port: 4318, loopback: false }],
    ['[::]:4318', { host: '::', port: 4318, loopback: false }],
    ['10.1.2.3:4318', { host: '10.1.2.3', port: 4318, loopback: false }],
    ['collector.example:4318', { host: 'collector.example', port: 4318, loopback: false }],
  ])('%s', (text, address) => {
    expect(readAddress(text)).toEqual(address);
  });

  test.each(['', 'localhost', 'http://127.0.0.1:4318', '127.0.0.1:70000', '::1:4318', 'a b:1', ':4318'])(
    'refuses "%s"',
    (text) => {
      expect(() => readAddress(text)).toThrow(UsageError);
    },
  );
});

test('an IPv6 address stands in brackets', () => {
  expect([urlOf('::1', 4318), urlOf('127.0.0.1', 80)]).toEqual(['http://[::1]:4318', 'http://127.0.0.1:80']);
});
