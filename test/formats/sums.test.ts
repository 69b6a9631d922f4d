// Sums: usage reports and invoices never become calls, whatever their rows say.
import { describe, expect, test } from 'vitest';
import { formats } from '../../src/formats/index.ts';
import type { Event } from '../../src/model/event.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { allSamples, readRecord, scannedRecords } from './samples.ts';

const sums = new Set(formats.filter(({ proves }) => proves?.aggregate).map(({ id }) => id));
const samples = allSamples().filter(({ format }) => sums.has(format));

test('each of them has samples', () => {
  expect(new Set(samples.map(({ format }) => format))).toEqual(sums);
});

describe.each(samples)('$format/$name', ({ format, file, text }) => {
  const eventsOf = async (): Promise<readonly Event[]> => {
    const records = await scannedRecords(text, file);
    return records
      .flatMap((record, index) => readRecord(record, index + 1))
      .filter((read) => read.format === format)
      .flatMap(({ outcome }) => (outcome.kind === 'events' ? outcome.events : []));
  };

  test('every event is a sum over a window', async () => {
    for (const event of await eventsOf()) {
      expect([event.granularity, event.role]).toEqual(['aggregate', 'call']);
      if (event.start !== undefined) expect(event.start).toBeLessThan(event.end ?? 0n);
    }
  });

  test('none is a billed call; all are set aside as aggregate rows', async () => {
    const traces = buildTraces(await eventsOf());
    expect(traces.flatMap(({ calls, free_calls: free }) => [...calls, ...free])).toEqual([]);
    for (const { reason } of traces.flatMap(({ exclusions }) => exclusions)) {
      expect(['aggregate row', 'duplicate']).toContain(reason);
    }
  });
});
