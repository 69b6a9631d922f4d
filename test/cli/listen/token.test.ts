import { expect, test } from 'vitest';
import { readAddress } from '../../../src/cli/listen/address.ts';
import { loadToken } from '../../../src/cli/listen/token.ts';
import { UsageError } from '../../../src/model/errors.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { testIo } from '../test-io.ts';

const folder = temporaryFolder();
const secret = 'c0ffee'.repeat(5);
folder.write({
  'listen.token': `${secret}\n`,
  'short.token': 'hunter2',
  'empty.token': '\n',
  'odd.token': `${secret} ${secret}`,
});
const anyone = readAddress('0.0.0.0:4318');
const loopback = readAddress('127.0.0.1:4318');
const io = testIo({ cwd: folder.path });
const withToken = testIo({ cwd: folder.path, env: { ATTRIB_AUDIT_TOKEN: secret } });

test('loopback needs none', async () => {
  expect(await loadToken(undefined, loopback, io)).toBeUndefined();
});

test('any other address does', async () => {
  const refused = loadToken(undefined, anyone, io);
  await expect(refused).rejects.toThrow(UsageError);
  await expect(refused).rejects.toThrow('0.0.0.0 can be reached from other machines, so a token is needed');
});

test.each([
  ['a file', 'listen.token', io],
  ['the environment', undefined, withToken],
])('from %s: only the header that bears it is let in', async (_, file, world) => {
  const check = await loadToken(file, anyone, world);
  expect([`Bearer ${secret}`, `bearer  ${secret} `].map((header) => check?.(header))).toEqual([true, true]);
  const others = [
    undefined,
    '',
    secret,
    'Bearer',
    'Bearer ',
    `Bearer ${secret}0`,
    `Bearer ${secret.slice(1)}`,
    `Basic ${secret}`,
  ];
  expect(others.map((header) => check?.(header))).toEqual(others.map(() => false));
});

test('one in the environment holds on loopback too', async () => {
  const check = await loadToken(undefined, loopback, withToken);
  expect(check?.(`Bearer ${secret}`)).toBe(true);
  expect(check?.(undefined)).toBe(false);
});

test.each([
  ['short.token', 'the token is shorter than 16 characters'],
  ['empty.token', 'the token is shorter than 16 characters'],
  ['odd.token', 'the token has characters that no header can carry'],
  ['no.token', 'the token file no.token cannot be read: there is no such file'],
])('%s is refused, without its text', async (file, message) => {
  const refused = await loadToken(file, anyone, io).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(UsageError);
  expect(String(refused)).toContain(message);
  expect(JSON.stringify(refused)).not.toMatch(/hunter2|c0ffee/);
});
