// Very many events at some 40 bytes each in place of 300 and more: what they say stands in columns, mostly on disk, what several say stands there once,
// and an event is an object that looks up what it is asked for. All its members are inherited: a copy is made by `compactEvent`, a spread has none.
import type { Event, Place } from '../../model/event.ts';
import type { Numbered } from '../../trace/event-table.ts';
import { bigColumn, type Column, numberColumn } from './columns.ts';
import { bigFields, plainFields } from './event-row.ts';
import { numberRows } from './number-rows.ts';
import { createPages, type Pages } from './pages.ts';
import { textBytes } from './text-bytes.ts';

/** The same events, in the same order. */
export function slimEvents(events: Iterable<Event>, pages = createPages()): readonly Event[] {
  const pool = createPool(pages);
  const texts = plainFields.map((name) => ({ name, column: pool.newColumn() }));
  const bigs = bigFields.map((name) => ({ name, column: bigColumn(pages) }));
  const [source, member, pointer, format] = [pool.newColumn(), pool.newColumn(), pool.newColumn(), pool.newColumn()];
  const [line, offset] = [numberColumn(pages), numberColumn(pages)];
  const placeAt = (row: number): Place => {
    const place: { -readonly [K in keyof Place]: Place[K] } = {
      source: source.at(row) as string, // put there below, as all that is read here
      line: line.at(row),
      offset: offset.at(row),
      format: format.at(row) as string,
    };
    const [part, step] = [member.at(row), pointer.at(row)];
    if (part !== undefined) place.member = part as string;
    if (step !== undefined) place.pointer = step as string;
    return place;
  };
  const members: PropertyDescriptorMap = { place: inherited(placeAt) };
  for (const { name, column } of texts) members[name] = inherited(column.at);
  for (const { name, column } of bigs) members[name] = inherited(column.at);
  const slim: Event[] = [];
  members.rows = inherited(() => slim.length);
  const prototype: object = Object.create(Object.prototype, members);

  for (const event of events) {
    const row = slim.length;
    const { place } = event;
    for (const { name, column } of texts) column.put(row, event[name]);
    for (const { name, column } of bigs) column.put(row, event[name]);
    source.put(row, place.source);
    member.put(row, place.member);
    pointer.put(row, place.pointer);
    format.put(row, place.format);
    line.put(row, place.line);
    offset.put(row, place.offset);
    slim.push({ __proto__: prototype, row } as object as Event); // with all members of an event
  }
  pool.close();
  return slim;
}

/** Enumerable, for some look at an event member by member. */
function inherited(at: (row: number) => unknown): PropertyDescriptor & ThisType<Numbered> {
  return {
    enumerable: true,
    get() {
      return at(this.row);
    },
  };
}

/** Objects of numbers that differ more go to where they take the least room; of others, equal ones that stand far apart are there twice. */
const mostForms = 65_536;
/** Of texts that differ in more rows of a column than this, most stand in one row: they go where they take the least room. */
const mostAlike = 8192;
/** Codes from here on are positions of objects of numbers, and of texts. */
const firstNumbers = 2 ** 30;
const firstText = 2 ** 31;

/** Columns of values, equal ones once. */
function createPool(pages: Pages): { newColumn(): Column<unknown>; close(): void } {
  const values: unknown[] = [undefined];
  const codes = new Map<unknown, number>();
  /** Of objects, by what they say. Where most differ, remembering them would take more than is saved. */
  const forms = new Map<string, number>();
  const texts = textBytes(pages);
  const numbers = numberRows(pages);
  let manyForms = false;
  const known = <K>(map: Map<K, number>, key: K, value: unknown): number => {
    const code = map.get(key);
    if (code !== undefined) return code;
    map.set(key, values.length);
    return values.push(value) - 1;
  };

  function newColumn(): Column<unknown> {
    const column = numberColumn(pages);
    let alike = 0;
    let lastValue: unknown;
    let lastCode = 0;
    /** What was made last: whoever asks for it often does so again. */
    let madeRow = -1;
    let made: unknown;

    function codeOf(value: unknown): number {
      if (typeof value === 'object' && value !== null) {
        const position = manyForms ? numbers.put(value) : undefined;
        if (position !== undefined) return firstNumbers + position;
        manyForms ||= forms.size >= mostForms;
        if (forms.size >= mostForms) forms.clear();
        return known(forms, JSON.stringify(value), value);
      }
      if (typeof value === 'string' && alike >= mostAlike && !codes.has(value)) {
        const position = texts.put(value);
        if (position !== undefined) return firstText + position;
      }
      const { size } = codes;
      const code = known(codes, value, value);
      if (codes.size > size) alike += 1;
      return code;
    }

    return {
      put(row, value) {
        if (value !== lastValue) lastCode = value === undefined ? 0 : codeOf(value);
        lastValue = value;
        column.put(row, lastCode);
      },
      at(row) {
        const code = column.at(row);
        if (code < firstNumbers) return values[code];
        if (row !== madeRow) {
          made = code < firstText ? numbers.at(code - firstNumbers) : texts.at(code - firstText);
          madeRow = row;
        }
        return made;
      },
    };
  }

  return {
    newColumn,
    /** Nothing is added any more. */
    close() {
      codes.clear();
      forms.clear();
    },
  };
}
