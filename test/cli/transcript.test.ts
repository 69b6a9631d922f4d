import { expect, test } from 'vitest';
import { blocksOf, fits, kept, stepsOf } from './transcript.ts';

test('finds blocks, commands and what is expected below each', () => {
  const [file, console] = blocksOf(
    '# T\n```json a.jsonl\n{}\n```\ntext\n```console\n$ attrib-audit a.jsonl \\\n  --json\none\n\n$ attrib-audit b\n[exit 2]\n```\n',
  );
  expect(file).toMatchObject({ info: 'json a.jsonl', body: '{}' });
  expect(console && stepsOf(console)).toEqual([
    { command: 'attrib-audit a.jsonl \\\n  --json', expected: 'one' },
    { command: 'attrib-audit b', expected: '[exit 2]' },
  ]);
});

test('a line of dots stands for any lines', () => {
  expect(fits('a\nb\nc', 'a\nb\nc')).toBe(true);
  expect(fits('a\nb\nc', 'a\n…\nc')).toBe(true);
  expect(fits('a\nb\nc', 'a\n…')).toBe(true);
  expect(fits('a\nb\nc', '…\nc')).toBe(true);
  expect(fits('a\nb\nc\nd', '…\nb\n…\nd')).toBe(true);
  expect(fits('a\nb\nc', 'b\n…')).toBe(false);
  expect(fits('a\nb\nc', '…\nb')).toBe(false);
  expect(fits('a\nb', 'a')).toBe(false);
});

test('dots never stand for the exit code', () => {
  expect(fits('a\nb\n[exit 1]', 'a\n…\n[exit 1]')).toBe(true);
  expect(fits('a\nb\n[exit 1]', 'a\n…')).toBe(false);
  expect(fits('a\nb', '…\n[exit 1]')).toBe(false);
});

test('an elided text that still fits is kept, with the exit code of now', () => {
  expect(kept('a\nb\n[exit 1]', 'a\n…')).toBe('a\n…\n[exit 1]');
  expect(kept('a\nb', 'a\n…\n[exit 1]')).toBe('a\n…');
  expect(kept('a\nb', 'c\n…')).toBe('a\nb');
  expect(kept('[exit 2]', '')).toBe('[exit 2]');
});
