// Matrix: each sample is recognised by its own format only. The neutral form is open to any extra key and therefore tried last: on
// other formats' samples it may hold as well, but never before them, and a look-alike in a quiet sample may be a neutral event.
import { expect, test } from 'vitest';
import { formats } from '../../src/formats/index.ts';
import { compileReader } from '../../src/formats/read-record.ts';
import { allSamples, readRecord, scannedRecords } from './samples.ts';

const readers = formats.map(compileReader);

test('the neutral form is tried last', () => {
  expect(formats.at(-1)?.id).toBe('event');
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
    expect([[], [format], [format, 'event'], ['event']]).toContainEqual(found);
  }
});
