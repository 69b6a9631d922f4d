// One record through a format's table: record -> drafts -> outcome. The same steps for every format; only tables and a few functions differ.

import { compactEvent } from '../model/compact-event.ts';
import type { Event, LeftOut, MappingNote, Outcome, Place } from '../model/event.ts';
import { type OwnershipField, ownershipFields } from '../model/fields.ts';
import type { JsonObject } from '../model/json.ts';
import { type CompiledTable, compileTable, type Entries, firstValue, readFirst } from './compile-table.ts';
import { type Draft, type Format, type Part, type Settled, event as settled } from './format.ts';
import { newDraft } from './new-draft.ts';
import { oneText } from './one-text.ts';
import type { Values } from './project.ts';
import { addTraceparent, readLabels } from './read-labels.ts';
import { readMetering } from './read-metering.ts';
import { compileAll, compileNeeds } from './recognise.ts';
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
  partsOf(record: JsonObject, known: JsonObject): readonly Part[] | Settled;
  readParts(parts: readonly Part[] | Settled, place: RecordPlace): Outcome;
  /** Both in one. */
  read(record: JsonObject, place: RecordPlace, known?: JsonObject): Outcome;
}

export function compileReader(format: Format): Reader {
  // Most formats of a run are never met: each half is compiled when it is first asked for.
  let recognises: ((record: JsonObject) => boolean) | undefined;
  let splits: ((record: JsonObject) => boolean) | undefined;
  let table: CompiledTable | undefined;
  const partsOf: Reader['partsOf'] = (record, known) => {
    splits ??= splitsOf(format);
    const parts = splits(record) ? format.split?.(record, known) : undefined;
    return parts ?? [{ value: format.reshape?.(record) ?? record, pointer: '' }];
  };
  const readParts: Reader['readParts'] = (parts, place) => {
    if (!isParts(parts)) return parts.kind === 'event' ? { kind: 'events', events: [parts.event] } : parts;
    const compiled = table ?? compileTable(format);
    table = compiled;
    return outcomeOf(
      format,
      parts.map((part, step) => settlePart(format, compiled, part, step, place)),
    );
  };
  return {
    format,
    mayRecognise: compileNeeds(format.recognise),
    recognises: (record) => {
      recognises ??= compileAll(format.recognise, format.json ?? []);
      return recognises(record);
    },
    partsOf,
    readParts,
    read: (record, place, known = {}) => readParts(partsOf(record, known), place),
  };
}

/** Has a record parts in this format? */
export function splitsOf({ split, split_when, json }: Format): (record: JsonObject) => boolean {
  if (split === undefined) return () => false;
  return split_when === undefined ? () => true : compileAll(split_when, json ?? []);
}

export const isParts = (value: readonly Part[] | Settled): value is readonly Part[] => Array.isArray(value);

/** One outcome per record: its events; when there are none, the first reason why not. */
function outcomeOf(format: Format, settled: readonly Settled[]): Outcome {
  const [only, ...others] = settled;
  if (only && others.length === 0 && !format.arrange)
    return only.kind === 'event' ? { kind: 'events', events: [finished(only.event)] } : only;
  const events: Event[] = [];
  const leftOut: LeftOut[] = [];
  for (const part of settled) {
    if (part.kind === 'event') events.push(part.event);
    else leftOut.push(part);
  }
  if (events.length > 0) {
    const arranged = format.arrange?.(events).map(finished) ?? events.map((event) => finished(event));
    return { kind: 'events', events: arranged, ...(leftOut.length > 0 ? { left_out: leftOut } : {}) };
  }
  return leftOut.find((part) => part.kind === 'rejected') ?? leftOut[0] ?? { kind: 'skipped', reason: 'empty' };
}

/** Whatever a format made of it, no error message leaves this folder. */
function finished(event: Event, step = event.step): Event {
  return compactEvent(event.error === undefined ? event : { ...event, error: errorClass(event.error) }, step);
}

