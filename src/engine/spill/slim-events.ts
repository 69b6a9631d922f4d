// Very many events at about 130 bytes each in place of 300 and more: what they say stands in columns, what several say stands there once, and an
// event is an object that looks up what it is asked for. All its members are inherited: a copy is made by `compactEvent`, a spread has none.
import type { Event, Place } from '../../model/event.ts';
import { bigFields, plainFields } from './event-row.ts';

interface Slim {
  readonly row: number;
}

/** The same events, in the same order. */
export function slimEvents(events: Iterable<Event>): readonly Event[] {
  const pool = createPool();
  const texts = plainFields.map((name) => ({ name, column: newColumn() }));
  const bigs = bigFields.map((name) => ({ name, column: newBigColumn() }));
  const [source, member, pointer, format] = [newColumn(), newColumn(), newColumn(), newColumn()];
  const [line, offset] = [newNumberColumn(), newNumberColumn()];
  const placeAt = (row: number): Place => {
    const place: { -readonly [K in keyof Place]: Place[K] } = {
      source: pool.at(source.at(row)) as string, // put there below, as all that is read here
      line: line.at(row),
      offset: offset.at(row),
      format: pool.at(format.at(row)) as string,
    };
    const [part, step] = [pool.at(member.at(row)), pool.at(pointer.at(row))];
    if (part !== undefined) place.member = part as string;
    if (step !== undefined) place.pointer = step as string;
    return place;
  };
  const members: PropertyDescriptorMap = { place: inherited(placeAt) };
  for (const { name, column } of texts) members[name] = inherited((row) => pool.at(column.at(row)));
  for (const { name, column } of bigs) members[name] = inherited(column.at);
  const prototype: object = Object.create(Object.prototype, members);

  const slim: Event[] = [];
  for (const event of events) {
    const row = slim.length;
    const { place } = event;
    for (const { name, column } of texts) column.put(row, pool.codeOf(event[name]));
    for (const { name, column } of bigs) column.put(row, event[name]);
    source.put(row, pool.codeOf(place.source));
    member.put(row, pool.codeOf(place.member));
    pointer.put(row, pool.codeOf(place.pointer));
    format.put(row, pool.codeOf(place.format));
    line.put(row, place.line);
    offset.put(row, place.offset);
    slim.push({ __proto__: prototype, row } as object as Event); // with all members of an event
  }
  pool.close();
  return slim;
}

/** Enumerable, for some look at an event member by member. */
function inherited(at: (row: number) => unknown): PropertyDescriptor & ThisType<Slim> {
  return {
    enumerable: true,
    get() {
      return at(this.row);
    },
  };
}

const mostForms = 65_536;

/** Values by number, equal ones once; none is 0. */
function createPool(): { codeOf(value: unknown): number; at(code: number): unknown; close(): void } {
  const values: unknown[] = [undefined];
  const codes = new Map<unknown, number>();
  /** Of objects, by what they say. Where most differ, remembering them would take more than is saved. */
  const forms = new Map<string, number>();
  const known = <K>(map: Map<K, number>, key: K, value: unknown): number => {
    const code = map.get(key);
    if (code !== undefined) return code;
    map.set(key, values.length);
    return values.push(value) - 1;
  };
  return {
    codeOf(value) {
      if (value === undefined) return 0;
      if (typeof value !== 'object') return known(codes, value, value);
      if (forms.size >= mostForms) forms.clear();
      return known(forms, JSON.stringify(value), value);
    },
    at: (code) => values[code],
    /** Nothing is added any more. */
    close() {
      codes.clear();
      forms.clear();
    },
  };
}

interface Column<T> {
  put(row: number, value: T): void;
  at(row: number): T;
}

const firstRoom = 4096;

/** Takes no room as long as all are the same. */
function newColumn(): Column<number> {
  let same = 0;
  let codes: Uint32Array | undefined;
  return {
    put(row, code) {
      if (row === 0) same = code;
      if (codes === undefined) {
        if (code === same) return;
        codes = new Uint32Array(Math.max(firstRoom, 2 * row)).fill(same, 0, row);
      }
      if (row >= codes.length) codes = grown(codes, new Uint32Array(2 * row));
      codes[row] = code;
    },
    at: (row) => (codes === undefined ? same : (codes[row] ?? 0)),
  };
}

function newNumberColumn(): Column<number> {
  let numbers = new Float64Array(firstRoom);
  return {
    put(row, value) {
      if (row >= numbers.length) numbers = grown(numbers, new Float64Array(2 * row));
      numbers[row] = value;
    },
    at: (row) => numbers[row] ?? 0,
  };
}

/** Stands for those that have none, or one of more than 64 bits. */
const odd = -(2n ** 63n);

function newBigColumn(): Column<bigint | undefined> {
  let numbers: BigInt64Array | undefined;
  const others = new Map<number, bigint>();
  return {
    put(row, value) {
      if (value === undefined && numbers === undefined) return;
      numbers ??= new BigInt64Array(Math.max(firstRoom, 2 * row)).fill(odd, 0, row);
      if (row >= numbers.length) numbers = grown(numbers, new BigInt64Array(2 * row));
      const fits = value !== undefined && value !== odd && BigInt.asIntN(64, value) === value;
      numbers[row] = fits ? value : odd;
      if (!fits && value !== undefined) others.set(row, value);
    },
    at(row) {
      const number = numbers?.[row] ?? odd;
      return number === odd ? others.get(row) : number;
    },
  };
}

function grown<T extends { set(from: T): void }>(from: T, into: T): T {
  into.set(from);
  return into;
}
