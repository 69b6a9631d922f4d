// JSON lines: nothing of the document is left out.
import { expect, test } from 'vitest';
import { fullReport } from './full-report.ts';
import { spoil } from './hostile-report.ts';
import { reporters } from './loaded-reporters.ts';

const style = { width: 80, colour: false, unicode: true, top: 10, groups: [] };

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

test('every text and every amount of the document stands in a line', () => {
  const numbers = Array.from({ length: 20_000 }, (_, at) => String(100_000 + at));
  const marked = spoil(
    fullReport,
    numbers.map((at) => `word${at}`),
    numbers,
  );
  const lines = new Set(
    textsOf(
      reporters
        .jsonl(marked, style)
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ),
  );
  const marks = textsOf(marked).filter((text) => /^(?:word)?1\d{5}$/.test(text));
  expect(marks.length).toBeGreaterThan(600);
  expect(marks.filter((text) => !lines.has(text))).toEqual([]);
});
