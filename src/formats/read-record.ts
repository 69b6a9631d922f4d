// One record through a format's table: record -> drafts -> outcome. The same steps for every format; only tables and a few functions differ.

import { compactEvent } from '../model/compact-event.ts';
import type { Event, MappingNote, Outcome, Place } from '../model/event.ts';
import { ownershipFields, type TextField } from '../model/fields.ts';
import type { JsonObject } from '../model/json.ts';
import { type CompiledTable, compileTable, type Lookup } from './compile-table.ts';
import type { Draft, Format, Part, Paths, Settled } from './format.ts';
import { oneText } from './one-text.ts';
import { addTraceparent, readLabels } from './read-labels.ts';
import { readMetering } from './read-metering.ts';
import { compileNeeds, compileRecognition } from './recognise.ts';
import { readDuration, readTime } from './times.ts';
import { readId, readLinks, readText } from './values.ts';
import { errorClass, readHop } from './words.ts';

/** Where the container found the record. */
export interface RecordPlace {
  readonly source: string;
  readonly line: number;
  readonly offset: number;
}

export interface Reader {
  readonly format: Format;
  /** Has the record the keys without which it cannot be recognised? */
  mayRecognise(record: JsonObject): boolean;
  /** Do all conditions of `recognise` hold? */
  recognises(record: JsonObject): boolean;
  /** `known`: what the format remembered of earlier records of the same input. */
  read(record: JsonObject, place: RecordPlace, known?: JsonObject): Outcome;
}

export function compileReader(format: Format): Reader {
  // Most formats of a run are never met: each half is compiled when it is first asked for.
  let recognises: ((record: JsonObject) => boolean) | undefined;
  let table: CompiledTable | undefined;
  return {
    format,
    mayRecognise: compileNeeds(format.recognise),
    recognises: (record) => {
      recognises ??= compileRecognition(format.recognise, format.json ?? []);
      return recognises(record);
    },
    read: (record, place, known = {}) => {
      const compiled = table ?? compileTable(format);
      table = compiled;
      const parts = format.split?.(record, known) ?? [{ value: record, pointer: '' }];
      if (!isParts(parts)) return parts.kind === 'event' ? { kind: 'events', events: [parts.event] } : parts;
      const settled = parts.map((part, step) => settlePart(format, compiled, part, step, place));
      return outcomeOf(format, settled);
    },
  };
}

const isParts = (value: readonly Part[] | Settled): value is readonly Part[] => Array.isArray(value);

/** One outcome per record: its events; when there are none, the first reason why not. */
function outcomeOf(format: Format, settled: readonly Settled[]): Outcome {
  const [only, ...others] = settled;
  if (only && others.length === 0 && !format.arrange)
    return only.kind === 'event' ? { kind: 'events', events: [finished(only.event)] } : only;
  const events = settled.flatMap((part) => (part.kind === 'event' ? [part.event] : []));
  const leftOut = settled.flatMap((part) => (part.kind === 'event' ? [] : [part]));
  if (events.length > 0) {
    const arranged = (format.arrange?.(events) ?? events).map(finished);
    return { kind: 'events', events: arranged, ...(leftOut.length > 0 ? { left_out: leftOut } : {}) };
  }
  return leftOut.find((part) => part.kind === 'rejected') ?? leftOut[0] ?? { kind: 'skipped', reason: 'empty' };
}

/** Whatever a format made of it, no error message leaves this folder. */
function finished(event: Event): Event {
  return compactEvent(event.error === undefined ? event : { ...event, error: errorClass(event.error) });
}

function settlePart(format: Format, table: CompiledTable, part: Part, step: number, place: RecordPlace): Settled {
  const lookup = table.lookUp(part.value);
  const notes: MappingNote[] = [];
  const draft = readFields(format, part, step, place, notes, lookup);
  const writer = draft.component || part.component || draft.service; // a service named in a label is the caller's
  for (const path of format.labels ?? []) readLabels(lookup.valueAt(path), draft, notes);
  if (format.fallback) readFallback(format.fallback, draft, lookup);
  readTimes(format, draft, notes, lookup);
  readMetering(format, part, draft, notes, lookup);
  const { hop, granularity } = format.fields;
  const hopName = lookup.read(hop, readText);
  draft.hop = readHop(hopName) ?? draft.hop;
  if (readText(lookup.at(granularity)) === 'aggregate') draft.granularity = 'aggregate';
  draft.component = writer || hopName || format.component || format.id;
  return format.settle ? format.settle(draft, part.value, lookup.valueAt) : { kind: 'event', event: draft };
}

function readFields(
  format: Format,
  part: Part,
  step: number,
  place: RecordPlace,
  notes: MappingNote[],
  lookup: Lookup,
): Draft {
  const draft: Draft = {
    hop: part.hop ?? format.hop,
    component: '',
    role: part.role ?? format.role ?? 'call',
    granularity: 'call',
    step,
    place: placeOf(part, place, format.id),
    notes,
  };
  for (const { field, paths, isId } of lookup.texts) {
    const text = isId ? firstId(field, paths, lookup, notes) : lookup.read(paths, readText);
    if (text !== undefined) draft[field] = oneText(field, text);
  }
  const links = readLinks(lookup.at(format.fields.links));
  if (links.length > 0) draft.links = links;
  addTraceparent(draft, lookup.at(format.fields.traceparent));
  return draft;
}

/** Written out where it can be: a spread takes four times the memory, and every event keeps its place. */
function placeOf({ batched, pointer }: Part, { source, line, offset }: RecordPlace, format: string): Place {
  if (pointer === '')
    return batched ? { source, line, offset, member: pointer, format } : { source, line, offset, format };
  return batched
    ? { source, line, offset, member: pointer, pointer, format }
    : { source, line, offset, pointer, format };
}

/** The first path whose value is a real id; null-like ones are noted and passed over. */
function firstId(field: TextField, paths: Paths, lookup: Lookup, notes: MappingNote[]): string | undefined {
  for (const path of paths) {
    const id = readId(field, lookup.valueAt(path), notes);
    if (id !== undefined) return id;
  }
  return undefined;
}

function readTimes(format: Format, draft: Draft, notes: MappingNote[], lookup: Lookup): void {
  const { start, end } = format.fields;
  const began =
    start &&
    lookup.first(start.from, (value, path) => readTime('start', value, start.units?.[path] ?? start.unit, notes));
  if (began) draft.start = began.value;
  const ended =
    end && lookup.first(end.from, (value, path) => readTime('end', value, end.units?.[path] ?? end.unit, notes));
  const length = end?.duration;
  const lasted =
    length && lookup.first(length.from, (value, path) => readDuration(value, length.units?.[path] ?? length.unit));
  if (ended) draft.end = ended.value;
  else if (began && lasted) draft.end = began.value + lasted.value;
}

/** Weaker evidence fills what is missing and never contradicts, so its notes are not facts about the request. */
function readFallback(fallback: NonNullable<Format['fallback']>, draft: Draft, lookup: Lookup): void {
  const unsaid = ownershipFields.filter((field) => draft[field] === undefined);
  for (const [field, paths] of Object.entries(fallback.fields ?? {}) as [TextField, Paths][]) {
    // keys of a typed record
    const text = draft[field] === undefined ? lookup.read(paths, readText) : undefined;
    if (text !== undefined) draft[field] = text;
  }
  for (const path of fallback.labels ?? []) readLabels(lookup.valueAt(path), draft, []);
  // Ownership that only the fallback knew.
  const hints = unsaid.filter((field) => draft[field] !== undefined);
  if (hints.length > 0) draft.hints = hints;
}
