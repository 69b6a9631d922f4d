// Rows that are spans of a trace: the ids by which they stand in it, and what they say of the fields that travel with a request, as numbers.
import type { Event, Role } from '../../model/event.ts';
import { carriedFields, type Hop, type OwnershipField, type TextField } from '../../model/fields.ts';
import { logOf } from '../../trace/event-order.ts';
import { leavesForProvider } from '../../trace/find-bypasses.ts';
import { hasFailed } from '../../trace/group-attempts.ts';
import { hashOf } from '../spill/meeting-point.ts';
import type { Free } from './open-plan.ts';

/** What all rows of a kind have in common that are spans. Plain data. */
export interface HopFacts {
  readonly hop: Hop;
  readonly component: string;
  /** Which log its rows are from, as `logOf` tells. */
  readonly log: string;
  readonly role: Role;
  /** Whether another call may be one more attempt of it. */
  readonly hasFailed: boolean;
  readonly hasParent: boolean;
  /** The fields that each says for itself, in the order of their columns, and those that all say alike. */
  readonly fields: readonly SaidField[];
  readonly alike: ReadonlyMap<OwnershipField, string>;
}

/** A field that each row says as a name that has a number, or as a text. */
export interface SaidField {
  readonly field: OwnershipField;
  readonly kind: 'name' | 'text';
}

/** Where the ids of a row and its fields come from. */
export interface HopSources {
  /** How many numbers say it. */
  readonly width: number;
  readonly trace: Free;
  readonly span: Free;
  readonly parent: Free | undefined;
  readonly said: readonly Free[];
  readonly facts: HopFacts;
}

/**
 * Where its numbers stand behind the counts of a row: ids in parts, each exact; a number for each id of its request, 0 for none, which others may
 * have as well; and what it says of each field.
 */
export const hopColumn = { trace: 0, span: 3, parent: 5, request: 7, said: 9 } as const;
/** Numbers of a name, and of a text: seven bytes in each, with zeros behind the last. */
const saidColumns = { name: 1, text: 10 } as const;
const bytesANumber = 7;
/** In the place of the trace: the row cannot be put together with others. */
export const noTrace = -1;
export const hopWidth = ({ fields }: Pick<HopFacts, 'fields'>): number =>
  fields.reduce<number>((width, { kind }) => width + saidColumns[kind], hopColumn.said);

/** How a field is said, and where its numbers begin among these; undefined when rows do not say it each for itself. */
export function saidAt(
  { fields }: Pick<HopFacts, 'fields'>,
  field: OwnershipField,
): { readonly kind: SaidField['kind']; readonly at: number } | undefined {
  let at: number = hopColumn.said;
  for (const { field: said, kind } of fields) {
    if (said === field) return { kind, at };
    at += saidColumns[kind];
  }
  return undefined;
}

/** Undefined for what is no span, or says something that rows do not show. */
export function hopSourcesOf(event: Event, from: (field: TextField) => Free | undefined): HopSources | undefined {
  const { hop, component, role, span_id: id, parent_span_id: above } = event;
  const [trace, span, parent] = [from('trace_id'), from('span_id'), from('parent_span_id')];
  if (id === undefined || trace?.kind !== 'text' || span?.kind !== 'text') return undefined;
  if (above !== undefined && parent?.kind !== 'text') return undefined;
  if (leavesForProvider(event)) return undefined;
  const fields: SaidField[] = [];
  const said: Free[] = [];
  const alike = new Map<OwnershipField, string>();
  for (const field of carriedFields) {
    const [value, source] = [event[field], from(field)];
    if (value === undefined) continue;
    if (source === undefined) alike.set(field, value);
    else {
      fields.push({ field, kind: source.kind });
      said.push(source);
    }
  }
  const facts = {
    hop,
    component,
    log: logOf(event),
    role,
    hasFailed: hasFailed(event),
    hasParent: above !== undefined,
    fields,
    alike,
  };
  return { width: hopWidth(facts), trace, span, parent: above === undefined ? undefined : parent, said, facts };
}

