import { describe, expect, test } from 'vitest';
import { isLoopback } from '../../src/cli/loopback.ts';

describe('isLoopback', () => {
  test.each(['127.0.0.1', '127.8.9.10', 'LOCALHOST', '::1'])('%s is', (host) => {
    expect(isLoopback(host)).toBe(true);
  });
  test.each(['127.0.0.1.evil.example', 'localhost.evil.example', '0.0.0.0', '', '128.0.0.1', '::ffff:127.0.0.1'])(
    '"%s" is not',
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );
});
