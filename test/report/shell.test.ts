// Commands to copy: a real shell must read back exactly the words that were meant, also when a command is continued over lines.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { commandLines, shellQuote } from '../../src/report/shell.ts';
import { textWidth } from '../../src/report/text-width.ts';
import { payloads } from './hostile-report.ts';

test.each([
  ['logs/a-b_1.jsonl', 'logs/a-b_1.jsonl'],
  ['my logs/x', "'my logs/x'"],
  ["bob's", "'bob'\\''s'"],
  ['', "''"],
  ['a\u001bb', "$'a\\x1bb'"],
  ['Café', "'Café'"],
])('%j is quoted as %s', (word, quoted) => {
  expect(shellQuote(word, true)).toBe(quoted);
});

test('a name outside ASCII stays exact on an ASCII screen', () => {
  expect(shellQuote("Café's", false)).toBe("$'Caf\\u00e9\\'s'");
});

const bash = spawnSync('bash', ['-c', 'echo ok'], { encoding: 'utf8' }).stdout === 'ok\n';
if (!bash) console.warn('skipped: reading commands back needs bash, which is not installed');

test.skipIf(!bash)('bash reads the words back at every width', () => {
  // Neither a NUL nor a lone surrogate can be part of a real argument.
  const words = ['explain', 'tr_9f4c', ...payloads.filter((text) => !/[\0\ud800]/.test(text)), "it's \\ back"];
  for (const width of [24, 60, 80, 120, Number.POSITIVE_INFINITY]) {
    const lines = commandLines(['audit', ...words], width, 2, true);
    for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
    const script = `audit() { printf '%s\\0' "$@"; }\n${lines.join('\n')}`;
    const read = spawnSync('bash', ['-c', script], { encoding: 'utf8', env: { LC_ALL: 'C.UTF-8' } });
    expect(read.stdout.split('\0').slice(0, -1)).toEqual(words);
  }
});
