// Tables: CSV and TSV rows as records, what does not fit, and what must never be taken for a table.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellsByLibrary, cellsOf } from '../../src/scan/table-cells.ts';
import { scan, scanToLines } from './read-all.ts';

const csv = { name: 'rows.csv' };
const header = 'request_id,team,cost';

const shapes: Record<string, { input: string; name?: string; finds: string[]; text?: number }> = {
  'recognised by its first two rows': {
    input: 'request_id,team,cost\nr1,claims,0.10\nr2,search,2\n',
    finds: [
      '2@21 {"request_id":"r1","team":"claims","cost":"0.10"}',
      '3@36 {"request_id":"r2","team":"search","cost":"2"}',
    ],
  },
  'every cell stays text, to the last digit': {
    input: `${header}\n12345678901234567890,007,1.10\n`,
    finds: ['2@21 {"request_id":"12345678901234567890","team":"007","cost":"1.10"}'],
  },
  'an empty cell is absent, also a quoted one and a null of a database': {
    input: `${header}\nr1,,""\nr2,\\N,1\n`,
    finds: ['2@21 {"request_id":"r1"}', '3@28 {"request_id":"r2","cost":"1"}'],
  },
  'carriage returns, blank lines, blank rows, no last line break': {
    input: 'request_id,team,cost\r\n\r\nr1,a,1\r\n,,\r\n  \r\nr2,b,2',
    finds: ['3@24 {"request_id":"r1","team":"a","cost":"1"}', '6@40 {"request_id":"r2","team":"b","cost":"2"}'],
  },
  'byte order mark': {
    input: `\uFEFF${header}\nr1,a,1\n`,
    finds: ['2@24 {"request_id":"r1","team":"a","cost":"1"}'],
  },
  semicolons: {
    input: 'request_id;team;cost\nr1;"a;b";1,5\n',
    finds: ['2@21 {"request_id":"r1","team":"a;b","cost":"1,5"}'],
  },
  tabs: {
    input: 'request_id\tteam\tcost\nr1\ta, b\t1\n',
    finds: ['2@21 {"request_id":"r1","team":"a, b","cost":"1"}'],
  },
  'the separator as a spreadsheet states it': {
    input: 'sep=;\na,b;c\n1;2\n',
    name: 'x.csv',
    finds: ['3@12 {"a,b":"1","c":"2"}'],
  },
  'quoted line breaks, separators and doubled quotes': {
    input: `${header}\nr1,"a ""b"", c\nd",1\nr2,b,2\n`,
    finds: [
      '2@21 {"request_id":"r1","team":"a \\"b\\", c\\nd","cost":"1"}',
      '4@41 {"request_id":"r2","team":"b","cost":"2"}',
    ],
  },
  'JSON in a cell is left to the formats': {
    input: `${header}\nr1,"{""team"":""claims"",""n"":[1,2]}",1\n`,
    finds: ['2@21 {"request_id":"r1","team":"{\\"team\\":\\"claims\\",\\"n\\":[1,2]}","cost":"1"}'],
  },
  'quotes that mean nothing': {
    input: `${header}\nr1,5" disk,1\nr2,"a" b,2\nr3,c"",3\n`,
    finds: [
      '2@21 {"request_id":"r1","team":"5\\" disk","cost":"1"}',
      '3@34 {"request_id":"r2","team":"\\"a\\" b","cost":"2"}',
      '4@45 {"request_id":"r3","team":"c\\"\\"","cost":"3"}',
    ],
  },
  'a row with too few and one with too many cells': {
    input: `${header}\nr1,a,1\nr2,b\nr3,c,3,x\nr4,d,4\n`,
    finds: [
      '2@21 {"request_id":"r1","team":"a","cost":"1"}',
      '3@28 ! the row has 2 cells, the header 3',
      '4@33 ! the row has 4 cells, the header 3',
      '5@42 {"request_id":"r4","team":"d","cost":"4"}',
    ],
  },
  'quotes inside bare cells beside a cell of several lines': {
    input: `${header}\nr1,5" disk,"a\nb"\n`,
    finds: ['2@21 {"request_id":"r1","team":"5\\" disk","cost":"a\\nb"}'],
  },
  'the header again, where files were concatenated': {
    input: `${header}\nr1,a,1\n${header}\nr2,b,2\n`,
    finds: ['2@21 {"request_id":"r1","team":"a","cost":"1"}', '4@49 {"request_id":"r2","team":"b","cost":"2"}'],
  },
  'columns of the same name are numbered, nameless ones too': {
    input: 'id,cost,cost,,cost_2\n1,2,3,4,5\n',
    name: 'x.csv',
    finds: ['2@21 {"id":"1","cost":"2","cost_3":"3","column_4":"4","cost_2":"5"}'],
  },
  'names that objects have already': {
    input: '__proto__,constructor,toString\n1,2,3\n',
    name: 'x.csv',
    finds: ['2@31 {"column_1":"1","constructor":"2","toString":"3"}'],
  },
  'one column, when the name says so': {
    input: '@message\n"{""a"":1}"\n',
    name: 'insights.csv',
    finds: ['2@9 {"@message":"{\\"a\\":1}"}'],
  },
  'names with spaces, when the name says so': {
    input: '"Usage date",Cost (USD)\n2026-03-02,1\n',
    name: 'x.csv',
    finds: ['2@24 {"Usage date":"2026-03-02","Cost (USD)":"1"}'],
  },
  'names with spaces among names of a program': {
    input: 'TimeGenerated [UTC],CorrelationId,RequestId\n2026-03-02,c,r\n',
    finds: ['2@44 {"TimeGenerated [UTC]":"2026-03-02","CorrelationId":"c","RequestId":"r"}'],
  },
  'a header alone is a line of text': { input: `${header}\n`, name: 'x.csv', finds: [], text: 1 },
  'a stray quote costs one row, not the file': {
    input: `${header}\nr1,"oops,1\nr2,b,2\nr3,c,3\n`,
    finds: [
      '2@21 ! a cell opens with a double quote that is never closed',
      '3@32 {"request_id":"r2","team":"b","cost":"2"}',
      '4@39 {"request_id":"r3","team":"c","cost":"3"}',
    ],
    name: 'x.csv',
  },
  'two stray quotes cost their rows, not the ones between': {
    input: `${header}\nr1,"oops,1\nr2,b,2\nr3,c",3\nr4,d,4\n`,
    finds: [
      '2@21 {"request_id":"r1","team":"oops,1\\nr2,b,2\\nr3,c","cost":"3"}',
      '5@47 {"request_id":"r4","team":"d","cost":"4"}',
    ],
    name: 'x.csv',
  },
  'a stray quote that swallows rows up to another': {
    input: `${header}\nr1,"oops,1\nr2,b,2\nr3,"c",3\nr4,d,4\n`,
    finds: [
      '2@21 ! a quoted cell goes on over line breaks and behind its closing quote',
      '3@32 {"request_id":"r2","team":"b","cost":"2"}',
      '4@39 {"request_id":"r3","team":"c","cost":"3"}',
      '5@48 {"request_id":"r4","team":"d","cost":"4"}',
    ],
    name: 'x.csv',
  },
};

