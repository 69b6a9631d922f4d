// An event as a row of text and back, for events that wait on disk. A row says which fields it has, by a letter each, and then their values.
import type { Event, Place } from '../../model/event.ts';
import { textFields } from '../../model/fields.ts';

export const plainFields = [
  ...textFields,
  ...(['hop', 'role', 'granularity', 'step', 'notes', 'usage', 'raw_usage', 'requests', 'attempt'] as const),
  ...(['cache_hit', 'streamed', 'links', 'hints'] as const),
] as const;
export const bigFields = ['start', 'end', 'logged_cost_usd'] as const;
const fields = [...plainFields, ...bigFields] as const;
/** A field that stands in no list does not compile here. */
const allListed: Exclude<keyof Event, (typeof fields)[number] | 'place'> extends never ? true : false = true;

const firstLetter = 48;
const letterOf: ReadonlyMap<string, string> = new Map(
  fields.map((field, index) => [field, allListed && String.fromCharCode(firstLetter + index)]),
);
const isBig = (field: string): boolean => bigFields.some((big) => big === field);

interface ShapeField {
  readonly name: string;
  readonly isBig: boolean;
  /** Among all fields. */
  readonly index: number;
}

/** The fields of a row in the order of its letters, and an event that has them all: copied, for an object whose members come one by one is slow. */
interface Shape {
  readonly fields: readonly ShapeField[];
  readonly pattern: Readonly<Record<string, unknown>>;
}

const noNotes: Event['notes'] = Object.freeze([]);

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
  const shapes = new Map<string, Shape>();
  /** Of each field: rows one after the other mostly name the same trace, model and keys, and events that wait share one text. */
  const last: unknown[] = fields.map(() => undefined);

  function numberOf(source: string): number {
    const known = numbers.get(source);
    if (known !== undefined) return known;
    numbers.set(source, sources.length);
    return sources.push(source) - 1;
  }

  function shapeOf(letters: string): Shape {
    const known = shapes.get(letters);
    if (known !== undefined) return known;
    if (shapes.size >= mostShapes) shapes.clear();
    const names = Array.from(letters, (letter) => fields[letter.charCodeAt(0) - firstLetter] ?? '');
    // Parsed, for a parsed object is quick to copy.
    const pattern: Record<string, unknown> = JSON.parse(
      `{${[...names, 'place', 'notes'].map((name) => `"${name}":null`)}}`,
    );
    pattern.notes = noNotes;
    const shape = {
      fields: names.map((name, at) => ({ name, isBig: isBig(name), index: letters.charCodeAt(at) - firstLetter })),
      pattern,
    };
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
        if (letter === undefined || value === undefined || (field === 'notes' && event.notes.length === 0)) continue;
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
      const source = sources[Number(row.slice(0, gap))] ?? '';
      const line = Number(row.slice(gap, cut));
      // Literals take no more room than they need.
      const place: Place =
        member === null && pointer === null
          ? { source, line, offset, format }
          : {
              source,
              line,
              offset,
              ...(member === null ? {} : { member }),
              ...(pointer === null ? {} : { pointer }),
              format,
            };
      const { fields, pattern } = shapeOf(letters);
      const event: Record<string, unknown> = { ...pattern, place };
      for (let at = 0; at < fields.length; at++) {
        const field = fields[at];
        if (field === undefined) break;
        const value = values[headLength + at];
        if (field.isBig) event[field.name] = BigInt(String(value));
        else if (value === last[field.index]) event[field.name] = last[field.index];
        else event[field.name] = last[field.index] = value;
      }
      return event as unknown as Event; // every field as it was written
    },
    sourceOf: (row) => sources[Number(row.toString('latin1', 0, row.indexOf(' ')))] ?? '',
    sources: () => sources,
    numberOf,
  };
}

/** Letters of the fields, offset, member, pointer and format; then the values of the fields. */
type Row = readonly [string, number, string | null, string | null, string, ...unknown[]];
const headLength = 5;
