// The kind of a row, in SQL: everything that is read of it and is no free field, and of the free ones whether they are there. Rows of one kind
// become events that differ in free fields only.
import { allPaths } from '../formats/compile-table.ts';
import { hostPattern } from '../formats/endpoint-url.ts';
import type { Format, Paths } from '../formats/format.ts';
import { isAddress, isReadAttribute, isTraceparent, labelField } from '../formats/span-attributes.ts';
import { freeFields } from './event-columns.ts';
import type { RowTable } from './row-tables.ts';
import { type FoundMap, type Free, type RowView, rawColumn, textsAt } from './row-texts.ts';
import { quotedText } from './sql-text.ts';

export function kindSql(view: RowView, free: Free): string {
  const { table, columns, maps } = view;
  const { fields } = table.format;
  const freePaths = new Set([
    ...freeFields.flatMap((field) => fields[field] ?? []),
    ...[fields.start, fields.end, fields.end?.duration, fields.logged_cost_usd].flatMap((one) => one?.from ?? []),
    ...usagePathsOf(table.format),
  ]);
  const parts = columns.flatMap(({ name, type }): string[] => {
    const column = rawColumn(name);
    if (Object.hasOwn(table.partly, name)) return [table.partly[name]?.(column) ?? column];
    if (freePaths.has(name)) return [`${column} IS NULL`];
    if (!isReadColumn(table, name) || maps.some((map) => map.sql === column || map.as === name)) return [];
    // The hash of nothing is nothing.
    return type.includes('Nullable(') ? [`${column} IS NULL`, `ifNull(toString(${column}), '')`] : [column];
  });
  const inside = new Set(maps.map(({ as }) => as));
  const entries = maps.map((map) =>
    mapTraits(map, (key) => (inside.has(`${map.as}.${key}`) ? 'nothing' : traitOf(table, map, key, freePaths))),
  );
  const texts = [...new Set([...[...free.values()].flat(), ...textsAt(view, usagePathsOf(table.format))])];
  const cost = textsAt(view, fields.logged_cost_usd?.from ?? []);
  return `sipHash64(${[
    ...parts,
    ...entries,
    ...texts.map((text) => `multiIf(${text} = '', 0, ${text} = '0', 1, 2)`),
    ...cost.map((text) => `${text} = ''`),
    // What decides which parts are inside their whole (disjoint-usage.ts).
    ...['c_cached', 'c_write', 'c_cached + c_write'].map((parts) => `${parts} <= c_input`),
    'c_reasoning <= c_output',
    ...['0', 'c_cached', 'c_write', 'c_cached + c_write'].flatMap((parts) =>
      ['0', 'c_reasoning'].map((more) => `c_total = c_input + c_output + ${parts} + ${more}`),
    ),
  ].join(', ')})`;
}

const usagePathsOf = ({ usage = {}, dialects = [] }: Format): Paths =>
  [usage, ...dialects.map((dialect) => dialect.usage)].flatMap((one) => Object.values(one).flat());

/** How much of an attribute makes the kind of its row. */
type Trait = 'whole' | 'host' | 'presence' | 'nothing';

function traitOf(table: RowTable, { as, holds, around }: FoundMap, key: string, freePaths: ReadonlySet<string>): Trait {
  const path = `${as}.${key}`;
  if (freePaths.has(path)) return 'presence';
  if (table.reads.includes(path)) return 'whole';
  const isFree = holds !== 'values' && (isTraceparent(key) || freeFields.some((field) => labelField(key) === field));
  // No column is made of what the program says of all its requests: where that is read as an id, its rows come back.
  if (isFree) return around ? 'whole' : 'presence';
  if (holds === 'attributes' && isReadAttribute(table.format, key)) return isAddress(key) ? 'host' : 'whole';
  return (holds === 'labels' && labelField(key) !== undefined) || isPath(table.format, path) ? 'whole' : 'nothing';
}

/** The format looks at it, or at something inside it. */
const isPath = (format: Format, path: string): boolean =>
  allPaths(format).some((one) => one === path || one.startsWith(`${path}.`));

export const isReadColumn = ({ format, reads }: RowTable, name: string): boolean =>
  reads.includes(name) || isPath(format, name);

function mapTraits({ sql, keys }: FoundMap, traitFor: (key: string) => Trait): string {
  const by = (wanted: Trait): readonly string[] => keys.filter((key) => traitFor(key) === wanted).map(quotedText);
  const rest = [...by('host'), ...by('presence'), ...by('nothing')];
  const pairs = `arrayZip(mapKeys(${sql}), mapValues(${sql}))`;
  const whole = rest.length === 0 ? pairs : `arrayFilter(x -> x.1 NOT IN (${rest.join(', ')}), ${pairs})`;
  const hosts = by('host').map((key) => `extract(lower(trimBoth(${sql}[${key}])), ${quotedText(hostPattern.source)})`);
  return [`arraySort(${whole})`, ...hosts].join(', ');
}