describe('shapes', () => {
  test.each(Object.entries(shapes))('%s', async (_, { input, name, finds, text = 0 }) => {
    const options = name === undefined ? {} : { name };
    expect(await scanToLines(input, options)).toEqual(finds);
    expect((await scan(input, options)).totals).toEqual({ bytes: Buffer.byteLength(input), text_lines: text });
    for (const chunk of [1, 2, 7]) expect(await scanToLines(input, options, chunk)).toEqual(finds);
  });

  test.each(['x.csv', 'X.CSV', 'a.tsv', 'x.csv.gz', 'x.csv.zst', 'x.tsv.br'])(
    '%s is a table by its name',
    async (name) => {
      expect(await scanToLines('a\tb\n1\t2\n', { name })).toEqual(['2@4 {"a":"1","b":"2"}']);
    },
  );

  test('JSON in a file that is called .csv is JSON', async () => {
    expect(await scanToLines('\uFEFF\n{"a":1}\n{"a":2}\n', csv)).toEqual(['2@4 {"a":1}', '3@12 {"a":2}']);
  });

  test('UTF-16, as spreadsheets write "Unicode text"', async () => {
    const bytes = Buffer.from('\uFEFFrequest_id\tteam\tcost\r\nr1\té\t1\r\n', 'utf16le');
    expect(await scanToLines(bytes, {}, 3)).toEqual(['2@22 {"request_id":"r1","team":"é","cost":"1"}']);
  });

  test('a header of many columns and a row of long cells, in small pieces', async () => {
    const names = Array.from({ length: 300 }, (_, n) => `column_of_${n}_id`);
    const cells = names.map((_, n) => `"${'x'.repeat(n)}\n"`);
    const { found } = await scan(`${names.join(',')}\n${cells.join(',')}\n`, {}, 100);
    expect(found).toEqual([
      expect.objectContaining({
        line: 2,
        value: Object.fromEntries(names.map((name, n) => [name, `${'x'.repeat(n)}\n`])),
      }),
    ]);
  });
});

