// The built program where no client of a database is installed: one sentence, what to install, exit 2. Nothing is asked of anybody.
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { ownedCall, temporaryFolder } from '../temporary-folder.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = temporaryFolder();

beforeAll(() => {
  for (const part of ['bin', 'dist', 'package.json'])
    cpSync(path.join(root, part), path.join(folder.path, part), { recursive: true });
  folder.write({ 'calls.jsonl': ownedCall });
});

function run(...argv: readonly string[]): { code: number | null; stdout: string; stderr: string } {
  const program = path.join(folder.path, 'bin', 'attrib-audit.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], { cwd: folder.path });
  return { code: status, stdout: stdout.toString(), stderr: stderr.toString() };
}

const without = (what: string, packages: string): string =>
  `attrib-audit: ${what}\n  install beside attrib-audit: npm install ${packages}\n`;

test.each([
  [
    'clickhouse://127.0.0.1:1/ai',
    'a clickhouse:// URL needs @clickhouse/client, which is not installed',
    '@clickhouse/client',
  ],
  [
    'postgres://127.0.0.1:1/litellm',
    'a postgres:// URL needs pg and pg-query-stream, which are not installed',
    'pg pg-query-stream',
  ],
])('%s', (url, what, packages) => {
  expect(run(url, '--json')).toEqual({ code: 2, stdout: '', stderr: without(what, packages) });
});

test('load says the same, and files need no client', () => {
  const loaded = run('load', 'calls.jsonl', '--to', 'clickhouse://127.0.0.1:1/ai');
  expect([loaded.code, loaded.stdout]).toEqual([2, '']);
  expect(loaded.stderr).toContain('npm install @clickhouse/client');
  expect(run('calls.jsonl', '--json').code).toBe(0);
});
