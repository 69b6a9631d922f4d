// The kind of a row, in SQL: everything that is read of it and is no free field, and of the free ones whether they are there. Rows of one kind
// become events that differ in free fields only.
import { hostPattern } from '../formats/endpoint-url.ts';
import type { Format, Paths } from '../formats/format.ts';
import { isAddress, isReadAttribute, isTraceparent, labelField } from '../formats/span-attributes.ts';
import { freeFields } from './event-columns.ts';
import { type Free, type RowView, rawColumn, textsAt } from './row-texts.ts';
import type { CountTexts } from './row-usage.ts';
import { quotedText } from './sql-text.ts';

export function kindSql(view: RowView, free: Free, counts: CountTexts): string {
  const { table, columns, keys } = view;
  const { fields } = table.format;
  const freePaths = new Set([
    ...freeFields.flatMap((field) => fields[field] ?? []),
    ...[fields.start, fields.end, fields.end?.duration, fields.logged_cost_usd].flatMap((one) => one?.from ?? []),
    ...usagePathsOf(table.format),
  ]);
  const parts = columns.flatMap(({ name, type }): string[] => {
    const column = rawColumn(name);
    if (name in table.partly) return [table.partly[name]?.(column) ?? `empty(${column})`];
    if (freePaths.has(name)) return [`${column} IS NULL`];
    if (table.unread.includes(name)) return [];
    if (!type.startsWith('Map(')) return [column];
    const known = Object.entries(table.maps).find(([, map]) => map === name)?.[0] ?? name;
    return [mapTraits(column, keys.get(name) ?? [], (key) => traitOf(view, known, key, freePaths))];
  });
  const texts = [...new Set([...[...free.values()].flat(), ...[...counts.values()].flat()])];
  const cost = textsAt(view, fields.logged_cost_usd?.from ?? []);
  return `sipHash64(${[
    ...parts,
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

function traitOf(view: RowView, prefix: string, key: string, freePaths: ReadonlySet<string>): Trait {
  const { format } = view.table;
  if (freePaths.has(`${prefix}.${key}`) || freeFields.some((field) => labelField(key) === field)) return 'presence';
  if (isTraceparent(key)) return 'presence';
  if (!isReadAttribute(format, key)) return 'nothing';
  return isAddress(key) ? 'host' : 'whole';
}

function mapTraits(map: string, keys: readonly string[], traitFor: (key: string) => Trait): string {
  const by = (wanted: Trait): readonly string[] => keys.filter((key) => traitFor(key) === wanted).map(quotedText);
  const rest = [...by('host'), ...by('presence'), ...by('nothing')];
  const pairs = `arrayZip(mapKeys(${map}), mapValues(${map}))`;
  const whole = rest.length === 0 ? pairs : `arrayFilter(x -> x.1 NOT IN (${rest.join(', ')}), ${pairs})`;
  const hosts = by('host').map((key) => `extract(lower(trimBoth(${map}[${key}])), ${quotedText(hostPattern.source)})`);
  return [`arraySort(${whole})`, ...hosts].join(', ');
}
