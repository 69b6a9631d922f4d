// The samples of all formats: samples/formats/<id>/<case>/input.*, read into records.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Memory, mapRecord } from '../../src/formats/map-record.ts';
import type { Outcome } from '../../src/model/event.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../../src/model/json.ts';
import { scanRecords } from '../../src/scan/scan-records.ts';

export const samplesFolder = fileURLToPath(new URL('../../samples/formats/', import.meta.url));

export interface Sample {
  readonly format: string;
  readonly name: string;
  readonly folder: string;
  /** `input.csv` says that it is a table. */
  readonly file: string;
  readonly text: string;
}

export function allSamples(): readonly Sample[] {
  return foldersIn(samplesFolder).flatMap((format) =>
    foldersIn(`${samplesFolder}${format}`).map((name) => {
      const folder = `${samplesFolder}${format}/${name}`;
      const input = readdirSync(folder).find((file) => file.startsWith('input.'));
      if (input === undefined) throw new Error(`${folder} has no input.* file`);
      return { format, name, folder, file: input, text: readFileSync(`${folder}/${input}`, 'utf8') };
    }),
  );
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The records of a text as the program finds them. */
export async function scannedRecords(text: string, file = ''): Promise<readonly JsonObject[]> {
  const records: JsonObject[] = [];
  for await (const batch of scanRecords(chunksOf(text), { name: file })) {
    for (const scanned of batch) if (scanned.kind === 'record') records.push(scanned.value);
  }
  return records;
}

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** The same without the program, for texts cut anywhere: one document, an array of them, or one per line. Anything else is left out. */
export function recordsOf(text: string): readonly JsonObject[] {
  const whole = parse(text);
  const values = whole === undefined ? text.split('\n').map(parse) : isArray(whole) ? whole : [whole];
  return values.filter(isObject);
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not one document, or a line that is no record
  }
}

export interface Read {
  readonly format: string | undefined;
  readonly outcome: Outcome;
  readonly record: JsonObject;
}

/** A record and what it became; an envelope is opened until its members are records themselves. */
export function readRecord(record: JsonObject, line: number, memory: Memory = new Map(), depth = 0): readonly Read[] {
  const { format, outcome, members } = mapRecord(record, { source: 'input', line, offset: line }, { memory });
  if (members && depth < 8) return members.flatMap((inner) => readRecord(inner, line, memory, depth + 1));
  return [{ format, outcome, record }];
}
