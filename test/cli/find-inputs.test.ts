import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findInputs } from '../../src/cli/find-inputs.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { testIo } from './test-io.ts';

const folder = temporaryFolder();
folder.write({
  'logs/b.jsonl': '{}',
  'logs/a.log': '{}',
  'logs/deep/c.json.gz': '',
  'logs/deep/app.log.1': '',
  'logs/.hidden/d.jsonl': '',
  'logs/.e.jsonl': '',
  'logs/node_modules/f.json': '',
  'logs/readme.md': '',
  'logs/backup.tar.gz': '',
  'logs/attrib-audit.config.json': '{}',
  'plain.jsonl': '{}\n',
  'a[1].jsonl': '',
  'a1.jsonl': '',
});
const io = testIo({ cwd: folder.path, stdin: 'piped' });
const names = async (...operands: string[]): Promise<string[]> =>
  (await findInputs(operands, '<stdin>', io)).map(({ name }) => name);

test('a directory gives its logs in the order of their paths, hidden and foreign files left out', async () => {
  expect(await names('logs')).toEqual(['logs/a.log', 'logs/b.jsonl', 'logs/deep/app.log.1', 'logs/deep/c.json.gz']);
  expect(await names('logs/')).toEqual(await names('logs'));
});

test('what in a directory may be a log and is not read is told in one line, by kinds; what lies everywhere is not', async () => {
  folder.write({
    'export/a.jsonl': '',
    'export/part-0000': '',
    'export/deep/old.DAT': '',
    'export/deep/new.dat': '',
    'export/week.tar.gz': '',
    'export/pages.xlsx': '',
    'export/rows.sqlite': '',
    ...Object.fromEntries(
      ['README', 'readme.md', 'LICENSE', 'Thumbs.db', '.DS_Store'].map((name) => [`export/${name}`, '']),
    ),
    'export/attrib-audit.registry.yaml': '',
    'usual/a.jsonl': '',
    'usual/NOTES.md': '',
  });
  const told: string[] = [];
  const read = async (operand: string): Promise<void> => {
    await findInputs([operand], '<stdin>', io, undefined, ({ message }) => told.push(message));
  };
  await read('export');
  await read('usual');
  await read('ex*');
  const line = 'export: 6 files were left alone, having no name of a log: 2 .dat, 1 .sqlite, 1 .tar.gz, 1 .xlsx, …';
  expect(told).toEqual([line, line]);
});

test('links to directories are followed, but not in circles', async () => {
  folder.write({ 'linked/one.jsonl': '' });
  symlinkSync(path.join(folder.path, 'linked'), path.join(folder.path, 'linked/again'));
  expect(await names('linked')).toEqual(['linked/one.jsonl']);
});

test('a glob gives its files sorted; a file of that very name goes first', async () => {
  expect(await names('logs/**/*.{jsonl,log}')).toEqual(['logs/a.log', 'logs/b.jsonl']);
  expect(await names('a[1].jsonl')).toEqual(['a[1].jsonl']);
  expect(await names('a[0-9].jsonl')).toEqual(['a1.jsonl']);
});

test('a directory that a glob names is walked, as when the shell expands it', async () => {
  folder.write({ 'shop/a.jsonl': '', 'shop/notes.md': '', 'shop/invoices/may.csv': '', 'shop/empty/logo.png': '' });
  expect(await names('shop/*')).toEqual(['shop/a.jsonl', 'shop/invoices/may.csv', 'shop/notes.md']);
  expect(await names('shop/**/*.{jsonl,csv}')).toEqual(['shop/a.jsonl', 'shop/invoices/may.csv']);
});

test('paths stay as given, and the same file may be given twice', async () => {
  const absolute = path.join(folder.path, 'plain.jsonl');
  expect(await names('plain.jsonl', absolute, './plain.jsonl')).toEqual(['plain.jsonl', absolute, './plain.jsonl']);
});

test('sizes are known for files and not for pipes', async () => {
  execFileSync('mkfifo', [path.join(folder.path, 'pipe')]);
  const found = await findInputs(['plain.jsonl', 'pipe', '-'], 'pasted', io);
  expect(found.map(({ name, size }) => [name, size])).toEqual([
    ['plain.jsonl', 3],
    ['pipe', undefined],
    ['pasted', undefined],
  ]);
});

test('a misspelt name gets the close one as hint, in its directory', async () => {
  await expect(names('logs/b.jsnl')).rejects.toMatchObject({
    input: 'logs/b.jsnl',
    hint: 'did you mean logs/b.jsonl?',
  });
  await expect(names('nothing-like-it')).rejects.toMatchObject({ hint: undefined });
});

test('our own files are no logs, however a pattern of the shell came upon them', async () => {
  folder.write({ 'own/attrib-audit.registry.yaml': 'teams: []', 'own/calls.jsonl': '{}' });
  expect(await names('own/attrib-audit.registry.yaml', 'own/calls.jsonl')).toEqual(['own/calls.jsonl']);
  await expect(names('own/attrib-audit.registry.yaml')).rejects.toThrow(
    'this file steers the audit and holds no records',
  );
});
