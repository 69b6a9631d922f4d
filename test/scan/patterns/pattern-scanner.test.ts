import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { charactersOf } from '../../../src/scan/patterns/characters.ts';
import { valuesOf } from '../../../src/scan/patterns/line-values.ts';
import type { HoleKind, PatternScanner } from '../../../src/scan/patterns/pattern-scanner.ts';
import { tryFamily } from './families.ts';
import { bytesOf, generatedLines, type PathHole, readRows, tryLine } from './judge.ts';
import { kernels } from './kernels.ts';

const holesAt = (line: string, kinds: Readonly<Record<string, HoleKind>>): readonly PathHole[] =>
  (valuesOf(bytesOf(line)) ?? []).flatMap(({ path, from, to, kind: type }) => {
    const kind = kinds[path.join('.')];
    return kind === undefined ? [] : [{ path, from, to, kind, type }];
  });

const learn = (scanner: PatternScanner, line: string, kinds: Readonly<Record<string, HoleKind>>) =>
  scanner.learn(bytesOf(line), holesAt(line, kinds));

const ofEachType = ['"x"', '1', '{"x":1}', '[1]', 'true', 'false', 'null'];
const sameType = (value: string): string =>
  ofEachType.find((other) => other[0] === (/[-\d]/.test(value[0] ?? '') ? '1' : value[0])) ?? '';

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe.each(kernels)('%s', (_, open) => {
  const known = new Map<string, PatternScanner>();

  /** Does a value fit a hole of this kind? */
  function fits(kind: HoleKind, learned: string, value: string): boolean {
    const scanner = known.get(`${kind} ${learned}`) ?? open();
    known.set(`${kind} ${learned}`, scanner);
    expect(learn(scanner, `{"a":${learned},"b":null}`, { a: kind })).toBe(0);
    const bytes = bytesOf(`{"a":${value},"b":null}\n`);
    const { lines, end } = scanner.scan(bytes, 0);
    expect(end).toBe(lines === 1 ? bytes.length : 0);
    return lines === 1;
  }

  test('lines of two patterns, their places and values', () => {
    const scanner = open();
    const first = '{"id":"r-1","model":"gpt-4.1","usage":{"in":12,"cost":0.5},"messages":[{"a":"x"}]}';
    const second = '{"id":"r-2","model":null}';
    const kinds = { id: 'text', model: 'name', 'usage.in': 'count', 'usage.cost': 'number', messages: 'skip' } as const;
    expect([scanner.name(0), scanner.name(9)]).toEqual(['', '']); // asked too early, which changes nothing later
    const learned = [holesAt(first, kinds), holesAt(second, { id: 'text' })];
    expect(learn(scanner, first, kinds)).toBe(0);
    expect(learn(scanner, second, { id: 'text' })).toBe(1);
    expect(learn(scanner, first, kinds)).toBe(0);
    const log = [
      '{"id":"r-3","model":"gpt-4.1","usage":{"in":0,"cost":-1.5e-7},"messages":[]}',
      '{"id":"r-4","model":null}',
      '{"id":"","model":"claude","usage":{"in":999999999,"cost":3},"messages":["\\u00e9\\n\u00e9"]}',
      '{"id":"r-5","model":"gpt-4.1","usage":{"in":7,"cost":3},"messages":[{}]}',
    ];
    const bytes = bytesOf(`no JSON\n${log.join('\n')}`);
    const scan = scanner.scan(bytes, 8);
    expect(scan.end).toBe(bytes.length);
    expect(readRows(scanner, bytes, scan, learned)).toEqual([
      { pattern: 0, position: 8, length: 76, values: ['r-3', 'gpt-4.1', 0, -1.5e-7, undefined] },
      { pattern: 1, position: 85, length: 25, values: ['r-4'] },
      { pattern: 0, position: 111, length: 86, values: ['', 'claude', 999_999_999, 3, undefined] },
      { pattern: 0, position: 198, length: 72, values: ['r-5', 'gpt-4.1', 7, 3, undefined] },
    ]);
    expect(scan.filled).toBe(scan.rows.length);
    expect([scanner.names, scanner.name(0), scanner.name(1)]).toEqual([2, 'gpt-4.1', 'claude']);
    expect(scanner.scan(bytes, 0)).toMatchObject({ end: 0, lines: 0, filled: 0 });
  });

  test('a line that fits nothing ends the scan in front of it', () => {
    const scanner = open();
    learn(scanner, '{"a":1}', { a: 'count' });
    const bytes = bytesOf('{"a":1}\n{"a":2}\n{"b":3}\n{"a":4}\n');
    expect(scanner.scan(bytes, 0)).toMatchObject({ end: 16, lines: 2 });
    expect(scanner.scan(bytes, 16)).toMatchObject({ end: 16, lines: 0 });
    expect(scanner.scan(bytes, 24)).toMatchObject({ end: 32, lines: 1 });
    expect(scanner.scan(bytes, 32)).toMatchObject({ end: 32, lines: 0 });
  });

  test.each([
    ['empty line', '\n{"a":1}\n'],
    ['blank', ' {"a":1}'],
    ['cut off in front of the bracket', '{"a":1'],
    ['cut off in the value', '{"a":'],
    ['something behind', '{"a":1}}'],
    ['carriage return that was not learned', '{"a":1}\r\n'],
    ['NUL behind', '{"a":1}\0'],
    ['line feed inside', '{"a":\n1}'],
  ])('%s: fits nothing', (_, text) => {
    const scanner = open();
    learn(scanner, '{"a":7}', { a: 'count' });
    expect(scanner.scan(bytesOf(text), 0)).toMatchObject({ end: 0, lines: 0 });
  });

  test('a carriage return belongs to the pattern', () => {
    const scanner = open();
    learn(scanner, '{"a":7}\r', { a: 'count' });
    expect(scanner.scan(bytesOf('{"a":1}\r\n{"a":2}\r'), 0)).toMatchObject({ end: 17, lines: 2 });
    expect(scanner.scan(bytesOf('{"a":1}\n'), 0).lines).toBe(0);
  });

  test.each([
    '0',
    '-0',
    '1',
    '-1.5',
    '1e3',
    '1E+3',
    '0.1e-10',
    '123456789012345678901234567890',
    '""',
    '"x"',
    '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD800"',
    '"\u007f\u00e9\u{1f600}"',
    `"${'x\\n'.repeat(500)}"`,
    '{}',
    '[]',
    '[[],{}]',
    '{"x":[1,{"y":"z"}],"x":2}',
    '[ 1 ,\t2 , { "a" : null } ]',
    '{ }',
    '[\r]',
    `${'['.repeat(64)}${']'.repeat(64)}`,
    `${'{"a":'.repeat(64)}1${'}'.repeat(64)}`,
  ])('skip takes %s', (value) => {
    expect(JSON.parse(`[${value}]`)).toHaveLength(1);
    expect(fits('skip', sameType(value), value)).toBe(true);
  });

  test.each([
    '',
    '01',
    '-',
    '+1',
    '.5',
    '1.',
    '1e',
    '1e+',
    '-01',
    '1.e3',
    '0x1',
    'NaN',
    'Infinity',
    'True',
    'nul',
    'nulll',
    'tru',
    '"',
    '"x',
    '"\\x"',
    '"\\u12"',
    '"\\u123g"',
    '"\\',
    '"\u0000"',
    '"\u001f"',
    '"\t"',
    "'x'",
    '{',
    '[',
    '{]',
    '[}',
    '[1,]',
    '[,1]',
    '[1 2]',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{a:1}',
    '{"a":1 "b":2}',
    '{"a" 1}',
    '{,}',
    '[1}',
    '{"a":1]',
    '1 2',
    '1,2',
    '"a" "b"',
    '\u000b1',
    '\u00a01',
    `${'['.repeat(65)}${']'.repeat(65)}`,
    `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`,
  ])('skip refuses %s', (value) => {
    for (const learned of ofEachType) expect(fits('skip', learned, value)).toBe(false);
  });

  test('escapes and faults at every place of a long string', () => {
    const parts = ['\\n', '\\\\', '\\"', '\\u00e9', '\\u00g9', '\\x', '\\u12', '\t', '"', '\\'];
    const wrong: string[] = [];
    let taken = 0;
    for (const part of parts) {
      for (let before = 0; before < 140; before++) {
        for (const between of ['', '\\"', 'x'.repeat(70)]) {
          const value = `"${'x'.repeat(before)}${part}${between}${part}xx"`;
          const isJson = parses(`{"a":${value},"b":null}`);
          if (isJson) taken++;
          if (fits('skip', '"x"', value) !== isJson) wrong.push(value);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(taken).toBe(4 * 140 * 3 + 140);
  });

  test('runs of backslashes of every length at every place', () => {
    const wrong: string[] = [];
    for (let before = 0; before < 66; before++) {
      for (let count = 0; count < 140; count++) {
        const value = `"${'x'.repeat(before)}${'\\'.repeat(count)}"`;
        if (fits('skip', '"x"', value) !== (count % 2 === 0)) wrong.push(value);
      }
    }
    expect(wrong).toEqual([]);
  });

  test.each(ofEachType)('a skipped place takes the type of %s only', (learned) => {
    const taken = ofEachType.filter((value) => fits('skip', learned, value));
    expect(taken).toEqual([learned]);
  });

  test('a word to be skipped is part of the pattern', () => {
    const scanner = open();
    expect(learn(scanner, '{"a":null,"b":1}', { a: 'skip', b: 'count' })).toBe(0);
    expect(learn(scanner, '{"a":null,"b":2}', { b: 'count' })).toBe(0);
    expect([...scanner.scan(bytesOf('{"a":null,"b":3}'), 0).rows]).toEqual([0, 0, 16, 3]);
  });

  test('bytes that are no UTF-8 may stand in a value that is skipped', () => {
    const scanner = open();
    learn(scanner, '{"a":"x"}', { a: 'skip' });
    const bytes = Uint8Array.of(...bytesOf('{"a":"'), 0xc3, 0xff, 0xe2, 0x82, ...bytesOf('"}'));
    expect(scanner.scan(bytes, 0).lines).toBe(1);
    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual({ a: '\ufffd\ufffd\ufffd' });
  });

  test.each([
    ['name', '""', true],
    ['name', '" ~!#[]"', true],
    ['name', `"${'x'.repeat(128)}"`, true],
    ['name', `"${'x'.repeat(129)}"`, false],
    ['name', '"\\n"', false],
    ['name', '"\u007f"', false],
    ['name', '"\u00e9"', false],
    ['name', '"\t"', false],
    ['name', '"x', false],
    ['name', '1', false],
    ['name', 'null', false],
    ['name', '{}', false],
    ['text', '""', true],
    ['text', `"${'x'.repeat(1024)}"`, true],
    ['text', `"${'x'.repeat(1025)}"`, false],
    ['text', '"\\u0061"', false],
    ['text', '"\u0000"', false],
    ['text', 'x', false],
  ] as const)('%s and %s: %s', (kind, value, expected) => {
    expect(fits(kind, '"a"', value)).toBe(expected);
  });

  test.each([
    ['count', '0', true],
    ['count', '999999999', true],
    ['count', '1000000000', false],
    ['count', '9'.repeat(400), false],
    ['count', '00', false],
    ['count', '01', false],
    ['count', '-0', false],
    ['count', '-1', false],
    ['count', '1.0', false],
    ['count', '1e3', false],
    ['count', '0E1', false],
    ['count', '0.5', false],
    ['count', '"1"', false],
    ['count', '1a', false],
    ['count', '', false],
    ['number', '-0', true],
    ['number', '1.0', true],
    ['number', '1e3', true],
    ['number', '01', false],
    ['number', '.5', false],
    ['number', '"1"', false],
    ['number', 'null', false],
    ['number', '-', false],
    ['number', '1.', false],
  ] as const)('%s and %s: %s', (kind, value, expected) => {
    expect(fits(kind, '1', value)).toBe(expected);
  });

  test('a literal may begin another one', () => {
    const scanner = open();
    expect(learn(scanner, '{"a":1,"b":"x"}', { a: 'count', b: 'name' })).toBe(0);
    expect(learn(scanner, '{"a":null,"b":"x"}', { b: 'name' })).toBe(1);
    expect(learn(scanner, '{"a":null,"b":3}', { b: 'count' })).toBe(2);
    expect(learn(scanner, '{"a":"t","b":"x"}', { a: 'text', b: 'name' })).toBe(3);
    const bytes = bytesOf('{"a":null,"b":"y"}\n{"a":2,"b":"y"}\n{"a":null,"b":4}\n{"a":"u","b":"z"}\n');
    const { rows, lines } = scanner.scan(bytes, 0);
    expect(lines).toBe(4);
    expect([...rows]).toEqual([1, 0, 18, 0, 0, 19, 15, 2, 0, 2, 35, 16, 4, 3, 52, 17, 58, 1, charactersOf('u'), 1]);
  });

  test.each<readonly [string, HoleKind, string, HoleKind | undefined]>([
    ['1', 'skip', '1', 'count'],
    ['1', 'skip', '1.5', 'number'],
    ['1', 'count', '1', 'number'],
    ['"x"', 'name', '"x"', 'text'],
    ['"x"', 'skip', '"x"', 'name'],
    ['"x"', 'skip', '"\\n"', undefined],
    ['"x"', 'name', '"y"', undefined],
    ['1', 'count', '2', undefined],
    ['1', 'number', '-1.5', undefined],
    ['{"x":1}', 'skip', '{}', undefined],
    ['[1]', 'skip', '[]', undefined],
  ])('%s as %s beside %s as %s would leave open which of them fits: not learned', (first, kind, second, other) => {
    for (const order of [1, -1]) {
      const scanner = open();
      const lines: readonly (readonly [string, HoleKind | undefined])[] = [
        [first, kind],
        [second, other],
      ];
      const learned = lines.toSorted(() => order).map(([value, as]) => learnBeside(scanner, value, as));
      expect(learned).toEqual([0, undefined]);
    }
  });

  const learnBeside = (scanner: PatternScanner, value: string, kind: HoleKind | undefined) =>
    learn(scanner, `{"a":${value},"b":1}`, kind === undefined ? {} : { a: kind });

  test('one place may be a value of any type, a word, or a literal that a hole beside it does not take', () => {
    const places: readonly (readonly [string, HoleKind | undefined])[] = [
      ['"x"', 'name'],
      ['1', 'count'],
      ['{"x":1}', 'skip'],
      ['[1]', 'skip'],
      ['null', 'skip'],
      ['true', undefined],
      ['false', 'skip'],
      ['"\\u0061"', undefined],
      ['-1', undefined],
      ['1.0', undefined],
      ['1234567890', undefined],
    ];
    const turns = [places, places.toReversed()];
    for (const turn of turns) {
      const scanner = open();
      expect(turn.map(([value, kind]) => learnBeside(scanner, value, kind))).toEqual([...turn.keys()]);
      const log = turn.map(([value]) => `{"a":${value},"b":1}\n`);
      const bytes = bytesOf(log.join(''));
      const learned = turn.map(([value, kind]) =>
        holesAt(`{"a":${value},"b":1}`, kind === undefined || value === 'null' || value === 'false' ? {} : { a: kind }),
      );
      const scan = scanner.scan(bytes, 0);
      expect(scan.end).toBe(bytes.length);
      expect(readRows(scanner, bytes, scan, learned).map(({ pattern }) => pattern)).toEqual([...turn.keys()]);
    }
  });

  test('a text says of which characters it is', () => {
    const scanner = open();
    learn(scanner, '{"a":""}', { a: 'text' });
    const texts = ['', 'a', 'z', '5dfe0dfd-147d-987d-493f-1344c1af1b0f'];
    for (let length = 1; length <= 20; length++) {
      for (const other of ' !/09:@AZ[_`az{~-.,') {
        for (const at of [0, length >> 1, length - 1])
          texts.push(`${'c'.repeat(at)}${other}${'c'.repeat(length - at - 1)}`);
      }
    }
    const { rows, lines } = scanner.scan(bytesOf(texts.map((text) => `{"a":"${text}"}`).join('\n')), 0);
    expect(lines).toBe(texts.length);
    const found = texts.map((_, index) => rows[index * 6 + 5]);
    expect(found.slice(0, 3)).toEqual([0, 1, 1 << 25]);
    expect(found).toEqual(texts.map(charactersOf));
  });

  test('a string that is skipped hides no keys', () => {
    const scanner = open();
    learn(scanner, '{"a":"x","b":1}', { a: 'skip', b: 'count' });
    expect(scanner.scan(bytesOf('{"a":{"cost":5},"b":1}'), 0).lines).toBe(0);
  });

  test('holes that are no values, out of order or of the wrong kind are not learned', () => {
    const scanner = open();
    const line = bytesOf('{"a":1,"b":"x"}');
    expect(scanner.learn(line, [{ from: 1, to: 4, kind: 'name' }])).toBeUndefined();
    expect(scanner.learn(line, [{ from: 5, to: 7, kind: 'count' }])).toBeUndefined();
    expect(scanner.learn(line, [{ from: 5, to: 6, kind: 'text' }])).toBeUndefined();
    expect(
      scanner.learn(line, [
        { from: 11, to: 14, kind: 'name' },
        { from: 5, to: 6, kind: 'count' },
      ]),
    ).toBeUndefined();
    expect(scanner.learn(bytesOf('{"a":1'), [])).toBeUndefined();
    expect(learn(scanner, '{"a":1}', { a: 'count' })).toBe(0);
    expect(learn(scanner, '{"a":1.5}', { a: 'count' })).toBeUndefined();
    expect(learn(scanner, '{"a":null}', { a: 'count' })).toBeUndefined();
    expect(scanner.learn(bytesOf('{"a":1}\n'), [])).toBeUndefined();
  });

  test('more lines than a piece and more rows than fit at first', () => {
    const scanner = open();
    const line = '{"a":[1,2,3],"b":"name","c":"x"}';
    learn(scanner, line, { 'a.0': 'count', 'a.1': 'count', 'a.2': 'count', b: 'name', c: 'text' });
    const count = 40_000;
    const lines = Array.from(
      { length: count },
      (_, index) => `{"a":[${index},2,3],"b":"name ${index % 7}","c":"x${index}"}\n`,
    );
    const bytes = bytesOf(`${lines.join('')}rest`);
    const scan = scanner.scan(bytes, 0);
    expect(scan).toMatchObject({ end: bytes.length - 4, lines: count, filled: count * 10 });
    const last = [...scan.rows.subarray(-10)];
    expect(last.slice(3, 6)).toEqual([count - 1, 2, 3]);
    expect(scanner.name(last[6] ?? -1)).toBe(`name ${(count - 1) % 7}`);
    expect(new TextDecoder().decode(bytes.subarray(last[7], (last[7] ?? 0) + (last[8] ?? 0)))).toBe(`x${count - 1}`);
  });

  test('a line of 20 MB', () => {
    const scanner = open();
    learn(scanner, '{"a":"","b":1}', { a: 'skip', b: 'count' });
    const long = `{"a":"${'words and \\n'.repeat(2_000_000)}","b":42}`;
    const bytes = bytesOf(`{"a":"","b":1}\n${long}\n{"a":"","b":3}\n`);
    const { rows, lines } = scanner.scan(bytes, 0);
    expect(lines).toBe(3);
    expect([...rows]).toEqual([0, 0, 14, 1, 0, 15, long.length, 42, 0, long.length + 16, 14, 3]);
  });

  test('names keep their numbers; when the table is full a new one fits no longer', () => {
    const scanner = open();
    learn(scanner, '{"a":"x"}', { a: 'name' });
    const names = Array.from({ length: 65_536 }, (_, index) => `{"a":"n${index}"}\n`).join('');
    expect(scanner.scan(bytesOf(names), 0).lines).toBe(65_536);
    expect(scanner.names).toBe(65_536);
    expect([scanner.name(0), scanner.name(65_535)]).toEqual(['n0', 'n65535']);
    expect(scanner.scan(bytesOf('{"a":"one more"}'), 0).lines).toBe(0);
    expect([...scanner.scan(bytesOf('{"a":"n77"}'), 0).rows]).toEqual([0, 0, 11, 77]);
  });

  test('4 MB of names are enough', () => {
    const scanner = open();
    learn(scanner, '{"a":"x"}', { a: 'name' });
    const names = Array.from({ length: 40_000 }, (_, index) => `{"a":"${String(index).padStart(128, '-')}"}\n`).join(
      '',
    );
    expect(scanner.scan(bytesOf(names), 0).lines).toBe((4 << 20) / 128);
  });

  test('at most 4096 patterns', () => {
    const scanner = open();
    const keys = (index: number) => [`x${index & 15}`, `y${(index >> 4) & 15}`, `z${index >> 8}`];
    const line = (index: number) => `{${keys(index).map((key) => `"${key}":1`)}}`;
    const kinds = (index: number) => Object.fromEntries(keys(index).map((key) => [key, 'count' as const]));
    const learned = Array.from({ length: 4097 }, (_, index) => learn(scanner, line(index), kinds(index)));
    expect(learned.slice(0, 4096)).toEqual(Array.from({ length: 4096 }, (_, index) => index));
    expect(learned[4096]).toBeUndefined();
    expect(learn(scanner, line(0), kinds(0))).toBeUndefined();
    expect(scanner.scan(bytesOf(`${line(4095)}\n${line(3)}\n`), 0).lines).toBe(2);
  });

  test('at most 8 MB between holes; then nothing more is learned, and what is known is still read', () => {
    const scanner = open();
    const line = (index: number) => `{"${index}":"${'x'.repeat(262_100)}","a":1}`;
    const learned = Array.from({ length: 33 }, (_, index) => learn(scanner, line(index + 10), { a: 'count' }));
    expect(learned).toEqual([...Array.from({ length: 32 }, (_, index) => index), undefined]);
    expect(learn(scanner, '{"a":1}', { a: 'count' })).toBeUndefined();
    expect(scanner.scan(bytesOf(`${line(40)}\n${line(10)}\n`), 0).lines).toBe(2);
  });

  test('a line with more than 256 kB between its holes is not learned', () => {
    expect(learn(open(), `{"a":"${'x'.repeat(262_100)}"}`, {})).toBe(0);
    expect(learn(open(), `{"a":"${'x'.repeat(262_144)}"}`, {})).toBeUndefined();
    expect(learn(open(), `{"a":"${'x'.repeat(262_144)}"}`, { a: 'skip' })).toBe(0);
  });
});

test('what is accepted parses, with equal values in all holes, and both kernels agree', () => {
  let accepted = 0;
  fc.assert(
    fc.property(generatedLines, (line) => {
      const result = tryLine(
        kernels.map(([, open]) => open),
        line,
        60,
      );
      accepted += result.accepted;
      expect(result.fault).toBeUndefined();
    }),
    { numRuns: 100 },
  );
  expect(accepted).toBeGreaterThan(100);
});

test('several patterns in one scanner: every line is read as JSON.parse reads it, and by both kernels', () => {
  let [read, patterns] = [0, 0];
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const [first, ...others] = kernels.map(([, open]) => tryFamily(open(), seed, 120));
      expect(first?.fault).toBeUndefined();
      for (const other of others) expect(other).toEqual(first);
      read += first?.read ?? 0;
      patterns += first?.patterns ?? 0;
    }),
    { numRuns: 60 },
  );
  expect(read).toBeGreaterThan(2000);
  expect(patterns).toBeGreaterThan(500);
});
