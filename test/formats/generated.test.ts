// Generated parts are fresh. UPDATE_FORMATS=1 npx vitest run test/formats/generated.test.ts writes them.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { coverageTable, sampleLinesText } from './generated.ts';

const update = process.env.UPDATE_FORMATS === '1';
const file = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

test('sample-lines.ts shows the shortest record of each format', async () => {
  const target = file('src/formats/sample-lines.ts');
  const fresh = await sampleLinesText();
  if (update) writeFileSync(target, fresh);
  expect(readFileSync(target, 'utf8')).toBe(fresh);
});

test('the coverage table in the README is that of the formats, samples and traps', () => {
  const target = file('src/formats/README.md');
  const [begin, end] = ['<!-- generated: coverage -->\n', '\n<!-- end -->'];
  const text = readFileSync(target, 'utf8');
  const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
  expect(from).toBeGreaterThan(begin.length);
  const fresh = `${text.slice(0, from)}${coverageTable()}${text.slice(to)}`;
  if (update) writeFileSync(target, fresh);
  expect(readFileSync(target, 'utf8')).toBe(fresh);
});
