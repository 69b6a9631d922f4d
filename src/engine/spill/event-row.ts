// An event as a row of text and back, for events that wait on disk. A field stands at its place in the row; null where it is absent.
import { compactEvent } from '../../model/compact-event.ts';
import type { Event, Place } from '../../model/event.ts';
import { identityFields, textFields } from '../../model/fields.ts';

const plainFields = [
  ...textFields,
  ...(['hop', 'role', 'granularity', 'step', 'notes', 'usage', 'raw_usage', 'requests', 'attempt'] as const),
  ...(['cache_hit', 'streamed', 'links', 'hints'] as const),
] as const;
const bigFields = ['start', 'end', 'logged_cost_usd'] as const;
type Listed = (typeof plainFields)[number] | (typeof bigFields)[number] | 'place';
/** A field that stands in no list does not compile here. */
const allListed: Exclude<keyof Event, Listed> extends never ? true : false = true;

/** What many events share is held once. */
const ownNames: ReadonlySet<string> = new Set([
  ...identityFields,
  'tenant_id_hash',
  'user_id_hash',
  'principal',
  'error',
]);
const sharedAt = plainFields.map(
  (field) => allListed && textFields.some((text) => text === field) && !ownNames.has(field),
);
const mostNames = 20_000;

const blank = JSON.stringify(Object.fromEntries([...plainFields, ...bigFields, 'place'].map((name) => [name, null])));

export interface RowCodec {
  toRow(event: Event): string;
  fromRow(row: string): Event;
  /** Without the name of the source and the line, so that copies of a file say the same. */
  sayingOf(row: string): string;
  /** The names of the sources so far. They stay with the codec that wrote the rows; another one has to be given them. */
  sources(): readonly string[];
  numberOf(source: string): number;
}

export function createRowCodec(known: readonly string[] = []): RowCodec {
  const sources: string[] = [...known];
  const numbers = new Map(sources.map((source, number) => [source, number]));
  const names = new Map<string, string>();
  /** One for all rows: an object whose members come and go is slow. It is parsed, for a parsed object is quick to read. */
  const scratch: Record<string, unknown> = JSON.parse(blank);

  function numberOf(source: string): number {
    const known = numbers.get(source);
    if (known !== undefined) return known;
    numbers.set(source, sources.length);
    return sources.push(source) - 1;
  }

  function oneOf(name: string): string {
    const known = names.get(name);
    if (known !== undefined) return known;
    if (names.size < mostNames) names.set(name, name);
    return name;
  }

  return {
    toRow(event) {
      const { source, line, offset, member, pointer, format } = event.place;
      const big = bigFields.map((field) => event[field]?.toString());
      const plain = plainFields.map((field) => event[field]);
      return `${numberOf(source)} ${line}${JSON.stringify([offset, member, pointer, format, big, plain])}`;
    },
    fromRow(row) {
      const cut = row.indexOf('[');
      const [number = 0, line = 0] = row.slice(0, cut).split(' ').map(Number);
      const [offset, member, pointer, format, big, plain] = JSON.parse(row.slice(cut)) as Row; // written by toRow
      const place: Place = {
        source: sources[number] ?? '',
        line,
        offset,
        ...(member === null ? {} : { member }),
        ...(pointer === null ? {} : { pointer }),
        format: oneOf(format),
      };
      for (let at = 0; at < plainFields.length; at++) {
        const value = plain[at];
        scratch[plainFields[at] ?? ''] =
          value === null ? undefined : sharedAt[at] && typeof value === 'string' ? oneOf(value) : value;
      }
      for (let at = 0; at < bigFields.length; at++) {
        const digits = big[at];
        scratch[bigFields[at] ?? ''] = typeof digits === 'string' ? BigInt(digits) : undefined;
      }
      scratch.place = place;
      return compactEvent(scratch as unknown as Event); // every field as it was written
    },
    sayingOf: (row) => row.slice(row.indexOf('[')),
    sources: () => sources,
    numberOf,
  };
}

type Row = readonly [number, string | null, string | null, string, readonly (string | null)[], readonly unknown[]];
