// One record in, one outcome out. Detection is per record, so a file may mix formats.

import { UsageError } from '../model/errors.ts';
import type { Outcome } from '../model/event.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { event } from './event.ts';
import { decisivePaths, type FieldMapping, mappedEvent, withAddedFields } from './field-map.ts';
import type { Part } from './format.ts';
import { formats } from './index.ts';
import { openEnvelope } from './open-envelope.ts';
import { compileProjection, readPaths } from './project.ts';
import { compileReader, isParts, type Reader, type RecordPlace } from './read-record.ts';
import { readersByKeys } from './readers-by-keys.ts';

export interface Mapped {
  /** Id of the format that recognised the record. */
  readonly format: string | undefined;
  readonly outcome: Outcome;
  /** The format was forced on a record that does not have its keys. */
  readonly forced?: true;
  /** What the format took the record apart into, when it is one that nests many events. */
  readonly parts?: readonly Part[] | undefined;
  /** Set when the record is only an envelope: map these instead of it. */
  readonly members?: readonly JsonObject[];
}

/** What formats remember of one input, by their id. Lines that lean on earlier ones need it; without it they know less. */
export type Memory = Map<string, JsonObject>;

export interface MapOptions {
  /** Forces one format. */
  readonly from?: string;
  /** One for each input, filled as its records are mapped. */
  readonly memory?: Memory;
  /** The user's own paths, see field-map.ts. */
  readonly map?: readonly FieldMapping[];
}

interface Readers {
  readonly all: readonly Reader[];
  readonly among: (record: JsonObject) => readonly Reader[];
}

let compiled: Readers | undefined;
const compiledByMap = new WeakMap<readonly FieldMapping[], Readers>();
const withKeys = (all: readonly Reader[]): Readers => ({ all, among: readersByKeys(all) });

function readers(map: readonly FieldMapping[] | undefined): Readers {
  compiled ??= withKeys(formats.map(compileReader));
  if (map === undefined || map.length === 0) return compiled;
  const known = compiledByMap.get(map) ?? withKeys(compiled.all.map((reader) => mappedReader(reader, map)));
  compiledByMap.set(map, known);
  return known;
}

/** The neutral form is read by the map, and any record on which the map finds a count, a cost or a model is one. */
function mappedReader(plain: Reader, map: readonly FieldMapping[]): Reader {
  const { format } = plain;
  const extended = compileReader(format.id === event.id ? mappedEvent(map) : withAddedFields(format, map));
  const { mayRecognise, recognises } = plain;
  if (format.id !== event.id) return { ...extended, mayRecognise, recognises };
  const decisive = compileProjection(decisivePaths(map), extended.format.json ?? []);
  const hits = (record: JsonObject): boolean =>
    readPaths(record, decisive).some((value, slot) => slot < decisiveCount && value !== undefined);
  const decisiveCount = new Set(decisivePaths(map)).size;
  return { ...extended, mayRecognise: () => true, recognises: (record) => recognises(record) || hits(record) };
}

/** Throws UsageError when `from` names no format. */
export function mapRecord(record: JsonObject, place: RecordPlace, { from, memory, map }: MapOptions = {}): Mapped {
  const reader = from === undefined ? detect(record, map) : named(from, map);
  if (reader && (from === undefined || reader.recognises(record))) {
    return { format: reader.format.id, ...read(reader, record, place, memory) };
  }
  const members = openEnvelope(record);
  if (members) {
    const empty: Outcome = { kind: 'skipped', reason: 'empty', detail: 'an envelope' };
    return { format: undefined, outcome: empty, ...(members.length === 0 ? {} : { members }) };
  }
  if (reader) return { format: reader.format.id, ...forced(reader, record, place, memory), forced: true };
  return { format: undefined, outcome: unknown(record) };
}

type Read = Pick<Mapped, 'outcome' | 'parts'>;

/** What a format complains of in its own records may mislead about one that only --from calls so. */
function forced(reader: Reader, record: JsonObject, place: RecordPlace, memory?: Memory): Read {
  const { outcome, parts } = read(reader, record, place, memory);
  if (outcome.kind !== 'rejected') return { outcome, parts };
  const { id } = reader.format;
  const hint = `attrib-audit formats ${id} lists the keys it is recognised by; without --from the format is found by itself`;
  const reason = `it does not look like ${id}, as which --from reads it: ${outcome.reason}`;
  return { outcome: { ...outcome, reason, hint }, parts };
}

function read({ format, partsOf, readParts }: Reader, record: JsonObject, place: RecordPlace, memory?: Memory): Read {
  const known = memory?.get(format.id) ?? {};
  const parts = partsOf(record, known);
  const outcome = readParts(parts, place);
  if (memory && format.remember) memory.set(format.id, format.remember(record, known));
  return { outcome, parts: (format.split ?? format.reshape) && isParts(parts) ? parts : undefined };
}

/** Words in the keys of anything that meters a model. */
const metering = /token|usage|model|cost|spend|llm|gen_ai|genai|prompt|completion|provider|trace_?id/i;

/** An ordinary log line is passed over and counted; a record that smells of metering must not be lost in silence. */
function unknown(record: JsonObject): Outcome {
  const reason = `no known format has the keys ${keysOf(record)}`;
  if (!mentionsMetering(record, 3)) return { kind: 'skipped', reason: 'not a model call', detail: reason };
  return { kind: 'rejected', reason, hint: 'attrib-audit formats lists what is recognised; --from FORMAT forces one' };
}

export function detect(record: JsonObject, map?: readonly FieldMapping[]): Reader | undefined {
  return readers(map)
    .among(record)
    .find((reader) => reader.recognises(record));
}

function named(id: string, map?: readonly FieldMapping[]): Reader {
  const reader = readers(map).all.find(({ format }) => format.id === id);
  if (reader) return reader;
  throw new UsageError(`there is no format "${id}"`, `known formats: ${formats.map((format) => format.id).join(', ')}`);
}

/** In its keys, a few levels down; of a list the first member speaks for all. */
function mentionsMetering(value: JsonValue | undefined, levels: number): boolean {
  if (levels === 0) return false;
  if (isArray(value)) return mentionsMetering(value[0], levels);
  if (!isObject(value)) return false;
  return Object.keys(value).some((key) => metering.test(key) || mentionsMetering(value[key], levels - 1));
}

function keysOf(record: JsonObject): string {
  const keys = Object.keys(record);
  const shown = keys.slice(0, 6).map((key) => key.slice(0, 40));
  return `${shown.join(', ')}${keys.length > shown.length ? ', …' : ''}` || '(none)';
}
