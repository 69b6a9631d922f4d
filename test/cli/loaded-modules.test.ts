// A short run is mostly loading: what an audit of a small plain file has no use for stays where it is.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = temporaryFolder();

function loadedBy(...args: readonly string[]): readonly string[] {
  const tell = path.join(folder.path, 'tell.cjs');
  writeFileSync(tell, `process.on('exit', () => process.stderr.write(process.moduleLoadList.join('\\n')));`);
  const bin = path.join(root, 'bin/attrib-audit.js');
  const { status, stderr } = spawnSync(process.execPath, ['--require', tell, bin, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  return stderr.split('\n').flatMap((line) => /^NativeModule ([a-z_]+)$/.exec(line)?.[1] ?? []);
}

const unused = ['zlib', 'worker_threads', 'http', 'child_process', 'readline'];

test('an audit of a small plain file loads no module of Node in vain', () => {
  const loaded = loadedBy('samples/shop/litellm.jsonl', '--quiet');
  expect(loaded).toContain('crypto');
  expect(loaded.filter((name) => unused.includes(name))).toEqual([]);
});
