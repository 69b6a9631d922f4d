// Every shape in which records arrive: what is found, on which line and at which byte, and what is counted as text.
import { describe, expect, test } from 'vitest';
import { scan, scanChunks, scanToLines } from './read-all.ts';

const shapes: Record<string, { input: string; finds: string[]; text: number }> = {
  'JSON Lines': { input: '{"a":1}\n{"a":2}\n', finds: ['1@0 {"a":1}', '2@8 {"a":2}'], text: 0 },
  'JSON Lines without a last line break': { input: '{"a":1}\n{"a":2}', finds: ['1@0 {"a":1}', '2@8 {"a":2}'], text: 0 },
  'CRLF and blank lines': { input: '{"a":1}\r\n\r\n{"a":2}\r\n', finds: ['1@0 {"a":1}', '3@11 {"a":2}'], text: 0 },
  'byte order mark': { input: '\uFEFF{"a":1}\n', finds: ['1@3 {"a":1}'], text: 0 },
  'byte order mark inside concatenated files': {
    input: '{"a":1}\n\uFEFF{"a":2}\n\uFEFF\n',
    finds: ['1@0 {"a":1}', '2@11 {"a":2}'],
    text: 0,
  },
  'one pretty-printed document': {
    input: '{\n  "a": {\n    "b": [1, 2]\n  }\n}\n',
    finds: ['1@0 {"a":{"b":[1,2]}}'],
    text: 0,
  },
  'pretty-printed documents one after the other': {
    input: '{\n  "a": 1\n}\n{\n  "a": 2\n}',
    finds: ['1@0 {"a":1}', '4@13 {"a":2}'],
    text: 0,
  },
  'concatenated on one line': {
    input: '{"a":1}{"a":2} {"a":3}',
    finds: ['1@0 {"a":1}', '1@7 {"a":2}', '1@15 {"a":3}'],
    text: 0,
  },
  'array on one line': { input: '[{"a":1},{"a":{"b":2}}]\n', finds: ['1@1 {"a":1}', '1@9 {"a":{"b":2}}'], text: 0 },
  'array over several lines': {
    input: '[\n  {"a":1},\n  {\n    "a": 2\n  }\n]\n',
    finds: ['2@4 {"a":1}', '3@15 {"a":2}'],
    text: 0,
  },
  'arrays in an array': { input: '[[{"a":1}],\n[{"a":2}]]', finds: ['1@2 {"a":1}', '2@13 {"a":2}'], text: 0 },
  'log prefix': {
    input: '2026-11-21T07:32:00Z INFO audit {"a":1}\n2026-11-21T07:32:01Z INFO started\n',
    finds: ['1@32 {"a":1}'],
    text: 1,
  },
  'two objects behind one log prefix': {
    input: 'INFO ctx={"a":1} body={"b":2} done\n',
    finds: ['1@9 {"a":1}', '1@22 {"b":2}'],
    text: 0,
  },
  'multi-line object behind a log prefix': {
    input: 'INFO {\n  "a": 1\n}\nINFO {"a":2}\n',
    finds: ['1@5 {"a":1}', '4@23 {"a":2}'],
    text: 0,
  },
  'Markdown fence between prose': {
    input: 'Here is the trace:\n\n```json\n{"a":1}\n```\nWhat do you think?\n',
    finds: ['4@28 {"a":1}'],
    text: 4,
  },
  'shell prompt': {
    input: `$ curl -s https://x.test -d '{"model":"m","n":1}'\n$ find . -exec rm {} \\;\n$ echo \${HOME} {a,b}\n`,
    finds: ['1@29 {"model":"m","n":1}'],
    text: 2,
  },
  'comma behind a copied array element': { input: '  {"a":1},\n', finds: ['1@2 {"a":1}'], text: 0 },
  'comma before a closing bracket': {
    input: '{"a":[1,2,],"b":{"c":1,},}\n',
    finds: ['1@0 {"a":[1,2],"b":{"c":1}}'],
    text: 0,
  },
  'several snippets in one paste': {
    input: 'first:\n{"a":1}\nand then\n[\n{"a":2},\n{"a":3}\n]\nwhich gave\n{\n "a": 4\n}',
    finds: ['2@7 {"a":1}', '5@26 {"a":2}', '6@35 {"a":3}', '9@56 {"a":4}'],
    text: 3,
  },
  'quoted mail': { input: '> {"a":1}\n> see above\n', finds: ['1@2 {"a":1}'], text: 1 },
  'braces and quotes inside strings': {
    input: '{"a":"} { \\" ] [","b":"\\\\"}\n{"a":2}',
    finds: ['1@0 {"a":"} { \\" ] [","b":"\\\\"}', '2@28 {"a":2}'],
    text: 0,
  },
  'braces in prose': {
    input: 'use {not json} or {name} or {{double}} or { spaced }\n{not json}\nalso {"quoted"} and {"a", "b"} {"a":1}\n',
    finds: ['3@95 {"a":1}'],
    text: 2,
  },
  'empty objects': { input: '{}\n[{}, { }]\n', finds: ['1@0 {}', '2@4 {}', '2@8 {}'], text: 0 },
  'empty braces in prose': { input: 'rm {} \\;\n{} is empty\n', finds: [], text: 2 },
  'JSON inside a JSON string stays a string': { input: '["{\\"a\\":1}"]\n', finds: [], text: 1 },
  'what is no object': { input: '1\n"text"\n[1,2]\nnull\n[]\n,\n', finds: [], text: 4 },
  'padding with NUL': { input: '\0\0\0{"a":1}\n\0\0\n', finds: ['1@3 {"a":1}'], text: 0 },
  nothing: { input: '', finds: [], text: 0 },
  'only blanks': { input: ' \n\t\n\r\n', finds: [], text: 0 },
};

