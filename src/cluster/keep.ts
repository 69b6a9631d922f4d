// What is asked of a database that keeps loaded events, and how its rows become events again.
import type { InputSummary } from '../audit/settings.ts';
import type { Event } from '../model/event.ts';
import type { PriceRequest } from '../pricing/price-usage.ts';
import { rowsOf } from './ask.ts';
import { inputsTable } from './ddl.ts';
import { eventFrom } from './event-text.ts';
import type { Rows } from './rows.ts';
import { requestsSql } from './shape-sql.ts';
import { quotedName, quotedText } from './sql-text.ts';

/** How the table is made: a Distributed one names the key of its shards. */
export const engineSql = (database: string, table: string): string =>
  `SELECT engine, engine_full FROM system.tables WHERE database = ${quotedText(database)} AND name = ${quotedText(table)}`;

/** A table that replaces rows when its parts merge says FINAL to those who want each row once, as it is now. */
export const finalSql = (engine: string): string => (/^(?:Replicated|Shared)?Replacing/.test(engine) ? ' FINAL' : '');

export const columnsSql = (database: string, table: string): string =>
  `SELECT name, type FROM system.columns WHERE database = ${quotedText(database)} AND table = ${quotedText(table)}`;

/** Of an input that was loaded twice the last word counts. */
export const inputsSql = (table: string): string =>
  `SELECT path, argMax(summary, version) AS last FROM ${quotedName(inputsTable(table))} GROUP BY path ORDER BY path`;

export function inputFrom(row: string): InputSummary {
  const { last }: { last: string } = JSON.parse(row);
  return JSON.parse(last);
}

/** More kinds of request than this, and the table is no log of a few models. */
const mostRequests = 20_000;

export const loadedRows = (table: string, distributed: boolean): Rows => ({
  from: quotedName(table),
  distributed,
  select: 'event_key, event',
  reader: eventReader,
  requests: async (ask) =>
    (await rowsOf<Record<string, string>>(ask(requestsSql(table, mostRequests)))).map(requestFrom),
});

/** A column that is empty is a field that is not there. */
const requestFrom = (row: Record<string, string>): PriceRequest =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''));

/** All events, each trace in one piece: what is there twice stands side by side. */
export const eventsSql = (table: string): string =>
  `SELECT event_key, event FROM ${quotedName(table)} ORDER BY trace_id, event_key`;

/** Rows to events, without those that are there twice. Keeps the last key, so that it may be given one part after the other. */
export function eventReader(): (rows: readonly string[]) => readonly Event[] {
  let before = '';
  return (rows) =>
    rows.flatMap((row) => {
      const { event_key: key, event }: { event_key: string; event: string } = JSON.parse(row);
      if (key === before) return [];
      before = key;
      return [eventFrom(event)];
    });
}

/** Which of these events are there already. */
export function presentSql(
  table: string,
  rows: readonly { readonly trace_id: string; readonly event_key: string }[],
): string {
  const traces = [...new Set(rows.map(({ trace_id: id }) => id))].map(quotedText);
  const keys = rows.map(({ event_key: key }) => quotedText(key));
  return `SELECT event_key FROM ${quotedName(table)} WHERE trace_id IN (${traces.join(',')}) AND event_key IN (${keys.join(',')})`;
}

/** Keys that the rows of a table have in a map. */
export const mapKeysSql = (table: string, map: string): string =>
  `SELECT DISTINCT arrayJoin(mapKeys(${map})) AS key FROM ${quotedName(table)} ORDER BY key`;

export const eventCountSql = (table: string): string => `SELECT count() AS events FROM ${quotedName(table)}`;
