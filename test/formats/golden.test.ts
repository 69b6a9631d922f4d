// Golden: samples/formats/<id>/<case>/events.json holds what each sample becomes. A changed golden file is a changed promise.
import { expect, test } from 'vitest';
import { formats } from '../../src/formats/index.ts';
import { allSamples, readRecord, scannedRecords } from './samples.ts';
import { showReads } from './show-outcome.ts';

const samples = allSamples();

test('every format has a sample, and every folder of samples belongs to a format', () => {
  const ids = formats.map((format) => format.id).sort();
  expect([...new Set(samples.map((sample) => sample.format))].sort()).toEqual(ids);
});

test.each(samples)('$format/$name', async ({ folder, file, text }) => {
  const records = await scannedRecords(text, file);
  expect(records.length).toBeGreaterThan(0);
  const memory = new Map();
  const reads = records.flatMap((record, index) =>
    readRecord(record, index + 1, memory).map((read) => ({ ...read, line: index + 1 })),
  );
  await expect(showReads(reads)).toMatchFileSnapshot(`${folder}/events.json`);
});
