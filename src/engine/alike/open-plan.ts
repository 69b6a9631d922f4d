// A plan of lines, opened: where each thing that a row is asked for stands among its numbers.
import type { Format, UsagePath } from '../../formats/format.ts';
import type { TimeForm } from '../../formats/times.ts';
import type { TextField } from '../../model/fields.ts';
import { ruleFields } from '../../model/rule-fields.ts';
import { charactersOf } from '../../scan/patterns/characters.ts';
import type { LinePlan, Value } from './line-plan.ts';
import { areIds, isOfSpan } from './plain-value.ts';
import type { Differing } from './what-differs.ts';

/** By which a record may meet others (trace/meeting-keys.ts), but for what is refused anyway. */
export const meetingFields = ['trace_id', 'request_id', 'provider_request_id', 'session_id'] as const;

/** A plan, and what follows from it for every row. */
export interface OpenPlan {
  readonly plan: LinePlan;
  readonly told: readonly number[];
  readonly free: readonly Free[];
  /** Those of `free` that are read into a field. */
  readonly named: readonly Free[];
  /** Those of `free` of which it matters what they begin with. */
  readonly begun: readonly Free[];
  /** Those of `free` that may name the owner. */
  readonly owners: readonly Free[];
  /** Those of `free` that rules of a registry may ask for: the most telling field first, and of a field the value that it has first. */
  readonly identities: readonly Free[];
  /** Pairs of `free` values of which it matters whether they are equal. */
  readonly compared: readonly { readonly one: Free; readonly other: Free }[];
  readonly counts: readonly CountPlace[];
  /** Those of the row under way. */
  readonly counted: { [K in UsagePath]?: number };
  readonly start: TimePlace;
  /** When the hops above it began, the first first. */
  readonly above: readonly TimePlace[];
  readonly ends: readonly TimePlace[];
  readonly lengths: readonly number[];
  readonly cost: Extract<Value, { kind: 'cost' }> | undefined;
}

export interface CountPlace {
  readonly name: UsagePath;
  readonly at: number;
  /** Its digits are a text. */
  readonly inText: boolean;
}

/** With a form, it is a number, or a text of its digits. */
export interface TimePlace {
  readonly at: number;
  readonly form: TimeForm | undefined;
  readonly inText: boolean;
}

export interface Free {
  readonly kind: 'name' | 'text';
  readonly at: number;
  readonly fields: readonly TextField[];
  readonly orders: ReadonlyMap<TextField, string>;
  /** Values that hold one of these are told apart, with the characters of each. */
  readonly telling: readonly Told[];
  /** It stands for an id of a trace or a span: these are spelt in several ways. */
  readonly isSpan: boolean;
  /** It stands for ids only. */
  readonly areIds: boolean;
  readonly begins: readonly string[];
  /** By the number of a name: 0 unknown, 1 plain, else 2 and more. */
  readonly traits: number[];
  /** Some that were plain: keys and users repeat. */
  readonly plain: Set<string>;
}

interface Told {
  readonly text: string;
  readonly characters: number;
}

/**
 * Undefined when the time or the counts of such lines are not where a row could show them. `told` are values that the settings tell from
 * all others.
 */
export function openPlan(plan: LinePlan, told: Differing['told']): OpenPlan | undefined {
  const { values, format } = plan;
  const free = values.flatMap((value): Free[] => {
    if (value.kind !== 'name' && value.kind !== 'text') return [];
    const fields = value.fields.map(({ field }) => field);
    const telling = fields
      .flatMap((field) => [...textsTelling(format, field), ...(told.get(field) ?? [])])
      .map((text) => ({ text, characters: charactersOf(text) }));
    return [
      {
        kind: value.kind,
        at: value.at,
        fields,
        orders: new Map(value.fields.map(({ field, order }) => [field, order])),
        telling,
        isSpan: fields.some(isOfSpan),
        areIds: areIds(fields),
        begins: value.begins,
        traits: [],
        plain: new Set(),
      },
    ];
  });
  const start = firstOf(values.flatMap((value) => (value.kind === 'start' ? [value] : [])));
  if (start === undefined) return undefined;
  const counts = new Map<UsagePath, Extract<Value, { kind: 'count' }>>();
  for (const value of values) {
    if (value.kind !== 'count') continue;
    const other = counts.get(value.name);
    if (other === undefined || value.order < other.order) counts.set(value.name, value);
  }
  // As the table lists them.
  const names = Object.keys(format.usage ?? {}) as UsagePath[]; // keys of a typed record
  return {
    plan,
    told: placesOf(values, 'told'),
    free,
    named: free.filter(({ fields }) => fields.length > 0),
    begun: free.filter(({ begins }) => begins.length > 0),
    owners: free.filter(({ fields }) => fields.includes('owner_team')),
    identities: ruleFields.flatMap((field) => inOrder(free, field)).filter((one, at, all) => all.indexOf(one) === at),
    compared: free.flatMap((one, a) =>
      free.slice(a + 1).flatMap((other) => (isCompared(one, other) ? [{ one, other }] : [])),
    ),
    counts: names.flatMap((name) => counts.get(name) ?? []),
    counted: {},
    start,
    above: values.flatMap((value) => (value.kind === 'above' ? [value] : [])).sort((a, b) => a.order - b.order),
    ends: values.flatMap((value) => (value.kind === 'end' ? [value] : [])),
    lengths: placesOf(values, 'length'),
    cost: firstOf(values.flatMap((value) => (value.kind === 'cost' ? [value] : []))),
  };
}

/** Those that the free values of a field may hold. */
function textsTelling({ telling }: Format, field: TextField): readonly string[] {
  const told = telling?.[field];
  return told === undefined || told === 'value' || 'begins' in told ? [] : told;
}

/** Those that may give the field its value, in the order in which they do. */
export function inOrder(free: readonly Free[], field: TextField): readonly Free[] {
  const orderOf = ({ orders }: Free): string => orders.get(field) ?? '';
  return free.filter((one) => orderOf(one) !== '').sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

const placesOf = (values: readonly Value[], kind: Value['kind']): readonly number[] =>
  values.flatMap((value) => (value.kind === kind ? [value.at] : []));

function firstOf<T extends { readonly order: number }>(values: readonly T[]): T | undefined {
  return values.toSorted((a, b) => a.order - b.order)[0];
}

/** Values of one field may contradict each other, and two ids of a request may be one. */
const isCompared = (a: Free, b: Free): boolean =>
  a.fields.some((field) => b.fields.includes(field)) ||
  [a, b].every(({ fields }) => fields.some((field) => requestIds.has(field)));
const requestIds: ReadonlySet<TextField> = new Set(['request_id', 'provider_request_id']);