describe('quiet: no table', () => {
  const quiet: Record<string, string> = {
    'a sentence with commas': 'Dear team, the costs, as promised, are below\nfirst, second, third, and so on\n',
    'two sentences with equally many commas': 'Well, the model id, the team, the cost\nHmm, a price, a date, a time\n',
    'a list of words': 'apples,pears,plums\nbread,butter,jam\n',
    'a list that ends with commas': '"request_id","team","cost",\n"a","b","c",\n',
    'a log with commas': 'INFO,model_router,request_started\nINFO,model_router,request_done\n',
    'log lines with a time first': '2026-03-02,request_id,team\n2026-03-02,request_id,team\n',
    code: 'const request_id = 1, team = 2, cost = 3;\nconst b = 1, c = 2, d = 3;\n',
    arguments: 'f(request_id, team, cost)\ng(a, b, c)\n',
    'two columns': 'request_id,cost\nr1,2\n',
    'rows of different length': 'request_id,team,cost\nr1,claims\n',
    'a header alone': 'request_id,team,cost\n',
    'an empty first row': 'request_id,team,cost\n,,\n',
    'a Markdown table': '| request_id | team | cost |\n| --- | --- | --- |\n| r1 | a | 1 |\n',
    'a shell table': 'REQUEST ID   TEAM   COST\nr1           a      1\n',
    'semicolons of SQL': 'SELECT request_id; SELECT team; SELECT cost;\nSELECT a; SELECT b; SELECT c;\n',
    'a query string': 'request_id=1;team=2;cost=3\nrequest_id=2;team=3;cost=4\n',
  };
  test.each(Object.entries(quiet))('%s', async (_, input) => {
    const { found, totals } = await scan(`${input}{"a":1}\n`);
    expect(found).toEqual([expect.objectContaining({ kind: 'record', value: { a: 1 } })]);
    expect(totals.text_lines).toBe(input.split('\n').filter((line) => /[^,]/.test(line)).length);
  });

  test('JSON behind a comma-separated prefix is found', async () => {
    expect(await scanToLines('request_id,team,{"a":1}\nrequest_id,team,{"a":2}\n')).toEqual([
      '1@16 {"a":1}',
      '2@40 {"a":2}',
    ]);
  });
});

