// An event as a row of text and back, for events that wait on disk. A row says which fields it has, by a letter each, and then their values.
import { compactEvent } from '../../model/compact-event.ts';
import type { Event, Place } from '../../model/event.ts';
import { textFields } from '../../model/fields.ts';

const plainFields = [
  ...textFields,
  ...(['hop', 'role', 'granularity', 'step', 'notes', 'usage', 'raw_usage', 'requests', 'attempt'] as const),
  ...(['cache_hit', 'streamed', 'links', 'hints'] as const),
] as const;
const bigFields = ['start', 'end', 'logged_cost_usd'] as const;
const fields = [...plainFields, ...bigFields] as const;
/** A field that stands in no list does not compile here. */
const allListed: Exclude<keyof Event, (typeof fields)[number] | 'place'> extends never ? true : false = true;

const firstLetter = 48;
const letterOf: ReadonlyMap<string, string> = new Map(
  fields.map((field, index) => [field, allListed && String.fromCharCode(firstLetter + index)]),
);
const isBig: readonly boolean[] = fields.map((field) => bigFields.some((big) => big === field));

const blank = JSON.stringify(Object.fromEntries([...fields, 'place'].map((name) => [name, null])));

/** A hostile file cannot fill the memory with new shapes. */
const mostShapes = 2000;

/** Where a row ends to name its source and its line: what copies of a file say is all that follows. */
export const saidAt = (row: Uint8Array, from = 0): number => row.indexOf(0x5b, from);

export interface RowCodec {
  toRow(event: Event): string;
  fromRow(row: string): Event;
  /** Of a row as bytes. */
  sourceOf(row: Buffer): string;
  /** The names of the sources so far. They stay with the codec that wrote the rows; another one has to be given them. */
  sources(): readonly string[];
  numberOf(source: string): number;
}

export function createRowCodec(known: readonly string[] = []): RowCodec {
  const sources: string[] = [...known];
  const numbers = new Map(sources.map((source, number) => [source, number]));
  const shapes = new Map<string, readonly number[]>();
  /** One for all rows: an object whose members come and go is slow. It is parsed, for a parsed object is quick to read. */
  const scratch: Record<string, unknown> = JSON.parse(blank);
  for (const field of fields) scratch[field] = undefined;

  function numberOf(source: string): number {
    const known = numbers.get(source);
    if (known !== undefined) return known;
    numbers.set(source, sources.length);
    return sources.push(source) - 1;
  }

  /** The places of the fields in their list, by the letters of a row. */
  function fieldsAt(letters: string): readonly number[] {
    const known = shapes.get(letters);
    if (known !== undefined) return known;
    if (shapes.size >= mostShapes) shapes.clear();
    const shape = Array.from(letters, (letter) => letter.charCodeAt(0) - firstLetter);
    shapes.set(letters, shape);
    return shape;
  }

  return {
    toRow(event) {
      const { source, line, offset, member, pointer, format } = event.place;
      let letters = '';
      const row: unknown[] = ['', offset, member, pointer, format];
      for (const field in event) {
        const value = event[field as keyof Event]; // a member of the event
        const letter = letterOf.get(field);
        if (letter === undefined || value === undefined) continue;
        letters += letter;
        row.push(typeof value === 'bigint' ? value.toString() : value);
      }
      row[0] = letters;
      return `${numberOf(source)} ${line}${JSON.stringify(row)}`;
    },
    fromRow(row) {
      const cut = row.indexOf('[');
      const gap = row.indexOf(' ');
      const values = JSON.parse(row.slice(cut)) as Row; // written by toRow
      const [letters, offset, member, pointer, format] = values;
      const place: Place = {
        source: sources[Number(row.slice(0, gap))] ?? '',
        line: Number(row.slice(gap, cut)),
        offset,
        ...(member === null ? {} : { member }),
        ...(pointer === null ? {} : { pointer }),
        format,
      };
      const shape = fieldsAt(letters);
      for (let at = 0; at < shape.length; at++) {
        const field = shape[at] ?? 0;
        const value = values[headLength + at];
        scratch[fields[field] ?? ''] = isBig[field] ? BigInt(String(value)) : value;
      }
      scratch.place = place;
      const event = compactEvent(scratch as unknown as Event); // every field as it was written
      for (const field of shape) scratch[fields[field] ?? ''] = undefined;
      return event;
    },
    sourceOf: (row) => sources[Number(row.toString('latin1', 0, row.indexOf(' ')))] ?? '',
    sources: () => sources,
    numberOf,
  };
}

/** Letters of the fields, offset, member, pointer and format; then the values of the fields. */
type Row = readonly [string, number, string | null, string | null, string, ...unknown[]];
const headLength = 5;
