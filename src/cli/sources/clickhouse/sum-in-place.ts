// A table audited where it is: most of its traces come back as sums, the others as their rows.
import type { AuditSettings } from '../../../audit/settings.ts';
import type { Ask } from '../../../cluster/ask.ts';
import { eventCountSql, finalSql, inputFrom, inputsSql, loadedRows, mapKeysSql } from '../../../cluster/keep.ts';
import { type Column, projected, recognisesColumns } from '../../../cluster/projection.ts';
import { findKinds, type Kinds, rawRow, rawSelect, requestsIn } from '../../../cluster/row-kinds.ts';
import { type RowTable, rowTables } from '../../../cluster/row-tables.ts';
import { type FoundMap, holdsText, madeMap, type RowView, rawColumn } from '../../../cluster/row-texts.ts';
import { viewSql } from '../../../cluster/row-view.ts';
import type { Rows } from '../../../cluster/rows.ts';
import { quotedName } from '../../../cluster/sql-text.ts';
import { sumUp } from '../../../cluster/sum-up.ts';
import type { InFull, InputFile, SummedUp } from '../../../engine/input-file.ts';
import { countAlike, type InputTally, newTally, summaryOf } from '../../../engine/input-tally.ts';
import { takeRecord } from '../../../engine/read-inputs.ts';
import { UsageError } from '../../../model/errors.ts';
import type { Event } from '../../../model/event.ts';
import type { JsonObject } from '../../../model/json.ts';
import type { Connection } from './connection.ts';
import { allRows, columnsOf, engineOf, holdsEvents, type Open } from './kept-events.ts';

/** Lists of ids stand in the statements; a shard that cannot be reached is an error, never a smaller answer. */
const asked = { max_query_size: 64 * 1024 * 1024, max_ast_elements: 5_000_000, skip_unavailable_shards: 0 } as const;
/** Each shard holds whole traces, so it may group them by itself. */
const alone = { ...asked, distributed_group_by_no_merge: 1 } as const;

/** `name` is what the report calls the input. */
export const sumInPlace =
  (open: Open, table: string, name: string): NonNullable<InputFile['sumsUp']> =>
  async (settings, { from, map }, take, signal) => {
    const merging = await open(asked);
    try {
      const columns = await columnsOf(merging, table, signal);
      const engine = await engineOf(merging, table, signal);
      const distributed = engine.startsWith('Distributed(');
      const rowsBefore = await countOf(merging, table, signal);
      const ask: Ask = (sql) => merging.rows(sql, signal);
      const whole = async (found: SummedUp | InFull): Promise<SummedUp | InFull> => {
        if (!('in_full' in found) && (await countOf(merging, table, signal)) !== rowsBefore)
          throw new UsageError(
            `${merging.name}: the table changed while it was read`,
            'nothing was reported; run again',
          );
        return found;
      };
      if (holdsEvents(columns, merging.name)) {
        const inputs = (await allRows(merging, inputsSql(table), signal)).map(inputFrom);
        const byTrace = distributed && /sipHash64\(`?trace_id`?\)/.test(engine);
        const parting = byTrace ? await open(alone) : merging;
        try {
          const eachAlone: Ask = (sql, how) => (how?.alone ? parting : merging).rows(sql, signal);
          const summed = await sumUp(eachAlone, loadedRows(table, distributed), settings, take);
          return await whole('in_full' in summed ? summed : { tally: summed, inputs });
        } finally {
          if (parting !== merging) await parting.close();
        }
      }
      if (from !== undefined || map)
        return { in_full: 'its rows are read by another map than the table of their format' };
      const known = rowTables.find((one) => fits(one, columns));
      const needed = projected(columns);
      if (!known || !needed)
        return {
          in_full:
            'only spans of a collector, rows of Langfuse, Helicone and LiteLLM, and loaded events are summed up where they are',
        };
      const view: RowView = {
        table: known,
        from: `${quotedName(table)}${finalSql(engine)}`,
        columns: needed,
        maps: await mapsOf(ask, table, known, columns),
      };
      return await whole(await sumRows(ask, view, distributed, name, settings, take));
    } finally {
      await merging.close();
    }
  };

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

async function sumRows(
  ask: Ask,
  view: RowView,
  distributed: boolean,
  name: string,
  settings: AuditSettings,
  take: (event: Event) => void,
): Promise<SummedUp | InFull> {
  const tally = newTally(name);
  let line = 0;
  /** `into` counts what becomes of the row. A row has no line: its number among those that came back stands for it. */
  const read = (row: JsonObject, into: InputTally): readonly Event[] => {
    const events: Event[] = [];
    line += 1;
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
  const kinds = await findKinds(ask, view, (row) => onlyEvent(read(row, newTally(name))));
  if ('in_full' in kinds) return kinds;
  for (const { event, rows } of kinds.plain) countAlike(tally, event, rows);
  const summed = await sumUp(
    ask,
    rowsOf(view, kinds, distributed, (row, isCounted) => read(row, isCounted ? tally : newTally(name))),
    settings,
    take,
  );
  return 'in_full' in summed ? summed : { tally: summed, inputs: [summaryOf(tally)] };
}

const onlyEvent = ([event, ...more]: readonly Event[]): Event | undefined => (more.length === 0 ? event : undefined);

function rowsOf(
  view: RowView,
  kinds: Kinds,
  distributed: boolean,
  read: (row: JsonObject, isCounted: boolean) => readonly Event[],
): Rows {
  return {
    from: viewSql(view, kinds.found),
    distributed,
    select: `walk, ${rawSelect(view)}`,
    reader: (last) => (rows) =>
      rows.flatMap((text) => {
        const row: JsonObject = JSON.parse(text);
        // Rows of kinds the view speaks for were counted with their kind.
        return read(rawRow(row), last === true && row.walk === 1);
      }),
    requests: () => Promise.resolve(requestsIn(kinds)),
  };
}

async function countOf(connection: Connection, table: string, signal?: AbortSignal): Promise<string> {
  return (await allRows(connection, eventCountSql(table), signal)).join();
}
