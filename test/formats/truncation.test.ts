// Truncation: a sample cut anywhere, or with any of its values replaced by a hostile one, never throws and never vanishes.
import { expect, test } from 'vitest';
import { formats } from '../../src/formats/index.ts';
import { compileReader, type Reader } from '../../src/formats/read-record.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../../src/model/json.ts';
import { allSamples, readRecord, recordsOf, scannedRecords } from './samples.ts';

const samples = allSamples();
const readers = new Map(formats.map((format) => [format.id, compileReader(format)]));
const place = { source: 'input', line: 1, offset: 0 };

test.each(samples)('$format/$name cut anywhere', async ({ file, text }) => {
  const step = Math.max(1, Math.floor(text.length / 100));
  for (let end = 0; end < text.length; end += step) {
    const cut = text.slice(0, end);
    const records = end % 9 === 0 || isTable(file) ? await scannedRecords(cut, file) : recordsOf(cut);
    for (const record of records) expectOutcomes(record);
  }
});

const isTable = (file: string): boolean => /\.[ct]sv$/.test(file);

const hostile: readonly JsonValue[] = [
  null,
  '',
  'undefined',
  -1,
  1.5,
  1e308,
  true,
  [],
  {},
  [[null]],
  { a: { b: [1, '2'] } },
  '{"x":',
  '[{"__proto__":1}]',
  '\u0000\u001b[31m',
  '9'.repeat(400),
];

test.each(samples)('$format/$name with hostile values', async ({ format, file, text }) => {
  const own = readers.get(format);
  const records = isTable(file) ? await scannedRecords(text, file) : recordsOf(text);
  for (const record of records.slice(0, 4)) {
    let nth = 0;
    for (const mangled of mangle(record)) {
      const value = hostile[nth++ % hostile.length] ?? null;
      const broken = mangled(value);
      if (!isObject(broken)) continue;
      expectOutcomes(broken);
      if (own) expectRead(own, broken);
    }
  }
});

function expectOutcomes(record: JsonObject): void {
  const reads = readRecord(record, 1);
  expect(reads.every(({ outcome }) => outcome.kind !== 'events' || outcome.events.length > 0)).toBe(true);
}

/** The format itself must stand what its conditions would have kept away. */
function expectRead(reader: Reader, record: JsonObject): void {
  const outcome = reader.read(record, place);
  if (outcome.kind !== 'events') return;
  for (const event of outcome.events) {
    for (const count of Object.values(event.usage ?? {})) expect(count).toBeGreaterThan(0);
    expect(event.component).not.toBe('');
    expect(event.place.format).toBe(reader.format.id);
  }
}

type Mangled = (value: JsonValue) => JsonValue;

/** One function per place in the value: it puts something else there. */
function* mangle(value: JsonValue): Generator<Mangled> {
  yield (other) => other;
  const members: readonly (readonly [string | number, JsonValue])[] = isObject(value)
    ? Object.entries(value)
    : isArray(value)
      ? [...value.entries()]
      : [];
  for (const [key, inner] of members) {
    for (const change of mangle(inner)) {
      yield (other) =>
        isArray(value) ? value.with(Number(key), change(other)) : { ...(value as JsonObject), [key]: change(other) }; // it has members
    }
  }
}
