// Which formats a record may be of by its keys: none is left out that recognises it, whatever was asked before.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formats } from '../../src/formats/index.ts';
import { compileReader } from '../../src/formats/read-record.ts';
import { readersByKeys } from '../../src/formats/readers-by-keys.ts';
import { compileAll, compileNeeds } from '../../src/formats/recognise.ts';
import type { JsonValue } from '../../src/model/json.ts';
import { allSamples, scannedRecords } from './samples.ts';

const readers = formats.map(compileReader);
const records = (await Promise.all(allSamples().map(({ text, file }) => scannedRecords(text, file)))).flat();

test('samples, and samples without some of their members', () => {
  const among = readersByKeys(readers);
  const left = fc.tuple(fc.nat(records.length - 1), fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }));
  fc.assert(
    fc.property(left, ([at, kept]) => {
      const entries = Object.entries(records[at] ?? {});
      const record = Object.fromEntries(entries.filter((_, index) => kept.every((keeps) => keeps) || kept[index % 5]));
      const recognising = readers.filter((reader) => reader.recognises(record));
      expect(among(record).filter((reader) => reader.recognises(record))).toEqual(recognising);
    }),
    { numRuns: 1500 },
  );
});

test('where the conditions hold, the keys are there that they need', () => {
  const path = fc.constantFrom('a', 'b', 'a.b', 'b.c', 'a.0');
  const plain = fc.tuple(fc.constantFrom('', '!'), path, fc.constantFrom('', '{}', '[]', '=x', '^=x'));
  const condition = plain.map((parts) => parts.join(''));
  const conditions = fc.array(fc.oneof(condition, fc.array(condition, { minLength: 1, maxLength: 3 })), {
    maxLength: 4,
  });
  const value = fc.constantFrom<JsonValue>('x', 'xy', '-', null, 1, [{ c: 1 }], { b: 'x' }, { c: '-' }, '{"b":"x"}');
  const record = fc.dictionary(path, value, { maxKeys: 4, noNullPrototype: true });
  fc.assert(
    fc.property(conditions, record, (all, one) => {
      fc.pre(compileAll(all, ['a'])(one));
      expect(compileNeeds(all)(one)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
