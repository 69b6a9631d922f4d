// A format's table, compiled: all its paths in one projection, read from a record in one walk and looked up by table entry.
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { Format, Paths, TokenSemantics, UsagePath, ValueAt } from './format.ts';
import { compileProjection, readPaths } from './project.ts';
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

export interface Lookup {
  /** The first value at these paths; null-like text is passed over. */
  at(paths: Paths | undefined): JsonValue | undefined;
  /** The first value that reads as something. */
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
  return {
    lookUp: (value) => {
      const values = readPaths(value, projection);
      const first: Lookup['first'] = (wanted, read) => {
        if (wanted === undefined) return undefined;
        const slots = slotsOf(wanted);
        for (let index = 0; index < slots.length; index++) {
          const found = values[slots[index] ?? -1];
          if (found === undefined || (typeof found === 'string' && isNullLike(found.trim()))) continue;
          const path = wanted[index] ?? '';
          const result = read(found, path);
          if (result !== undefined) return { value: result, path };
        }
        return undefined;
      };
      return {
        first,
        at: (wanted) => first(wanted, (found) => found)?.value,
        valueAt: (path) => values[slotOf(path)],
        counting: dialects.find((dialect) => dialect.applies(values))?.counting ?? own,
      };
    },
  };
}

const never: Test = () => false;

function countingOf({ usage = {}, tokens }: Pick<Format, 'usage' | 'tokens'>): Counting {
  const counts = Object.entries(usage) as [UsagePath, Paths][]; // keys of a typed record
  return { counts, ...(tokens ? { tokens } : {}) };
}
