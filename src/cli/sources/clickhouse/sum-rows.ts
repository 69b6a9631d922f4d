// Rows of somebody else's table, audited where they are: most traces as sums, the rows of the others read by their format.
import type { AuditSettings } from '../../../audit/settings.ts';
import type { Ask } from '../../../cluster/ask.ts';
import { finalSql, mapKeysSql } from '../../../cluster/keep.ts';
import { type Column, projected, recognisesColumns } from '../../../cluster/projection.ts';
import { findKinds, type Kinds, rawRow, rawSelect, requestsIn } from '../../../cluster/row-kinds.ts';
import { type RowTable, rowTables } from '../../../cluster/row-tables.ts';
import { type FoundMap, holdsText, madeMap, type RowView, rawColumn } from '../../../cluster/row-texts.ts';
import { viewSql } from '../../../cluster/row-view.ts';
import type { Rows } from '../../../cluster/rows.ts';
import { quotedName } from '../../../cluster/sql-text.ts';
import { type SummedTally, sumUp } from '../../../cluster/sum-up.ts';
import type { InFull, SummedUp } from '../../../engine/input-file.ts';
import { countAlike, type InputTally, newTally, summaryOf } from '../../../engine/input-tally.ts';
import { takeRecord } from '../../../engine/read-inputs.ts';
import type { Event } from '../../../model/event.ts';
import type { JsonObject } from '../../../model/json.ts';

export interface StoredTable {
  readonly table: string;
  readonly engine: string;
  readonly columns: readonly Column[];
  /** What the report calls it. */
  readonly name: string;
}

export interface InPlace {
  readonly tally: SummedTally;
  readonly inputs: SummedUp['inputs'];
}

export async function sumRows(
  ask: Ask,
  { table, engine, columns, name }: StoredTable,
  settings: AuditSettings,
  take: (event: Event) => void,
): Promise<InPlace | InFull> {
  const known = rowTables.find((one) => fits(one, columns));
  const needed = projected(columns);
  if (!known || !needed) return { in_full: nothingKnown };
  const view: RowView = {
    table: known,
    from: `${quotedName(table)}${finalSql(engine)}`,
    columns: needed,
    maps: await mapsOf(ask, table, known, columns),
  };
  const tally = newTally(name);
  /** `into` counts what becomes of the row. A row has no line: its number among those that came back with it stands for it. */
  const read = (row: JsonObject, line: number, into: InputTally): readonly Event[] => {
    const events: Event[] = [];
    takeRecord(
      { kind: 'record', value: row, line, offset: line },
      name,
      into,
      (event) => events.push(event),
      {},
      undefined,
    );
    return events;
  };
  const kinds = await findKinds(ask, view, (row) => onlyEvent(read(row, 1, newTally(name))));
  if ('in_full' in kinds) return kinds;
  for (const { event, rows } of kinds.plain) countAlike(tally, event, rows, rows);
  const summed = await sumUp(
    ask,
    rowsOf(view, kinds, engine.startsWith('Distributed('), (row, line, isCounted) =>
      read(row, line, isCounted ? tally : newTally(name)),
    ),
    settings,
    take,
  );
  return 'in_full' in summed ? summed : { tally: summed, inputs: [summaryOf(tally)] };
}

const nothingKnown =
  'only spans of a collector, rows of Langfuse, Helicone and LiteLLM, and loaded events are summed up where they are';

/** A format is recognised by its columns; values are not looked at. */
function fits({ format, maps }: RowTable, columns: readonly Column[]): boolean {
  const typeOf = (column: string): string => columns.find(({ name }) => name === column)?.type ?? '';
  return (
    recognisesColumns(format, columns) &&
    Object.entries(maps).every(([name, { of, holds }]) =>
      of && of.key === undefined
        ? typeOf(of.column).includes('String')
        : holds === 'values' || typeOf(of?.column ?? name).startsWith('Map('),
    )
  );
}

async function mapsOf(ask: Ask, table: string, known: RowTable, columns: readonly Column[]): Promise<RowView['maps']> {
  const found: FoundMap[] = [];
  for (const [name, map] of Object.entries(known.maps)) {
    const { of } = map;
    const column = of?.column ?? name;
    const type = columns.find((one) => one.name === column)?.type;
    if (type === undefined) continue;
    const keys: string[] = [];
    const sql = mapKeysSql(table, of ? madeMap(of, quotedName(column)) : quotedName(column));
    for await (const rows of ask(sql)) for (const row of rows) keys.push(JSON.parse(row).key);
    found.push({
      ...map,
      sql: of ? quotedName(`made_${name.replaceAll('.', '_')}`) : rawColumn(name),
      holdsText: of !== undefined || holdsText(type),
      keys,
    });
  }
  return found;
}

const onlyEvent = ([event, ...more]: readonly Event[]): Event | undefined => (more.length === 0 ? event : undefined);

function rowsOf(
  view: RowView,
  kinds: Kinds,
  distributed: boolean,
  read: (row: JsonObject, line: number, isCounted: boolean) => readonly Event[],
): Rows {
  return {
    from: viewSql(view, kinds.found),
    distributed,
    select: `walk, ${rawSelect(view)}`,
    reader: (last) => {
      let line = 0;
      return (rows) =>
        rows.flatMap((text) => {
          const row: JsonObject = JSON.parse(text);
          line += 1;
          // Rows of kinds the view speaks for were counted with their kind.
          return read(rawRow(row), line, last === true && row.walk === 1);
        });
    },
    requests: () => Promise.resolve(requestsIn(kinds)),
  };
}