function settlePart(format: Format, table: CompiledTable, part: Part, step: number, place: RecordPlace): Settled {
  const entries = table.lookUp(part.value);
  const { values, valueAt } = table;
  const notes: MappingNote[] = [];
  const draft = newDraft(
    part.hop ?? format.hop,
    part.role ?? format.role ?? 'call',
    step,
    placeOf(part, place, format.id),
    notes,
  );
  readFields(entries, draft, notes, values);
  const writer = draft.component || part.component || draft.service; // a service named in a label is the caller's
  for (const slot of entries.labels.slots) readLabels(values[slot], draft, notes);
  if (format.any_key) readLabels(part.value, draft, notes);
  if (entries.fallback) readFallback(entries.fallback, draft, values);
  readTimes(format, entries, draft, notes, values);
  readMetering(format, entries, part, draft, notes, values);
  const hopName = readFirst(values, entries.others.hop, readText);
  draft.hop = readHop(hopName) ?? draft.hop;
  if (readText(firstValue(values, entries.others.granularity)) === 'aggregate') draft.granularity = 'aggregate';
  draft.component = writer || hopName || format.component || format.id;
  return format.settle ? format.settle(draft, part.value, valueAt) : settled(draft);
}

function readFields({ texts, others }: Entries, draft: Draft, notes: MappingNote[], values: Values): void {
  for (const source of texts) {
    const { field } = source;
    const text = source.isId
      ? readFirst(values, source, (value) => readId(field, value, notes)) // null-like ones are noted and passed over
      : readFirst(values, source, readText);
    if (text !== undefined) draft[field] = oneText(field, text);
  }
  const links = readLinks(firstValue(values, others.links));
  if (links.length > 0) draft.links = links;
  addTraceparent(draft, firstValue(values, others.traceparent));
}

/** Written out where it can be: a spread takes four times the memory, and every event keeps its place. */
function placeOf({ batched, pointer }: Part, { source, line, offset }: RecordPlace, format: string): Place {
  if (pointer === '')
    return batched ? { source, line, offset, member: pointer, format } : { source, line, offset, format };
  return batched
    ? { source, line, offset, member: pointer, pointer, format }
    : { source, line, offset, pointer, format };
}

function readTimes(format: Format, { others }: Entries, draft: Draft, notes: MappingNote[], values: Values): void {
  const { start, end } = format.fields;
  const began =
    start &&
    readFirst(values, others.start, (value, path) =>
      readTime('start', value, start.units?.[path] ?? start.unit, notes),
    );
  if (began !== undefined) draft.start = began;
  const ended =
    end && readFirst(values, others.end, (value, path) => readTime('end', value, end.units?.[path] ?? end.unit, notes));
  const length = end?.duration;
  const lasted =
    length &&
    readFirst(values, others.duration, (value, path) => readDuration(value, length.units?.[path] ?? length.unit));
  if (ended !== undefined) draft.end = ended;
  else if (began !== undefined && lasted !== undefined) draft.end = began + lasted;
}

/** Weaker evidence fills what is missing and never contradicts, so its notes are not facts about the request. */
function readFallback({ texts, labels }: NonNullable<Entries['fallback']>, draft: Draft, values: Values): void {
  const saidBefore = ownersIn(draft);
  for (const source of texts) {
    const text = draft[source.field] === undefined ? readFirst(values, source, readText) : undefined;
    if (text !== undefined) draft[source.field] = text;
  }
  for (const slot of labels.slots) readLabels(values[slot], draft, []);
  const saidNow = ownersIn(draft);
  if (saidNow !== saidBefore) draft.hints = hintsOf(saidNow & ~saidBefore);
}

/** A bit for each ownership field that the draft has. */
function ownersIn(draft: Draft): number {
  let owners = 0;
  for (let at = 0; at < ownershipFields.length; at++)
    if (draft[ownershipFields[at] ?? 'owner_team'] !== undefined) owners |= 1 << at;
  return owners;
}

const hints: (readonly OwnershipField[])[] = [];

/** Ownership that only the fallback knew: one list for all events that lack the same. */
function hintsOf(owners: number): readonly OwnershipField[] {
  hints[owners] ??= ownershipFields.filter((_, at) => (owners >> at) & 1);
  return hints[owners];
}
