// Broken records: each is rejected once, with its place and a reason, and the good ones around it are found.
import { describe, expect, test } from 'vitest';
import { scan, scanToLines } from './read-all.ts';

const cut = (line: number) => `the record is cut off: line ${line} begins before it is closed`;
const dict = 'single quotes: a Python dict or a JavaScript literal, not JSON';
const literal = 'keys without double quotes: a JavaScript literal, not JSON';

const broken: Record<string, { input: string; finds: string[] }> = {
  'cut off inside a string': {
    input: '{"a":1,"b":"tru\n{"a":2}\n{"a":3}\n',
    finds: ['1@0 ! a line break inside a string (line 1, column 16)', '2@16 {"a":2}', '3@24 {"a":3}'],
  },
  'cut off behind a colon: the next record is not swallowed': {
    input: '{"a":1,"b":\n{"a":2}\n{"a":3}\n',
    finds: [`1@0 ! ${cut(2)}`, '2@12 {"a":2}', '3@20 {"a":3}'],
  },
  'cut off behind a comma': { input: '{"a":1,\n{"a":2}\n', finds: [`1@0 ! ${cut(2)}`, '2@8 {"a":2}'] },
  'cut off inside an array': {
    input: '{"a":[1,\n{"a":2}\n{"a":3}\n',
    finds: [`1@0 ! ${cut(2)}`, '2@9 {"a":2}', '3@17 {"a":3}'],
  },
  'cut off before the elements of a copied array': {
    input: '{"a":[\n{"a":2},\n{"a":3},\n',
    finds: [`1@0 ! ${cut(2)}`, '2@7 {"a":2}', '3@16 {"a":3}'],
  },
  'three cut-off lines in a row': {
    input: '{"a":\n{"b":\n{"c":\n{"d":1}\n{"e":2}\n',
    finds: [`1@0 ! ${cut(2)}`, `2@6 ! ${cut(3)}`, `3@12 ! ${cut(4)}`, '4@18 {"d":1}', '5@26 {"e":2}'],
  },
  'cut off in log lines': {
    input: 'INFO {"a":1,"b":{\nINFO {"a":2}\n',
    finds: [`1@5 ! ${cut(2)}`, '2@23 {"a":2}'],
  },
  'missing comma on one line with good elements': {
    input: '[{"a":1 "b":2},{"c":3}]\n{"d":4}',
    finds: ['1@1 ! "," or "}" is missing after a value (line 1, column 9)', '1@15 {"c":3}', '2@24 {"d":4}'],
  },
  'missing comma in a pretty-printed record: its parts are no records': {
    input: '{\n  "a": {"x": 1}\n  "b": {"y": 2}\n}\n{"c":3}\n',
    finds: ['1@0 ! "," or "}" is missing after a value (line 3, column 3)', '5@36 {"c":3}'],
  },
  'broken element of a pretty-printed array': {
    input: '[\n  {\n    "a": {"b" 1}\n  },\n  {\n    "a": 2\n  }\n]\n',
    finds: ['2@4 ! a colon is missing after a key (line 3, column 15)', '5@30 {"a":2}'],
  },
  'missing value': {
    input: '{"a":}\n{"a":2}',
    finds: ['1@0 ! a value is missing after a colon (line 1, column 6)', '2@7 {"a":2}'],
  },
  'mismatched bracket': {
    input: '{"a":[1}\n{"a":2}',
    finds: ['1@0 ! "," or "]" is missing after an element (line 1, column 8)', '2@9 {"a":2}'],
  },
  comment: {
    input: '{"a":1, // one\n "b":2}\n{"a":2}',
    finds: ['1@0 ! a key in double quotes is missing (line 1, column 9)', '3@23 {"a":2}'],
  },
  'a bare word': {
    input: '{"a": oops}\n{"a":2}',
    finds: ['1@0 ! a word that is not JSON (line 1, column 7)', '2@12 {"a":2}'],
  },
  'Python words': {
    input: '{"a": 1,\n "b": None}\n{"a":2}',
    finds: ['1@0 ! None is Python, not JSON (line 2, column 7)', '3@21 {"a":2}'],
  },
  'bad escape behind a log prefix': {
    input: 'INFO {"a":"\\x"}\n{"a":2}',
    finds: ['1@5 ! a backslash that starts no JSON escape (line 1, column 12)', '2@16 {"a":2}'],
  },
  'raw tab in a string': {
    input: '{"a":"x\ty"}',
    finds: ['1@0 ! a raw control character inside a string (line 1, column 8)'],
  },
  'shortened by hand': {
    input: 'for example {"a": ...} or\n{"a":2}',
    finds: ['1@12 ! dots in place of a value (line 1, column 19)', '2@26 {"a":2}'],
  },
  'leading zero': { input: '{"a":007}', finds: ['1@0 ! a number that is not JSON (line 1, column 6)'] },
  'input ends in a string': {
    input: '{"a":1}\n{"a":"x',
    finds: ['1@0 {"a":1}', '2@8 ! the input ends in the middle of this record (line 2)'],
  },
  'input ends in a nested object': {
    input: '{\n "a": {\n  "b": [1,',
    finds: ['1@0 ! the input ends in the middle of this record (line 1)'],
  },
  'input ends inside a list of lines': {
    input: '{"data":[\n{"a":1},\n{"a":2},\n{"a":',
    finds: [
      `1@0 ! ${cut(2)}`,
      '2@10 {"a":1}',
      '3@19 {"a":2}',
      '4@28 ! the input ends in the middle of this record (line 4)',
    ],
  },
  'input ends in the first key': {
    input: 'x\n{"a',
    finds: ['2@2 ! the input ends in the middle of this record (line 2)'],
  },
  'Python dict': { input: "{'trace_id': 'x', 'n': {'m': 1}}\n{\"a\":2}", finds: [`1@0 ! ${dict}`, '2@33 {"a":2}'] },
  'Python dict behind a log prefix, over two lines': {
    input: "INFO {'a': 'it''s }',\n  'b': {'c': 1}}\n{\"a\":2}",
    finds: [`1@5 ! ${dict}`, '3@39 {"a":2}'],
  },
  'Python dicts in a list': { input: "[{'a': 1}, {'a': 2}]\n", finds: [`1@1 ! ${dict}`, `1@11 ! ${dict}`] },
  'JavaScript literal': { input: '{ trace_id: "x", n: {m: 1} }\n{"a":2}', finds: [`1@0 ! ${literal}`, '2@29 {"a":2}'] },
  'JavaScript literal as console.log prints it': {
    input: 'got {\n  trace_id: \'x\',\n  usage: { n: 1 }\n}\n{"a":2}',
    finds: [`1@4 ! ${literal}`, '5@43 {"a":2}'],
  },
  'typographic quotes': {
    input: '{“a”: 1}\n{"a":2}',
    finds: ['1@0 ! typographic quotes instead of straight ones', '2@13 {"a":2}'],
  },
};

describe('broken records', () => {
  test.each(Object.entries(broken))('%s', async (_, { input, finds }) => {
    expect(await scanToLines(input)).toEqual(finds);
    expect(await scanToLines(input, {}, 1)).toEqual(finds);
    expect((await scan(input)).totals.text_lines).toBe(input.startsWith('x\n') ? 1 : 0);
  });

  test.each(Object.entries(broken))('%s: every rejection says what to do', async (_, { input }) => {
    const { found } = await scan(input);
    for (const one of found) if (one.kind === 'rejected') expect(one.hint).toMatch(/\w.*[.)]$/);
  });

  test('templates and text in braces are text', async () => {
    const text = 'Hi {name: 5}, {when:%H}, {http://x.test}\n{scheme://host}\n{a.b}\n$\u007bx}\n{{#each}}\n';
    expect(await scan(text)).toEqual({ found: [], totals: { bytes: text.length, text_lines: 5 } });
  });

  test('a reason never quotes the input', async () => {
    const { found } = await scan('{"prompt":"my secret" plan}\n{"prompt": my secret}\n{"prompt":"my secret\n');
    expect(found).toHaveLength(3);
    expect(JSON.stringify(found)).not.toMatch(/secret|plan/);
  });
});
