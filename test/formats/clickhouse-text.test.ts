import { expect, test } from 'vitest';
import { openedCell } from '../../src/formats/clickhouse-text.ts';

test.each([
  ["{'team':'claims','a':''}", { team: 'claims', a: '' }],
  [`{'tags':'["a","b"]', 'it\\'s':'x\\\\y\\n'}`, { tags: '["a","b"]', "it's": 'x\\y\n' }],
  ["[{'a':'b'},{}]", [{ a: 'b' }, {}]],
  ["['2026-09-14 08:20:02.0', 7]", ['2026-09-14 08:20:02.0', '7']],
  ['{"a":{"b":1}}', { a: { b: 1 } }],
  ['{}', {}],
  ['[]', []],
])('%s is opened', (cell, value) => expect(openedCell(cell)).toEqual(value));

test.each([
  'text',
  "{'a':'b'",
  "{'a'}",
  "{'a':'b','c'}",
  "['a''b']",
  "{'a':'b'} c",
  "['a",
  "{'a':'b',}x",
  '['.repeat(99),
])('%s stays text', (cell) => expect(openedCell(cell)).toBe(cell));

test('a key may have any name, and a text any length', () => {
  const long = 'x'.repeat(20_000_000);
  const opened = openedCell(`{'__proto__':'${long}'}`);
  expect(Object.entries(opened as object)).toEqual([['__proto__', long]]);
});
