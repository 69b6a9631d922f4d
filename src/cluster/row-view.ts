// A view that gives the rows of somebody else's table the columns shapes are made of, worked out of the table of their format.
import { promptClasses, usageClasses } from '../model/usage.ts';
import { freeFields, usageColumn } from './event-columns.ts';
import { kindSql } from './row-kind-sql.ts';
import { oddSql, pointsSql, tieTexts } from './row-odd.ts';
import { first, freeTexts, madeMap, type RowView, rawColumn, textsAt } from './row-texts.ts';
import { countTexts, loggedColumns, type Reading, usageColumns } from './row-usage.ts';

/** What was found out about kinds, by their names. */
export interface KindsFound {
  /** Their rows are read one by one. */
  readonly odd: readonly string[];
  /** Their counts are read in this way; all others in the first. */
  readonly readings: readonly { readonly reading: Reading; readonly kinds: readonly string[] }[];
}

export function viewSql(view: RowView, { odd, readings: found }: KindsFound): string {
  const free = freeTexts(view);
  const raw = view.columns.map(({ name, sql }) => `${sql} AS ${rawColumn(name)}`);
  const made = view.maps.flatMap(({ of, sql }) => (of ? [`${madeMap(of, rawColumn(of.column))} AS ${sql}`] : []));
  const counts = countTexts(view);
  const costs = textsAt(view, view.table.format.fields.logged_cost_usd?.from ?? []);
  const inside = (part: keyof Reading): string => {
    const beside = found.filter(({ reading }) => !reading[part]).flatMap(({ kinds }) => kinds);
    return beside.length === 0 ? '1' : `kind NOT IN (${beside.join(', ')})`;
  };
  const columns: Record<string, string> = {
    ...Object.fromEntries(freeFields.map((field) => [field, first(free.get(field) ?? [])])),
    start_ns: startOf(view),
    cost: first(costs),
    kind: kindSql(view, free),
    ...usageColumns(counts, inside),
    ...loggedColumns(view.table.format),
    prompt_tokens: promptClasses.map(usageColumn).join(' + '),
    classes: `sipHash64(${usageClasses.map((name) => `${usageColumn(name)} > 0`).join(', ')})`,
    usage_key: `sipHash64(${usageClasses.map(usageColumn).join(', ')})`,
    traits: 'kind',
    record_key: `sipHash64(${[...freeFields, 'start_ns', 'kind'].join(', ')})`,
    event_key: 'toString(record_key)',
    day: 'intDiv(start_ns, 86400000000000)',
    source: "''",
    offset: '0',
    format: "''",
    provider: "''",
    odd: oddSql(view, free, counts, costs),
    ties: `arrayMap(x -> sipHash64(x), arrayDistinct(arrayFilter(x -> x != '', [${tieTexts(view, free).join(', ')}])))`,
    points_to: pointsSql(view),
    walk: `toUInt8(odd${odd.length === 0 ? '' : ` OR kind IN (${odd.join(', ')})`})`,
  };
  const list = Object.entries(columns).map(([name, sql]) => `${sql} AS ${name}`);
  return `(SELECT *, ${list.join(', ')} FROM (SELECT ${[...raw, ...made].join(', ')} FROM ${view.from}))`;
}

function startOf({ table, columns }: RowView): string {
  const column = columns.find(
    ({ name, type }) => table.format.fields.start?.from.includes(name) && /^DateTime/.test(type),
  );
  return column ? `toUnixTimestamp64Nano(toDateTime64(${rawColumn(column.name)}, 9))` : 'toInt64(0)';
}
