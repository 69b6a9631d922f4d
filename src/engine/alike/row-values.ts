// One row of the scanner, read by the plan of its pattern: what tells, what may be anything, the counts, the time and the cost. Made once and
// opened for one row after the other, since there are as many as there are lines.

import { disjointUsage } from '../../formats/disjoint-usage.ts';
import type { UsagePath } from '../../formats/format.ts';
import { tagOf } from '../../formats/read-labels.ts';
import { isNullLike } from '../../formats/values.ts';
import type { Event, MappingNote } from '../../model/event.ts';
import type { TextField } from '../../model/fields.ts';
import { picoUsd, type Usd } from '../../model/money.ts';
import { type Usage, usageClasses } from '../../model/usage.ts';
import { charactersIn, mayHold } from './characters.ts';
import { type Free, type MeetingIds, meetingFields, type OpenPlan, type Sources, type TimePlace } from './open-plan.ts';
import { noPair, type PairTable } from './pair-table.ts';
import { arePlain, isPlainLength, isPlainValue } from './plain-value.ts';
import { createRowCosts, latin1 } from './row-costs.ts';
import { createRowTimes, nsPerDay } from './row-times.ts';

export interface RowValues {
  open(plan: OpenPlan, bytes: Buffer, rows: Int32Array, at: number): void;
  /** A number for all that tells; `noPair` when there are too many such numbers. */
  tellingNode(pairs: PairTable): number;
  /** Finds out where the values of an event of this row come from; false when that cannot be told. */
  settle(event: Event): boolean;
  /** Counts, times and the cost; false when only the reader of records knows what to make of them. */
  readNumbers(): boolean;
  /** Does the event say what the row says? After `readNumbers`. */
  fits(event: Event): boolean;
  readonly usage: Usage | undefined;
  readonly day: number;
  /** Nanoseconds of the day. */
  readonly ns: number;
  readonly hasCost: boolean;
  /** Notes on its counts, all of which say the same of every row. */
  readonly noted: number;
  /** In whole 10^-12 dollars and the rest of 10^-18. */
  readonly logged: { readonly pico: number; readonly rest: number };
  loggedUsd(): Usd;
  start(): bigint;
  ids(): MeetingIds;
  /** Of each name of a group that rows of a kind may differ in: the number of the value; `asKind` where all rows of the kind have the same. */
  dimension(index: number): number;
}

export const asKind = -1;

/** Notes that hold nothing of the row. */
export const alikeNotes: ReadonlySet<string> = new Set<MappingNote['kind']>(['cache-ttl-unknown']);

const mostOdd = 10_000;
/** A field of more values than these repeats few of them. */
const mostRemembered = 1000;