describe('shapes', () => {
  test.each(Object.entries(shapes))('%s', async (_, { input, finds, text }) => {
    expect(await scanToLines(input)).toEqual(finds);
    expect((await scan(input)).totals).toEqual({ bytes: Buffer.byteLength(input), text_lines: text });
  });

  test.each(Object.entries(shapes))('%s, one byte at a time', async (_, { input, finds, text }) => {
    expect(await scanToLines(input, {}, 1)).toEqual(finds);
    expect((await scan(input, {}, 1)).totals.text_lines).toBe(text);
  });
});

describe('encodings', () => {
  test('invalid UTF-8 is replaced and nothing else happens', async () => {
    const input = Buffer.concat([Buffer.from('{"a":"x'), Buffer.from([0xff, 0xfe]), Buffer.from('y"}\n{"a":2}\n')]);
    expect(await scanToLines(input)).toEqual(['1@0 {"a":"x\uFFFD\uFFFDy"}', '2@13 {"a":2}']);
  });

  test('characters of several bytes: offsets count bytes', async () => {
    expect(await scanToLines('{"a":"é😀"}{"b":1}')).toEqual(['1@0 {"a":"é😀"}', '1@14 {"b":1}']);
  });

  test('UTF-16 with a byte order mark, as PowerShell writes it', async () => {
    const text = '\uFEFF{"a":"é"}\r\n{"a":2}\r\n';
    const little = Buffer.from(text, 'utf16le');
    const big = Buffer.from(little).swap16();
    for (const input of [little, big]) {
      for (const chunk of [1, 3, 1000]) {
        expect(await scanToLines(input, {}, chunk)).toEqual(['1@0 {"a":"é"}', '2@12 {"a":2}']);
      }
      expect((await scan(input)).totals).toEqual({ bytes: input.length, text_lines: 0 });
    }
  });

  test('a binary file yields no record', async () => {
    const bytes = new Uint8Array(300_000);
    let state = 7;
    for (let index = 0; index < bytes.length; index++) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      bytes[index] = state >>> 16;
    }
    const { found, totals } = await scan(bytes);
    expect(found).toEqual([]);
    expect(totals.text_lines).toBeGreaterThan(100);
  });
});

describe('the stream', () => {
  test('if the source fails, what came before is yielded first', async () => {
    async function* failing(): AsyncGenerator<Uint8Array, void> {
      yield Buffer.from('{"a":1}\n{"a":2}\n{"a":');
      throw new Error('disk gone');
    }
    const seen: unknown[] = [];
    const reading = (async () => {
      const { scanRecords } = await import('../../src/scan/scan-records.ts');
      for await (const batch of scanRecords(failing())) seen.push(...batch);
    })();
    await expect(reading).rejects.toThrow('disk gone');
    expect(seen).toEqual([
      { kind: 'record', value: { a: 1 }, line: 1, offset: 0 },
      { kind: 'record', value: { a: 2 }, line: 2, offset: 8 },
      expect.objectContaining({ kind: 'rejected', line: 3, offset: 16 }),
    ]);
  });

  test('a source that reuses its buffer is read correctly', async () => {
    async function* reusing(): AsyncGenerator<Uint8Array, void> {
      const buffer = Buffer.alloc(4);
      const input = Buffer.from('{"a":1}\n{"a":22}');
      for (let from = 0; from < input.length; from += 4) {
        input.copy(buffer, 0, from, from + 4);
        yield buffer;
      }
    }
    const { found } = await scanChunks(reusing());
    expect(found.map((one) => one.kind === 'record' && one.value)).toEqual([{ a: 1 }, { a: 22 }]);
  });
});
