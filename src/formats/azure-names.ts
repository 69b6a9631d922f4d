// Azure writes a column as Name in Log Analytics and Enterprise Agreement exports, as name in diagnostic records and newer exports.
import type { Paths } from './format.ts';

const lowerFirst = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1);

/** Both spellings of each name, at the top level and inside a diagnostic record's `properties`. */
export function bothNames(...names: readonly string[]): Paths {
  return names.flatMap((name) => [name, lowerFirst(name), `properties.${name}`, `properties.${lowerFirst(name)}`]);
}

/** Both spellings of each column of an export. */
export function bothColumns(...names: readonly string[]): Paths {
  return names.flatMap((name) => [name, lowerFirst(name)]);
}
