// Matrix: each sample is recognised by its own format only. Header logs and the neutral form are open to any extra key and therefore tried
// last: on other formats' samples they may hold as well, but never before them, and a look-alike in a quiet sample may be one of them.
import { expect, test } from 'vitest';
import { formats } from '../../src/formats/index.ts';
import { compileReader } from '../../src/formats/read-record.ts';
import { allSamples, readRecord, scannedRecords } from './samples.ts';

const readers = formats.map(compileReader);

const open = ['header-log', 'event'];

test('the open forms are tried last', () => {
  expect(formats.slice(-open.length).map((format) => format.id)).toEqual(open);
});

test('ids are unique', () => {
  expect(new Set(formats.map((format) => format.id)).size).toBe(formats.length);
});

test.each(allSamples())('$format/$name', async ({ format, file, text }) => {
  const records = await scannedRecords(text, file);
  const reads = records.flatMap((record, index) => readRecord(record, index + 1));
  expect(reads.some((read) => read.format === format)).toBe(true);
  for (const { record } of reads) {
    const found = readers.filter((reader) => reader.recognises(record)).map((reader) => reader.format.id);
    expect(found.filter((id) => id !== format && !open.includes(id))).toEqual([]);
  }
});
