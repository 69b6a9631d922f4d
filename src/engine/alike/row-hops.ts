// Rows that are spans of a trace: the ids by which they stand in it, and what they say of the fields that travel with a request, as numbers.
import type { Event } from '../../model/event.ts';
import { carriedFields, type Hop, type OwnershipField, type TextField } from '../../model/fields.ts';
import { leavesForProvider } from '../../trace/find-bypasses.ts';
import type { Free } from './open-plan.ts';

/** What all rows of a kind have in common that are spans. Plain data. */
export interface HopFacts {
  readonly hop: Hop;
  readonly component: string;
  readonly isCall: boolean;
  readonly hasParent: boolean;
  /** The fields that each says for itself, in the order of their columns, and those that all say alike. */
  readonly fields: readonly OwnershipField[];
  readonly alike: ReadonlyMap<OwnershipField, string>;
}

/** Where the ids of a row and its fields come from. */
export interface HopSources {
  readonly trace: Free;
  readonly span: Free;
  readonly parent: Free | undefined;
  readonly said: readonly Free[];
  readonly facts: HopFacts;
}

/** Where its numbers stand behind the counts of a row: ids in parts, each exact, and a number for the text of each field. */
export const hopColumn = { trace: 0, span: 3, parent: 5, said: 7 } as const;
/** In the place of the trace: the row cannot be put together with others. */
export const noTrace = -1;
/** A text that has no number. */
export const noNumber = -1;

export const hopWidth = ({ fields }: Pick<HopFacts, 'fields'>): number => hopColumn.said + fields.length;

/** Undefined for what is no span, or says something that rows do not show. */
export function hopSourcesOf(event: Event, from: (field: TextField) => Free | undefined): HopSources | undefined {
  const { hop, component, role, span_id: id, parent_span_id: above } = event;
  const [trace, span, parent] = [from('trace_id'), from('span_id'), from('parent_span_id')];
  if (id === undefined || trace?.kind !== 'text' || span?.kind !== 'text') return undefined;
  if (above !== undefined && parent?.kind !== 'text') return undefined;
  if (role === 'rollup' || leavesForProvider(event)) return undefined;
  const fields: OwnershipField[] = [];
  const said: Free[] = [];
  const alike = new Map<OwnershipField, string>();
  for (const field of carriedFields) {
    const [value, source] = [event[field], from(field)];
    if (value === undefined) continue;
    if (source === undefined) alike.set(field, value);
    else {
      fields.push(field);
      said.push(source);
    }
  }
  const facts = { hop, component, isCall: role === 'call', hasParent: above !== undefined, fields, alike };
  return { trace, span, parent: above === undefined ? undefined : parent, said, facts };
}

/** Does the event say of its place in the trace what the row says? */
export function isHop(event: Event, { facts, span, parent, said }: HopSources, textOf: (one: Free) => string): boolean {
  return (
    event.hop === facts.hop &&
    event.component === facts.component &&
    event.span_id === textOf(span) &&
    event.parent_span_id === (parent && textOf(parent)) &&
    carriedFields.every((field) => {
      const source = said[facts.fields.indexOf(field)];
      return event[field] === (source ? textOf(source) : facts.alike.get(field));
    })
  );
}

/** Values of a row under way. */
export interface HopValues {
  /** Of one of the numbers of a value. */
  at(place: number): number;
  /** A number for its text; `noNumber` when there are too many. */
  numberOf(one: Free): number;
}

/** Writes the numbers of the row to their places from `to` on. */
export function writeHop(
  { trace, span, parent, said }: HopSources,
  values: HopValues,
  bytes: Uint8Array,
  numbers: Float64Array,
  to: number,
): void {
  let isWhole = writeId(traceParts, trace, values, bytes, numbers, to + hopColumn.trace);
  isWhole = writeId(spanParts, span, values, bytes, numbers, to + hopColumn.span) && isWhole;
  if (parent) isWhole = writeId(spanParts, parent, values, bytes, numbers, to + hopColumn.parent) && isWhole;
  for (let index = 0; index < said.length; index++) {
    const one = said[index];
    const number = one === undefined ? noNumber : values.numberOf(one);
    if (number === noNumber) isWhole = false;
    numbers[to + hopColumn.said + index] = number;
  }
  if (!isWhole) numbers[to + hopColumn.trace] = noTrace;
}

/** Digits of an id that one number holds. */
const traceParts: readonly number[] = [11, 11, 10];
const spanParts: readonly number[] = [8, 8];

/** False when it is not spelt as others are. */
function writeId(
  parts: readonly number[],
  { at: place }: Free,
  values: HopValues,
  bytes: Uint8Array,
  numbers: Float64Array,
  to: number,
): boolean {
  const start = values.at(place);
  let [from, next] = [start, to];
  for (const digits of parts) {
    let value = 0;
    for (const end = from + digits; from < end; from++) {
      const digit = digitOf[bytes[from] ?? 0] ?? -1;
      if (digit < 0) return false;
      value = value * 16 + digit;
    }
    numbers[next++] = value;
  }
  return values.at(place + 1) === from - start;
}

const digitOf = new Int8Array(256).fill(-1);
for (const [value, digit] of [...'0123456789abcdef'].entries()) digitOf[digit.charCodeAt(0)] = value;

/** The same number for the same text. */
export function createTextNumbers(most: number): {
  /** From 0; `noNumber` when there are too many. */
  of(text: string): number;
  /** Those that are new since the last time, in the order of their numbers. */
  learned(): readonly string[];
} {
  const numbers = new Map<string, number>();
  let learned: string[] = [];
  return {
    of(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      if (numbers.size >= most) return noNumber;
      numbers.set(text, numbers.size);
      learned.push(text);
      return numbers.size - 1;
    },
    learned() {
      const told = learned;
      learned = [];
      return told;
    },
  };
}

/** What a row says is a name, which has a number already, or a text that gets one: they are told apart by their sign. */
export const saidText = (number: number): number => (number === noNumber ? noNumber : -2 - number);
export const textSaid = (number: number): number => -2 - number;
