import path from 'node:path';
import { expect, test } from 'vitest';
import { credentialsFor, withoutSecrets } from '../../../src/cli/sources/credentials.ts';
import { readSourceUrl } from '../../../src/cli/sources/source-url.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { testIo } from '../test-io.ts';

const folder = temporaryFolder();
folder.write({ 'ch.password': 'from-file\n' });
const env = { CLICKHOUSE_USER: 'env-user', CLICKHOUSE_PASSWORD: 'from-env', OTHER: 'from-other' };
const variables = { user: 'CLICKHOUSE_USER', password: 'CLICKHOUSE_PASSWORD' };

async function credentials(url: string, sources?: Record<string, { user?: string; password?: string }>) {
  const io = testIo({ cwd: folder.path, env });
  const found = sources && {
    config: { sources },
    file: { path: path.join(folder.path, 'c.json'), name: 'c.json' },
    directory: folder.path,
  };
  return credentialsFor(readSourceUrl(url, [], ''), variables, found, io);
}

test('the URL goes before the config, the config before the environment', async () => {
  const config = { 'h:8123': { user: 'conf-user', password: 'env:OTHER' } };
  expect(await credentials('clickhouse://h:8123/d')).toEqual({ user: 'env-user', password: 'from-env' });
  expect(await credentials('clickhouse://h:8123/d', config)).toEqual({ user: 'conf-user', password: 'from-other' });
  expect(await credentials('clickhouse://me:mine@h:8123/d', config)).toEqual({ user: 'me', password: 'mine' });
  expect(await credentials('clickhouse://me@h:8123/d', config)).toEqual({ user: 'me', password: 'from-other' });
  expect(await credentials('clickhouse://h:8124/d', config)).toEqual({ user: 'env-user', password: 'from-env' });
});

test('a password may stand in a file beside the config', async () => {
  expect((await credentials('clickhouse://h/d', { h: { password: 'ch.password' } })).password).toBe('from-file');
  await expect(credentials('clickhouse://h/d', { h: { password: 'none' } })).rejects.toThrow(
    'the password file none that the config names cannot be read: ENOENT',
  );
  await expect(credentials('clickhouse://h/d', { h: { password: 'env:NONE' } })).rejects.toThrow(
    'the config names a password in the environment variable NONE, which is not set',
  );
});

test('what a server says is shown without the password, however it is written there', () => {
  const secret = { user: 'me', password: 'p@ss/w' };
  expect(withoutSecrets('login me:p%40ss%2Fw, then p@ss/w', secret)).toBe('login me:***, then ***');
  expect(withoutSecrets('nothing to hide', { user: undefined, password: undefined })).toBe('nothing to hide');
});
