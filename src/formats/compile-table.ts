// A format's table, compiled: all its paths in one projection, read from a record in one walk and looked up by table entry.
import { type TextField, textFields } from '../model/fields.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { Format, Paths, TokenSemantics, UsagePath, ValueAt } from './format.ts';
import { compileProjection, readPaths } from './project.ts';
import { idFields } from './read-labels.ts';
import { compileConditions, type Test } from './recognise.ts';
import { isNullLike } from './values.ts';

export interface CompiledTable {
  /** Reads all paths of the table from one record or part of one. */
  lookUp(value: JsonObject): Lookup;
}

/** A way of counting, ready to read. */
export interface Counting {
  readonly counts: readonly (readonly [UsagePath, Paths])[];
  readonly tokens?: TokenSemantics;
}

export interface Found<T> {
  readonly value: T;
  readonly path: string;
}

/** A text field and where the table says it stands. */
export interface TextPaths {
  readonly field: TextField;
  readonly paths: Paths;
  readonly isId: boolean;
}

export interface Lookup {
  /** The text fields that the table reads, in their order. */
  readonly texts: readonly TextPaths[];
  /** The first value at these paths; null-like text is passed over. */
  at(paths: Paths | undefined): JsonValue | undefined;
  /** What the first value that reads as something reads as. */
  read<T>(paths: Paths | undefined, read: (value: JsonValue, path: string) => T | undefined): T | undefined;
  /** The same with its path. */
  first<T>(paths: Paths | undefined, read: (value: JsonValue, path: string) => T | undefined): Found<T> | undefined;
  readonly valueAt: ValueAt;
  /** How this record counts: the first dialect that applies, else the table's own. */
  readonly counting: Counting;
}

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
  const conditions = (format.dialects ?? []).map(({ when }) => compileConditions(when));
  const projection = compileProjection(allPaths(format), format.json ?? []);
  const slotByPath = new Map(projection.paths.map((path, slot) => [path, slot]));
  const slotOf = (path: string): number => slotByPath.get(path) ?? -1;
  const dialects = (format.dialects ?? []).map((dialect, index) => {
    return { counting: countingOf(dialect), applies: conditions[index]?.bind(slotOf) ?? never };
  });
  const own = countingOf(format);
  const known = new WeakMap<Paths, readonly number[]>();
  const slotsOf = (wanted: Paths): readonly number[] => {
    const found = known.get(wanted);
    if (found) return found;
    const slots = wanted.map(slotOf);
    known.set(wanted, slots);
    return slots;
  };
  const texts = textFields.flatMap((field): TextPaths[] => {
    const paths = format.fields[field];
    return paths === undefined ? [] : [{ field, paths, isId: idFields.has(field) }];
  });
  return {
    lookUp: (value) => {
      const values = readPaths(value, projection);
      let foundAt = '';
      const read: Lookup['read'] = (wanted, readValue) => {
        if (wanted === undefined) return undefined;
        const slots = slotsOf(wanted);
        for (let index = 0; index < slots.length; index++) {
          const found = values[slots[index] ?? -1];
          if (found === undefined || (typeof found === 'string' && isNullLike(found.trim()))) continue;
          const path = wanted[index] ?? '';
          const result = readValue(found, path);
          if (result === undefined) continue;
          foundAt = path;
          return result;
        }
        return undefined;
      };
      return {
        texts,
        read,
        first: (wanted, readValue) => {
          const result = read(wanted, readValue);
          return result === undefined ? undefined : { value: result, path: foundAt };
        },
        at: (wanted) => read(wanted, asItIs),
        valueAt: (path) => values[slotOf(path)],
        counting: dialects.length === 0 ? own : (dialects.find(({ applies }) => applies(values))?.counting ?? own),
      };
    },
  };
}

const asItIs = (value: JsonValue): JsonValue => value;
const never: Test = () => false;

function countingOf({ usage = {}, tokens }: Pick<Format, 'usage' | 'tokens'>): Counting {
  const counts = Object.entries(usage) as [UsagePath, Paths][]; // keys of a typed record
  return { counts, ...(tokens ? { tokens } : {}) };
}