export function createRowValues(nameOf: (number: number) => string, dimensions: readonly TextField[]): RowValues {
  const times = createRowTimes();
  const odd = new Map<string, number>();
  let open: OpenPlan | undefined;
  let bytes: Buffer = Buffer.alloc(0);
  let rows: Int32Array = new Int32Array(0);
  let base = 0;
  let node = 0;
  let sources: Sources | undefined;
  const texts: (string | undefined)[] = [];
  const notes: MappingNote[] = [];
  const logged = createRowCosts();
  const row = {
    usage: undefined as Usage | undefined,
    day: 0,
    ns: 0,
    hasCost: false,
    noted: 0,
  };

  const loggedUsd = (): Usd => BigInt(logged.pico) * picoUsd + BigInt(logged.rest);
  const at = (place: number): number => rows[base + place] ?? 0;
  const bytesAt = (place: number): string => latin1(bytes, at(place), at(place) + at(place + 1));

  function textOf(index: number): string {
    const known = texts[index];
    if (known !== undefined) return known;
    const one = open?.free[index];
    const text = one === undefined ? '' : one.kind === 'name' ? nameOf(at(one.at)) : bytesAt(one.at);
    texts[index] = text;
    return text;
  }

  /** 1 for any plain value, more for each other one; 0 when there are too many of them. */
  function traitOf(index: number, one: Free): number {
    const known = one.kind === 'name' ? one.traits[at(one.at)] : undefined;
    if (known !== undefined) return known;
    if (one.kind === 'text' && isSurelyPlain(one)) return 1;
    const text = textOf(index);
    if (one.fields.length === 0) return text === '-' ? oddNumber(text) : 1;
    if (one.plain.size < mostRemembered && one.plain.has(text)) return 1;
    const isPlain = isPlainValue(text, one.fields) && !one.telling.some((told) => text.includes(told.text));
    if (isPlain && one.plain.size < mostRemembered) one.plain.add(text);
    const trait = isPlain ? 1 : oddNumber(text);
    if (one.kind === 'name') one.traits[at(one.at)] = trait;
    return trait;
  }

  /** What can be said of a text without making it. */
  function isSurelyPlain({ at: place, fields, takesHex, isTrace, areIds, telling }: Free): boolean {
    const length = at(place + 1);
    if (fields.length === 0) return length > 1;
    if (isTrace) return false;
    if (takesHex && at(place + 2) === 1 && isPlainLength(length)) return true;
    const characters = charactersIn(bytes, at(place), length);
    if (!arePlain(characters, length, areIds)) return false;
    for (const told of telling) if (mayHold(characters, told.characters)) return false;
    return true;
  }

  function readTime({ at: place, form }: TimePlace): boolean {
    return form === undefined
      ? times.read(bytes, at(place), at(place + 1))
      : times.readNumber(Number(bytesAt(place)), form);
  }

  /** A bit for each text that the value begins with. */
  function beginsWith(index: number): number {
    let bits = 0;
    for (const [bit, begin] of (open?.free[index]?.begins ?? []).entries())
      if (textOf(index).startsWith(begin)) bits |= 1 << bit;
    return bits;
  }

  function isEqual(a: number, b: number): boolean {
    const [one, other] = [open?.free[a], open?.free[b]];
    if (one?.kind === 'name' && other?.kind === 'name') return at(one.at) === at(other.at);
    if (one?.kind !== 'text' || other?.kind !== 'text') return textOf(a) === textOf(b);
    const [from, to, length] = [at(one.at), at(other.at), at(one.at + 1)];
    if (length !== at(other.at + 1) || at(one.at + 2) !== at(other.at + 2)) return false;
    for (let index = 0; index < length; index++) if (bytes[from + index] !== bytes[to + index]) return false;
    return true;
  }

  function oddNumber(text: string): number {
    const known = odd.get(text);
    if (known !== undefined) return known;
    if (odd.size >= mostOdd) return 0;
    odd.set(text, odd.size + 2);
    return odd.size + 1;
  }

  /** The first value of the field that says something, when it is plain. */
  function sourceOf(field: TextField, plan: OpenPlan): number | undefined {
    const candidates = plan.free
      .map((one, index) => ({ one, index, order: one.orders.get(field) ?? '' }))
      .filter(({ order }) => order !== '')
      .sort((a, b) => (a.order < b.order ? -1 : 1));
    const first = candidates.find(({ index }) => !isNullLike(textOf(index).trim()));
    return first && traitOf(first.index, first.one) === 1 ? first.index : undefined;
  }

  return {
    get usage() {
      return row.usage;
    },
    get day() {
      return row.day;
    },
    get ns() {
      return row.ns;
    },
    get noted() {
      return row.noted;
    },
    get hasCost() {
      return row.hasCost;
    },
    get logged() {
      return logged;
    },
    open(plan, from, numbers, place) {
      open = plan;
      bytes = from;
      rows = numbers;
      base = place;
      texts.length = plan.free.length;
      texts.fill(undefined);
    },
    tellingNode(pairs) {
      if (open === undefined) return noPair;
      let next = pairs.of(0, at(0));
      for (const place of open.told) next = pairs.of(next, at(place));
      let equal = 0;
      let bit = 1;
      for (const [a, b] of open.compared) {
        if (isEqual(a, b)) equal |= bit;
        bit <<= 1;
      }
      next = pairs.of(next, equal);
      for (const index of open.begun) next = pairs.of(next, beginsWith(index));
      for (let index = 0; index < open.free.length; index++) {
        const one = open.free[index];
        if (one === undefined) continue;
        const trait = traitOf(index, one);
        if (trait === 0) return noPair;
        // Most are plain.
        if (trait !== 1) next = pairs.of(pairs.of(next, index), trait);
      }
      node = next;
      sources = open.sources.get(node);
      return node;
    },
    settle(event) {
      if (
        open === undefined ||
        event.span_id !== undefined ||
        event.parent_span_id !== undefined ||
        open.compared.length > 30 ||
        event.notes.some(({ kind }) => kind === 'several-owners')
      )
        return false;
      const plan = open;
      // A tag that names the very owner names another one than those of other rows.
      const told = plan.told.map((place) => nameOf(at(place)));
      const tagged = told.map((text) => (tagOf(text)?.[1] ?? text).trim());
      if (plan.free.some(({ fields }, index) => fields.includes('owner_team') && tagged.includes(textOf(index))))
        return false;
      const from = (field: TextField): number | undefined => {
        const source = sourceOf(field, plan);
        return source !== undefined && event[field] === textOf(source) ? source : undefined;
      };
      const ids = meetingFields.map((field) => ({ field, from: from(field), text: event[field] }));
      // Copies of a file are told by records that meet, and by all of them.
      if (!ids.some(({ field, from, text }) => field !== 'session_id' && (from !== undefined || text !== undefined)))
        return false;
      sources = { dimensions: dimensions.map(from), ids };
      plan.sources.set(node, sources);
      // What no source was found for must not be some other plain value of the row.
      const shown = new Set(plan.free.flatMap((one, index) => (traitOf(index, one) === 1 ? [textOf(index)] : [])));
      return [...dimensions, ...meetingFields].every((field) => {
        const value = event[field];
        return value === undefined || from(field) !== undefined || !shown.has(value);
      });
    },
    readNumbers() {
      if (open === undefined) return false;
      const counts: { [K in UsagePath]?: number } = {};
      for (const [name, place] of open.counts) counts[name] = at(place);
      notes.length = 0;
      row.usage = disjointUsage(counts, open.plan.format.tokens, notes);
      row.noted = notes.length;
      for (const { kind } of notes) if (!alikeNotes.has(kind)) return false;
      for (const end of open.ends) if (!readTime(end)) return false;
      for (const place of open.lengths) if (!isLength(bytes, at(place), at(place + 1))) return false;
      if (!readTime(open.start)) return false;
      row.day = times.day;
      row.ns = times.ns;
      row.hasCost = open.cost !== undefined;
      logged.pico = 0;
      logged.rest = 0;
      return open.cost === undefined || logged.read(bytes, at(open.cost), at(open.cost + 1));
    },
    fits(event) {
      if (sources === undefined || event.role !== 'call' || event.place.pointer !== undefined) return false;
      const isSame = (field: TextField, source: number | undefined): boolean =>
        source === undefined || event[field] === textOf(source);
      return (
        event.notes.length === row.noted &&
        event.start === startOf(row) &&
        event.logged_cost_usd === (row.hasCost ? loggedUsd() : undefined) &&
        usageClasses.every((name) => event.usage?.[name] === row.usage?.[name]) &&
        dimensions.every((field, index) => isSame(field, sources?.dimensions[index])) &&
        sources.ids.every(({ field, from, text }) => (from === undefined ? event[field] === text : isSame(field, from)))
      );
    },
    loggedUsd,
    start: () => startOf(row),
    ids() {
      const ids: { -readonly [K in keyof MeetingIds]: MeetingIds[K] } = {};
      for (const { field, from, text } of sources?.ids ?? []) {
        const id = from === undefined ? text : textOf(from);
        if (id !== undefined) ids[field] = id;
      }
      return ids;
    },
    dimension(index) {
      const source = sources?.dimensions[index];
      const one = source === undefined ? undefined : open?.free[source];
      return one === undefined ? asKind : at(one.at);
    },
  };
}

/** A length of time that any unit has: digits, and a point among them at most. */
function isLength(bytes: Buffer, from: number, length: number): boolean {
  return length < 16 && /^\d+(?:\.\d+)?$/.test(latin1(bytes, from, from + length));
}

const startOf = ({ day, ns }: { readonly day: number; readonly ns: number }): bigint =>
  BigInt(day) * nsPerDay + BigInt(ns);
