// One record in, one outcome out. Detection is per record, so a file may mix formats.

import { UsageError } from '../model/errors.ts';
import type { Outcome } from '../model/event.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { formats } from './index.ts';
import { openEnvelope } from './open-envelope.ts';
import { compileReader, type Reader, type RecordPlace } from './read-record.ts';

export interface Mapped {
  /** Id of the format that recognised the record. */
  readonly format: string | undefined;
  readonly outcome: Outcome;
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
}

let compiled: readonly Reader[] | undefined;

function readers(): readonly Reader[] {
  compiled ??= formats.map(compileReader);
  return compiled;
}

/** Throws UsageError when `from` names no format. */
export function mapRecord(record: JsonObject, place: RecordPlace, { from, memory }: MapOptions = {}): Mapped {
  const reader = from === undefined ? detect(record) : named(from);
  if (reader && (from === undefined || reader.recognises(record))) {
    return { format: reader.format.id, outcome: read(reader, record, place, memory) };
  }
  const members = openEnvelope(record);
  if (members) {
    const empty: Outcome = { kind: 'skipped', reason: 'empty', detail: 'an envelope' };
    return { format: undefined, outcome: empty, ...(members.length === 0 ? {} : { members }) };
  }
  if (reader) return { format: reader.format.id, outcome: read(reader, record, place, memory) };
  return { format: undefined, outcome: unknown(record) };
}

function read({ format, read: readWith }: Reader, record: JsonObject, place: RecordPlace, memory?: Memory): Outcome {
  const known = memory?.get(format.id) ?? {};
  const outcome = readWith(record, place, known);
  if (memory && format.remember) memory.set(format.id, format.remember(record, known));
  return outcome;
}

/** Words in the keys of anything that meters a model. */
const metering = /token|usage|model|cost|spend|llm|gen_ai|genai|prompt|completion|provider|trace_?id/i;

/** An ordinary log line is passed over and counted; a record that smells of metering must not be lost in silence. */
function unknown(record: JsonObject): Outcome {
  const reason = `no known format has the keys ${keysOf(record)}`;
  if (!mentionsMetering(record, 3)) return { kind: 'skipped', reason: 'not a model call', detail: reason };
  return { kind: 'rejected', reason, hint: 'attrib-audit formats lists what is recognised; --from FORMAT forces one' };
}

export function detect(record: JsonObject): Reader | undefined {
  return readers().find((reader) => reader.recognises(record));
}

function named(id: string): Reader {
  const reader = readers().find(({ format }) => format.id === id);
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
