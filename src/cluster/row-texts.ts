// Where the values of a row stand, in SQL: texts at the paths of its format, '' where there is none.
import type { Paths } from '../formats/format.ts';
import { rankOfName } from '../formats/ownership-names.ts';
import { labelField } from '../formats/span-attributes.ts';
import type { TextField } from '../model/fields.ts';
import { compareText } from '../model/place.ts';
import { freeFields } from './event-columns.ts';
import type { ProjectedColumn } from './projection.ts';
import type { RowMap, RowTable } from './row-tables.ts';
import { quotedText } from './sql-text.ts';

export interface RowView {
  readonly table: RowTable;
  /** What stands behind FROM: the table, with FINAL where it needs that. */
  readonly from: string;
  readonly columns: readonly ProjectedColumn[];
  readonly maps: readonly FoundMap[];
}

/** A map that rows have, or that is made of what they have. */
export interface FoundMap extends RowMap {
  /** In SQL, within the view. */
  readonly sql: string;
  readonly holdsText: boolean;
  readonly keys: readonly string[];
}

/** A raw column, out of the way of the columns made of it. */
export const rawColumn = (name: string): string => `\`r_${name.replaceAll('`', '')}\``;
export const rawPrefix = 'r_';

/** In the order in which the format looks at them. */
export function textsAt(view: RowView, paths: Paths): readonly string[] {
  return paths.flatMap((path) => textAt(view, path) ?? []);
}

function textAt({ columns, maps }: RowView, path: string): string | undefined {
  const column = columns.find(({ name }) => name === path);
  if (column) return `ifNull(toString(${rawColumn(column.name)}), '')`;
  for (const map of maps) {
    const key = path.startsWith(`${map.as}.`) ? path.slice(map.as.length + 1) : '';
    if (map.keys.includes(key)) return entryText(map, key);
  }
  return undefined;
}

/** A key that is not there reads as an empty text, and as a zero where the map holds numbers. */
function entryText({ sql, holdsText }: FoundMap, key: string): string {
  const entry = `${sql}[${quotedText(key)}]`;
  return holdsText ? entry : `if(mapContains(${sql}, ${quotedText(key)}), toString(${entry}), '')`;
}

export const holdsText = (type: string): boolean => /,\s*(?:LowCardinality\()?String\)+$/.test(type);

/** The map that is made of a JSON text, in SQL: values in it that are no texts stay as they are written. `columnSql` is its column. */
export function madeMap({ key, path = [] }: NonNullable<RowMap['of']>, columnSql: string): string {
  const text = key === undefined ? `ifNull(${columnSql}, '')` : `${columnSql}[${quotedText(key)}]`;
  const members = `JSONExtractKeysAndValuesRaw(${[text, ...path.map(quotedText)].join(', ')})`;
  return `CAST(arrayMap(x -> (x.1, multiIf(startsWith(x.2, '"'), substring(x.2, 2, length(x.2) - 2), x.2 = 'null', '', x.2)), ${members}), 'Map(String, String)')`;
}

export const first = (texts: readonly string[]): string =>
  texts.length === 0
    ? "''"
    : texts.length === 1
      ? `${texts[0]}`
      : `arrayFirst(x -> x != '', [${texts.join(', ')}, ''])`;

export type Free = ReadonlyMap<string, readonly string[]>;

/** Where each free field may come from: the format's paths, then labels by the strength of their names. */
export function freeTexts(view: RowView): Free {
  return new Map(
    freeFields.map((field) => [
      field,
      [...textsAt(view, view.table.format.fields[field] ?? []), ...labelTexts(view, field)].filter(
        (text, index, all) => all.indexOf(text) === index,
      ),
    ]),
  );
}

export function labelTexts(view: RowView, field: TextField): readonly string[] {
  return eachKey(view)
    .filter(({ key }) => labelField(key) === field)
    .sort((a, b) => rankOfName(a.key) - rankOfName(b.key) || compareText(a.key, b.key))
    .map(({ text }) => text);
}

/** Entries of the maps in which labels of the request itself may stand. */
export function eachKey({ maps }: RowView): { readonly key: string; readonly text: string }[] {
  return maps
    .filter(({ holds, around }) => holds !== 'values' && !around)
    .flatMap((map) => map.keys.map((key) => ({ key, text: entryText(map, key) })));
}
