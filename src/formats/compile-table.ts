// A format's table, compiled: all its paths in one projection, read from a record in one walk and looked up by table entry.
import { type TextField, textFields } from '../model/fields.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { Format, Paths, TokenSemantics, UsagePath, ValueAt } from './format.ts';
import { compileProjection, readPaths, type Values } from './project.ts';
import { idFields } from './read-labels.ts';
import { compileConditions, type Test } from './recognise.ts';
import { isNullLike } from './values.ts';

/** Where a value may stand: paths, the first one first, and the places of their values among those of the table. */
export interface Source {
  readonly paths: Paths;
  readonly slots: readonly number[];
}

/** A text field and where the table says it stands. */
export interface TextSource extends Source {
  readonly field: TextField;
  readonly isId: boolean;
}

/** A way of counting, ready to read. */
export interface Counting {
  readonly counts: readonly (Source & { readonly name: UsagePath })[];
  readonly tokens?: TokenSemantics;
}

type OtherField = Exclude<keyof Format['fields'], TextField> | 'duration';

export interface CompiledTable {
  /** The text fields that the table reads, in their order. */
  readonly texts: readonly TextSource[];
  readonly others: Readonly<Record<OtherField, Source>>;
  /** Each is one dictionary or list of tags. */
  readonly labels: Source;
  readonly fallback: { readonly texts: readonly TextSource[]; readonly labels: Source } | undefined;
  /** Reads all paths of the table from one record or part of one. */
  lookUp(value: JsonObject): Lookup;
}

export interface Lookup {
  readonly values: Values;
  readonly valueAt: ValueAt;
  /** How this record counts: the first dialect that applies, else the table's own. */
  readonly counting: Counting;
}

export interface Found<T> {
  readonly value: T;
  readonly path: string;
}

/** What the first value that reads as something reads as. */
export function readFirst<T>(
  values: Values,
  { paths, slots }: Source,
  read: (value: JsonValue, path: string) => T | undefined,
): T | undefined {
  for (let index = 0; index < slots.length; index++) {
    const found = values[slots[index] ?? 0];
    const result = found === undefined ? undefined : read(found, paths[index] ?? '');
    if (result !== undefined) return result;
  }
  return undefined;
}

/** The first value; null-like text is passed over. */
export const firstValue = (values: Values, source: Source): JsonValue | undefined =>
  readFirst(values, source, unlessNullLike);

const unlessNullLike = (value: JsonValue): JsonValue | undefined =>
  typeof value === 'string' && isNullLike(value.trim()) ? undefined : value;

/** Every path the table looks at, apart from recognition. */
export function allPaths(format: Format): Paths {
  const { start, end, logged_cost_usd: cost, ...rest } = format.fields;
  return [
    ...Object.values(rest).flat(),
    ...(start?.from ?? []),
    ...(end?.from ?? []),
    ...(end?.duration?.from ?? []),
    ...(cost?.from ?? []),
    ...(format.dialects ?? []).flatMap(({ usage, when }) => [
      ...Object.values(usage).flat(),
      ...compileConditions(when).paths,
    ]),
    ...Object.values(format.usage ?? {}).flat(),
    ...(format.labels ?? []),
    ...Object.values(format.fallback?.fields ?? {}).flat(),
    ...(format.fallback?.labels ?? []),
    ...(format.reads ?? []),
  ];
}

export function compileTable(format: Format): CompiledTable {
  const { fields, labels, fallback } = format;
  const conditions = (format.dialects ?? []).map(({ when }) => compileConditions(when));
  const projection = compileProjection(allPaths(format), format.json ?? []);
  const slotByPath = new Map(projection.paths.map((path, slot) => [path, slot]));
  const slotOf = (path: string): number => slotByPath.get(path) ?? -1;
  const sourceOf = (paths: Paths = []): Source => ({ paths, slots: paths.map(slotOf) });
  const textsOf = (fields: Format['fields'], order: readonly TextField[]): readonly TextSource[] =>
    order.flatMap((field) => {
      const paths = fields[field];
      return paths === undefined ? [] : [{ field, isId: idFields.has(field), ...sourceOf(paths) }];
    });
  const countingOf = ({ usage = {}, tokens }: Pick<Format, 'usage' | 'tokens'>): Counting => {
    const counts = Object.entries(usage) as [UsagePath, Paths][]; // keys of a typed record
    return { counts: counts.map(([name, paths]) => ({ name, ...sourceOf(paths) })), ...(tokens && { tokens }) };
  };
  const dialects = (format.dialects ?? []).map((dialect, index) => {
    return { counting: countingOf(dialect), applies: conditions[index]?.bind(slotOf) ?? never };
  });
  const own = countingOf(format);
  return {
    texts: textsOf(fields, textFields),
    others: {
      attempt: sourceOf(fields.attempt),
      requests: sourceOf(fields.requests),
      cache_hit: sourceOf(fields.cache_hit),
      streamed: sourceOf(fields.streamed),
      traceparent: sourceOf(fields.traceparent),
      hop: sourceOf(fields.hop),
      granularity: sourceOf(fields.granularity),
      links: sourceOf(fields.links),
      start: sourceOf(fields.start?.from),
      end: sourceOf(fields.end?.from),
      duration: sourceOf(fields.end?.duration?.from),
      logged_cost_usd: sourceOf(fields.logged_cost_usd?.from),
    },
    labels: sourceOf(labels),
    fallback: fallback && {
      texts: textsOf(fallback.fields ?? {}, Object.keys(fallback.fields ?? {}) as TextField[]), // keys of a typed record
      labels: sourceOf(fallback.labels),
    },
    lookUp: (value) => {
      const values = readPaths(value, projection);
      return {
        values,
        valueAt: (path) => values[slotOf(path)],
        counting: dialects.length === 0 ? own : (dialects.find(({ applies }) => applies(values))?.counting ?? own),
      };
    },
  };
}

const never: Test = () => false;
