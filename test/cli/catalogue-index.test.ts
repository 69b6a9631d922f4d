// What the build keeps beside the price list is a short cut: it is worked out of the list, and a list changed by hand goes before it.
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { catalogueIndex } from '../../src/cli/main.ts';
import { temporaryFolder } from './temporary-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = temporaryFolder();

test('it is the index of the list', async () => {
  expect(readFileSync(path.join(root, 'dist/catalogue-index.json'), 'utf8')).toBe(await catalogueIndex());
});

test('it is not taken for that of another list', () => {
  for (const part of ['bin', 'dist', 'schemas', 'package.json'])
    cpSync(path.join(root, part), path.join(folder.path, part), { recursive: true });
  const show = (model: string): string => {
    const args = [path.join(folder.path, 'bin/attrib-audit.js'), 'rates', 'show', `groq/${model}`];
    return spawnSync(process.execPath, args, {
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    }).stdout.replace(/sha256 \w+/, 'its checksum');
  };
  const before = show('gemma-7b-it');
  const file = path.join(folder.path, 'dist/catalogue.json');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('"seller":"groq","model":"gemma-7b-it"', '"seller":"groq","model":"renamed-7b"'));
  expect(before).toContain('gemma-7b-it');
  expect(show('renamed-7b')).toBe(before.replaceAll('gemma-7b-it', 'renamed-7b'));
});
