// Where the values of a row stand, in SQL: texts at the paths of its format, '' where there is none.
import type { Paths } from '../formats/format.ts';
import { rankOfName } from '../formats/ownership-names.ts';
import { labelField } from '../formats/span-attributes.ts';
import type { TextField } from '../model/fields.ts';
import { compareText } from '../model/place.ts';
import { freeFields } from './event-columns.ts';
import type { ProjectedColumn } from './projection.ts';
import type { RowTable } from './row-tables.ts';
import { quotedText } from './sql-text.ts';

export interface RowView {
  readonly table: RowTable;
  /** What stands behind FROM: the table, with FINAL where it needs that. */
  readonly from: string;
  readonly columns: readonly ProjectedColumn[];
  /** Keys that rows have, by map column. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
}

/** A raw column, out of the way of the columns made of it. */
export const rawColumn = (name: string): string => `\`r_${name.replaceAll('`', '')}\``;
export const rawPrefix = 'r_';

/** In the order in which the format looks at them. */
export function textsAt(view: RowView, paths: Paths): readonly string[] {
  return paths.flatMap((path) => textAt(view, path) ?? []);
}

function textAt({ table, columns, keys }: RowView, path: string): string | undefined {
  const column = columns.find(({ name }) => name === path);
  if (column) return `ifNull(toString(${rawColumn(column.name)}), '')`;
  for (const { name, type } of columns) {
    const known = Object.entries(table.maps).find(([, map]) => map === name)?.[0] ?? name;
    if (!type.startsWith('Map(') || !path.startsWith(`${known}.`)) continue;
    const key = path.slice(known.length + 1);
    if (keys.get(name)?.includes(key)) return entryText(name, type, key);
  }
  return undefined;
}

/** A key that is not there reads as an empty text, and as a zero where the map holds numbers. */
function entryText(map: string, type: string, key: string): string {
  const entry = `${rawColumn(map)}[${quotedText(key)}]`;
  return holdsText(type) ? entry : `if(mapContains(${rawColumn(map)}, ${quotedText(key)}), toString(${entry}), '')`;
}

const holdsText = (type: string): boolean => /,\s*(?:LowCardinality\()?String\)+$/.test(type);

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

/** Keys of the maps in which users write labels of their own. */
export function eachKey({ table, columns, keys }: RowView): { readonly key: string; readonly text: string }[] {
  return Object.values(table.maps).flatMap((map) =>
    (keys.get(map) ?? []).map((key) => ({
      key,
      text: entryText(map, columns.find(({ name }) => name === map)?.type ?? '', key),
    })),
  );
}
