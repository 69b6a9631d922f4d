// A format's table, compiled: all its paths in one projection, read from a record in one walk and looked up by table entry.
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { Dialect, Format, Paths, ValueAt } from './format.ts';
import { compileProjection, readPaths } from './project.ts';
import { compileConditions } from './recognise.ts';
import { isNullLike } from './values.ts';

export interface CompiledTable {
  /** Reads all paths of the table from one record or part of one. */
  lookUp(value: JsonObject): Lookup;
  /** Ways of counting, the table's own last. */
  readonly dialects: readonly CompiledDialect[];
}

export interface CompiledDialect extends Pick<Dialect, 'usage' | 'tokens'> {
  applies(lookup: Lookup): boolean;
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
}

export function compileTable(format: Format): CompiledTable {
  const { start, end, logged_cost_usd: cost, ...rest } = format.fields;
  const conditions = (format.dialects ?? []).map(({ when }) => compileConditions(when));
  const paths = [
    ...Object.values(rest).flat(),
    ...(start?.from ?? []),
    ...(end?.from ?? []),
    ...(end?.duration?.from ?? []),
    ...(cost?.from ?? []),
    ...(format.dialects ?? []).flatMap(({ usage }) => Object.values(usage).flat()),
    ...conditions.flatMap((condition) => condition.paths),
    ...Object.values(format.usage ?? {}).flat(),
    ...(format.labels ?? []),
    ...Object.values(format.fallback?.fields ?? {}).flat(),
    ...(format.fallback?.labels ?? []),
    ...(format.reads ?? []),
  ];
  const projection = compileProjection(paths, format.json ?? []);
  const slotOf = new Map(projection.paths.map((path, slot) => [path, slot]));
  const dialects = (format.dialects ?? []).map((dialect, index): CompiledDialect => {
    return { ...dialect, applies: ({ valueAt }) => conditions[index]?.hold(valueAt) ?? false };
  });
  const own: CompiledDialect = {
    usage: format.usage ?? {},
    ...(format.tokens ? { tokens: format.tokens } : {}),
    applies: () => true,
  };
  return {
    dialects: [...dialects, own],
    lookUp: (value) => {
      const values = readPaths(value, projection);
      const valueAt: ValueAt = (path) => values[slotOf.get(path) ?? -1];
      const first: Lookup['first'] = (wanted, read) => {
        for (const path of wanted ?? []) {
          const found = valueAt(path);
          if (found === undefined || (typeof found === 'string' && isNullLike(found.trim()))) continue;
          const result = read(found, path);
          if (result !== undefined) return { value: result, path };
        }
        return undefined;
      };
      return { first, at: (wanted) => first(wanted, (found) => found)?.value, valueAt };
    },
  };
}
