// A format's table, compiled: all its paths in one projection, read from a record in one walk and looked up by table entry. Tables have hundreds
// of paths and records a dozen of them: which entries those leave is worked out once for every set of paths.
import { type TextField, textFields } from '../model/fields.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import { createTextTree, type TextNode } from '../model/text-tree.ts';
import type { Format, Paths, TokenSemantics, UsagePath, ValueAt } from './format.ts';
import { compileProjection, readPaths, type Values } from './project.ts';
import { idFields } from './read-labels.ts';
import { compileConditions } from './recognise.ts';
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

/** What a table says, or as much of it as one record has values for. */
export interface Entries {
  /** The text fields that the table reads, in their order. */
  readonly texts: readonly TextSource[];
  readonly others: Readonly<Record<OtherField, Source>>;
  /** Each is one dictionary or list of tags. */
  readonly labels: Source;
  readonly fallback: { readonly texts: readonly TextSource[]; readonly labels: Source } | undefined;
  /** How a record with these values counts: the first dialect that applies, else the table's own. */
  countingOf(values: Values): Counting;
}

export interface CompiledTable {
  /** Of the record or part that was looked up last. */
  readonly values: Values;
  readonly valueAt: ValueAt;
  /** Reads all paths of the table from one record or part of one. Gives the entries whose values it has. */
  lookUp(value: JsonObject): Entries;
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

/** A log has few sets of paths; a hostile one cannot fill the memory with them. Of further sets all entries are asked. */
const mostSets = 300;
const mostNodes = 10_000;

export function compileTable(format: Format): CompiledTable {
  const projection = compileProjection(allPaths(format), format.json ?? []);
  const { paths } = projection;
  const { values, slots } = projection.found;
  const slotByPath = new Map(paths.map((path, slot) => [path, slot]));
  const all = entriesOf(format, slotByPath);
  const { root, step } = createTextTree<Entries>(mostNodes);
  let sets = 0;
  return {
    values,
    valueAt: (path) => values[slotByPath.get(path) ?? -1],
    lookUp: (value) => {
      readPaths(value, projection);
      let node: TextNode<Entries> | undefined = root;
      for (const slot of slots) node = step(node, paths[slot]);
      if (node?.value !== undefined) return node.value;
      if (node === undefined || sets >= mostSets) return all;
      sets += 1;
      node.value = entriesOf(format, new Map(slots.map((slot) => [paths[slot] ?? '', slot])));
      return node.value;
    },
  };
}

/** The entries for which one of these paths has a value. */
function entriesOf(format: Format, slotByPath: ReadonlyMap<string, number>): Entries {
  const { fields, labels, fallback } = format;
  const sourceOf = (wanted: Paths = []): Source => {
    const paths = wanted.filter((path) => slotByPath.has(path));
    return { paths, slots: paths.map((path) => slotByPath.get(path) ?? -1) };
  };
  const textsOf = (fields: Format['fields'], order: readonly TextField[]): readonly TextSource[] =>
    order
      .map((field) => ({ field, isId: idFields.has(field), ...sourceOf(fields[field]) }))
      .filter(({ slots }) => slots.length > 0);
  const countingOf = ({ usage = {}, tokens }: Pick<Format, 'usage' | 'tokens'>): Counting => {
    const counts = (Object.entries(usage) as [UsagePath, Paths][]) // keys of a typed record
      .map(([name, paths]) => ({ name, ...sourceOf(paths) }))
      .filter(({ slots }) => slots.length > 0);
    return { counts, ...(tokens && { tokens }) };
  };
  const dialects = (format.dialects ?? []).map((dialect) => ({
    counting: countingOf(dialect),
    applies: compileConditions(dialect.when).bind((path) => slotByPath.get(path) ?? -1),
  }));
  const own = countingOf(format);
  const weaker = {
    texts: textsOf(fallback?.fields ?? {}, Object.keys(fallback?.fields ?? {}) as TextField[]), // keys of a typed record
    labels: sourceOf(fallback?.labels),
  };
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
    fallback: weaker.texts.length + weaker.labels.slots.length > 0 ? weaker : undefined,
    countingOf: (values) => {
      for (const { counting, applies } of dialects) if (applies(values)) return counting;
      return own;
    },
  };
}
