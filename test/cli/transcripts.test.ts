// Runs the transcripts of this folder and of the README. UPDATE_TRANSCRIPTS=1 writes what is printed now into them:
// read the difference before you commit it, a changed transcript is a changed promise.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { blocksOf, fits, kept, runStep, stepsOf } from './transcript.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const here = path.join(root, 'test/cli');
const update = process.env.UPDATE_TRANSCRIPTS === '1';
const documents = [
  ...readdirSync(here)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => path.join(here, name)),
  ...(existsSync(path.join(root, 'README.md')) ? [path.join(root, 'README.md')] : []),
];
const temporary: string[] = [];
afterAll(() => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** A folder of its own with the samples in it, so that a transcript reads as if run in the checkout. */
function workFolder(withSamples: boolean): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'attrib-audit-transcript-'));
  temporary.push(folder);
  if (withSamples && existsSync(path.join(root, 'samples')))
    cpSync(path.join(root, 'samples'), path.join(folder, 'samples'), { recursive: true });
  return folder;
}

describe.each(documents.map((file) => [path.relative(root, file), file]))('%s', (_, file) => {
  test('prints what it says', async () => {
    const markdown = readFileSync(file, 'utf8');
    const cwd = workFolder(markdown.includes('samples/'));
    const lines = markdown.split('\n');
    const replacements: { from: number; to: number; text: string }[] = [];
    for (const block of blocksOf(markdown)) {
      const name = /^\w+ (\S+)$/.exec(block.info)?.[1];
      if (name !== undefined) {
        mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true });
        writeFileSync(path.join(cwd, name), `${block.body}\n`);
      }
      if (block.info !== 'console') continue;
      const results: string[] = [];
      for (const { command, expected } of stepsOf(block)) {
        const ours = /(?:^|\s)attrib-audit(?:\s|$)/.test(command);
        const world = { cwd, columns: 100, tty: {} };
        const actual = ours
          ? await runStep(command, world, (input) => readFileSync(path.join(cwd, input), 'utf8'))
          : expected;
        if (!update && !fits(actual, expected)) expect(`$ ${command}\n${actual}`).toBe(`$ ${command}\n${expected}`);
        const shown = kept(actual, expected);
        results.push(`$ ${command}${shown === '' ? '' : `\n${shown}`}`);
      }
      replacements.push({ from: block.from, to: block.to, text: results.join('\n\n') });
    }
    if (update) {
      for (const { from, to, text } of replacements.reverse()) lines.splice(from, to - from, text);
      writeFileSync(file, lines.join('\n'));
    }
  });
});