describe('limits.recordBytes', () => {
  test('a row of exactly the limit is read, one byte more is not; chunks make no difference', async () => {
    const input = 'id,x\n1,abcdef\n2,abcdefg\n3,a\n4,abcdefg';
    for (const chunk of [1, 2, 5, 8, 9, 1000]) {
      expect(await scanToLines(input, { ...csv, recordBytes: 8 }, chunk)).toEqual([
        '2@5 {"id":"1","x":"abcdef"}',
        '3@14 ! the record has 9 bytes, more than limits.recordBytes (8)',
        '4@24 {"id":"3","x":"a"}',
        '5@28 ! the record has 9 bytes, more than limits.recordBytes (8)',
      ]);
    }
  });

  test('a quoted cell that outgrows it may be a stray quote: reading goes on with the next line', async () => {
    const rows = Array.from({ length: 20 }, (_, n) => `${n},b`).join('\n');
    const { found } = await scan(`id,x\n0,"a\n${rows}\n`, { ...csv, recordBytes: 30 }, 7);
    expect(found[0]).toMatchObject({ kind: 'rejected', line: 2, offset: 5 });
    expect(found.slice(1).map((one) => [one.line, one.kind === 'record' && one.value.id])).toEqual(
      Array.from({ length: 20 }, (_, n) => [n + 3, String(n)]),
    );
  });

  test('a long quoted line is passed over and its line breaks are counted', async () => {
    const prompt = 'x'.repeat(40);
    expect(await scanToLines(`id,x\n1,"${prompt}\n${prompt}\n,"\n2,b\n`, { ...csv, recordBytes: 30 }, 5)).toEqual([
      '2@5 ! the record has 87 bytes, more than limits.recordBytes (30)',
      '5@93 {"id":"2","x":"b"}',
    ]);
  });

  test('a line of 40 MB is one rejection, and memory stays flat', async () => {
    const part = Buffer.alloc(64 * 1024, 'x');
    async function* line(): AsyncGenerator<Uint8Array, void> {
      yield Buffer.from('id,x\n1,a\n2,"');
      for (let index = 0; index < 640; index++) yield part;
      yield Buffer.from('"\n3,b\n');
    }
    const { scanChunks, toLine } = await import('./read-all.ts');
    const before = process.memoryUsage().arrayBuffers;
    const { found } = await scanChunks(line(), csv);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(80 * 1024 * 1024);
    expect(found.map(toLine)).toEqual([
      '2@5 {"id":"1","x":"a"}',
      '3@9 ! the record has 41,943,044 bytes, more than limits.recordBytes (16,777,216)',
      '4@41943054 {"id":"3","x":"b"}',
    ]);
  });

  test('hostile quotes cost linear time: anything worse would not end within the test', async () => {
    const lines = Array.from({ length: 100_000 }, (_, n) => `${n},"open,x`).join('\n');
    const { found } = await scan(`id,a,b\n${lines}\n`, csv);
    expect(found[0]).toMatchObject({ kind: 'rejected', line: 2 });
  });
});

describe('properties', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '1', '"', ',', '\n', ' ', 'é', '{'), maxLength: 6 });
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

  test('what a writer quoted comes back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        async (rows, chunk) => {
          const text = rows.map((row) => row.map(quoted).join(',')).join('\r\n');
          const { found } = await scan(`a,b\r\n${text}\r\n`, csv, chunk);
          const kept = rows.filter((row) => row.some((one) => one.trim() !== ''));
          expect(found.map((one) => one.kind === 'record' && one.value)).toEqual(
            kept.map((row) =>
              Object.fromEntries(row.flatMap((one, index) => (one === '' ? [] : [['ab'[index], one]]))),
            ),
          );
        },
      ),
      { numRuns: 300, seed: 7 },
    );
  });

  test('the fast way over quoted cells gives what csv-parse gives', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, fc.boolean()), { minLength: 1, maxLength: 5 }), (cells) => {
        const row = cells.map(([text, bare]) => (bare ? text.replace(/[",\n]/g, '') : quoted(text))).join(',');
        if (row === '') return;
        expect(cellsOf(row, ',', 'around cells')).toEqual(cellsByLibrary(row, ','));
        if (!row.includes('"')) expect(cellsOf(row, ',', 'none')).toEqual(cellsByLibrary(row, ','));
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  test('any bytes: chunks change nothing, every place is true, nothing throws', async () => {
    const soup = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', '""', 'x,y\n'), maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        soup,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 3, max: 60 }),
        async (text, chunk, recordBytes) => {
          const input = `p,q\n${text}`;
          const whole = await scan(input, { ...csv, recordBytes });
          const { found } = await scan(input, { ...csv, recordBytes }, chunk);
          expect(found).toEqual(whole.found);
          for (const one of found) {
            expect(input.slice(0, one.offset).split('\n').length).toBe(one.line);
            expect(one.offset === 0 || input[one.offset - 1] === '\n').toBe(true);
          }
        },
      ),
      { numRuns: 1500, seed: 7 },
    );
  });
});

test('a title above the header: the hint says what to remove', async () => {
  const { found } = await scan('September\nrequest_id,team,cost\nr1,a,1\n', csv);
  expect(found[0]).toMatchObject({
    kind: 'rejected',
    reason: 'the row has 3 cells, the header 1',
    hint: 'The first line is taken for the header: remove titles and notes that stand above it.',
  });
});