/** Does the event say of its place in the trace what the row says? */
export function isHop(event: Event, { facts, span, parent, said }: HopSources, textOf: (one: Free) => string): boolean {
  return (
    event.hop === facts.hop &&
    event.component === facts.component &&
    event.span_id === textOf(span) &&
    event.parent_span_id === (parent && textOf(parent)) &&
    carriedFields.every((field) => {
      const source = said[facts.fields.findIndex((one) => one.field === field)];
      return event[field] === (source ? textOf(source) : facts.alike.get(field));
    })
  );
}

/** Writes the numbers of the row to their places from `to` on; `requestId` gives the first and the second id of its request. */
export function writeHop(
  { trace, span, parent, said, facts }: HopSources,
  requestId: (index: number) => string | undefined,
  valueAt: (place: number) => number,
  bytes: Uint8Array,
  numbers: Float64Array,
  to: number,
): void {
  let isWhole = writeId(traceParts, trace, valueAt, bytes, numbers, to + hopColumn.trace);
  isWhole = writeId(spanParts, span, valueAt, bytes, numbers, to + hopColumn.span) && isWhole;
  if (parent) isWhole = writeId(spanParts, parent, valueAt, bytes, numbers, to + hopColumn.parent) && isWhole;
  // Only calls are told apart by them.
  for (let index = 0; index < 2; index++) {
    const id = facts.role === 'call' ? requestId(index) : undefined;
    numbers[to + hopColumn.request + index] = id === undefined ? 0 : hashOf('r', id) || 1;
  }
  let next = to + hopColumn.said;
  for (const { kind, at } of said) {
    if (kind === 'name') numbers[next] = valueAt(at);
    else isWhole = writeText(bytes, valueAt(at), valueAt(at + 1), numbers, next) && isWhole;
    next += saidColumns[kind];
  }
  if (!isWhole) numbers[to + hopColumn.trace] = noTrace;
}

/** False when it is too long. */
function writeText(bytes: Uint8Array, from: number, length: number, numbers: Float64Array, to: number): boolean {
  if (length > saidColumns.text * bytesANumber) return false;
  const end = from + length;
  for (let index = 0, at = from; index < saidColumns.text; index++) {
    let [high, low] = [0, 0];
    for (let place = 0; place < bytesANumber && at < end; place++, at++) {
      const byte = bytes[at] ?? 0; // ASCII, as plain values are
      if (place < 3) high |= byte << (16 - 8 * place);
      else low |= byte << (42 - 7 * place);
    }
    numbers[to + index] = high * 2 ** 28 + low;
  }
  return true;
}

/** What a row says of a field; `nameOf` gives names by their number. */
export function saidIn(
  kind: SaidField['kind'],
  row: Float64Array,
  at: number,
  nameOf: (number: number) => string,
): string {
  if (kind === 'name') return nameOf(row[at] ?? 0);
  let text = '';
  for (let index = 0; index < saidColumns.text; index++) {
    const number = row[at + index] ?? 0;
    const [high, low] = [Math.floor(number / 2 ** 28), number % 2 ** 28];
    for (let shift = 16; shift >= 0; shift -= 8) text += charOf((high >> shift) & 0xff);
    for (let shift = 21; shift >= 0; shift -= 7) text += charOf((low >> shift) & 0x7f);
  }
  return text;
}

const charOf = (byte: number): string => (byte === 0 ? '' : String.fromCharCode(byte));

/** Do rows of one thread say the same of a field that both say in this way? */
export function saySame(
  kind: SaidField['kind'],
  row: Float64Array,
  at: number,
  other: Float64Array,
  otherAt: number,
): boolean {
  for (let index = 0; index < saidColumns[kind]; index++) if (row[at + index] !== other[otherAt + index]) return false;
  return true;
}

/** Digits of an id that one number holds. */
const traceParts: readonly number[] = [11, 11, 10];
const spanParts: readonly number[] = [8, 8];

/** False when it is not spelt as others are. */
function writeId(
  parts: readonly number[],
  { at: place }: Free,
  valueAt: (place: number) => number,
  bytes: Uint8Array,
  numbers: Float64Array,
  to: number,
): boolean {
  const start = valueAt(place);
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
  return valueAt(place + 1) === from - start;
}

const digitOf = new Int8Array(256).fill(-1);
for (const [value, digit] of [...'0123456789abcdef'].entries()) digitOf[digit.charCodeAt(0)] = value;
