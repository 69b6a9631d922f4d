// Which kinds of rows a table of somebody else's holds. One row of each kind is read by its format; where the columns of the view say of it
// what its event says, the view speaks for all rows of the kind. All others are read one by one.
import type { Event } from '../model/event.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import { usageClasses } from '../model/usage.ts';
import type { PriceRequest } from '../pricing/price-usage.ts';
import { type Ask, rowsOf } from './ask.ts';
import { eventRow, freeFields, needsWalk, usageColumn } from './event-columns.ts';
import { hidesIdsSql } from './row-odd.ts';
import { type RowView, rawColumn, rawPrefix } from './row-texts.ts';
import { readings } from './row-usage.ts';
import { type KindsFound, viewSql } from './row-view.ts';
import { quotedText } from './sql-text.ts';

export interface Kinds {
  readonly found: KindsFound;
  /** An event of each kind for whose rows the view speaks, and how many rows it has. */
  readonly plain: readonly { readonly event: Event; readonly rows: number }[];
}

const mostKinds = 20_000;
const rowsAtOnce = 500;

/** The event of a row, when it is its only one and nothing else is to be said of it. */
export type EventOf = (row: JsonObject) => Event | undefined;

export async function findKinds(
  ask: Ask,
  view: RowView,
  eventOf: EventOf,
): Promise<Kinds | { readonly in_full: string }> {
  const unknown = viewSql(view, { odd: [], readings: [] });
  const [counts] = await rowsOf<Record<'rows' | 'odd_rows' | 'strange' | 'hidden', string | number>>(
    ask(
      `SELECT count() AS rows, countIf(odd) AS odd_rows, countIf(NOT match(trace_id, '^(?:[0-9a-f]{32})?$')) AS strange, countIf(${hidesIdsSql(view)}) AS hidden FROM ${unknown}`,
    ),
  );
  if (Number(counts?.strange) > 0) return { in_full: 'some of its trace ids are in another form' };
  if (Number(counts?.hidden) > 0) return { in_full: 'ids stand inside JSON text or baggage' };
  if (Number(counts?.odd_rows) * 2 > Number(counts?.rows))
    return { in_full: 'most of its rows have no trace id, or say something of their own' };
  const kinds = await rowsOf<{ name: string; rows: string | number; one: readonly [string, string] }>(
    ask(
      `SELECT toString(kind) AS name, count() AS rows, min((trace_id, event_key)) AS one FROM ${unknown} WHERE NOT odd GROUP BY kind ORDER BY kind LIMIT ${mostKinds + 1}`,
    ),
  );
  if (kinds.length > mostKinds) return { in_full: `its rows are of more than ${mostKinds} kinds` };
  let left: readonly { name: string; rows: string | number; one: readonly [string, string] }[] = kinds;
  const plain: Kinds['plain'][number][] = [];
  const found: KindsFound['readings'][number][] = [];
  for (const reading of readings) {
    if (left.length === 0) break;
    const tried = viewSql(view, { odd: [], readings: [{ reading, kinds: left.map(({ name }) => name) }] });
    const events = await eventsThatAgree(
      ask,
      tried,
      left.map(({ one }) => one),
      eventOf,
    );
    const agreeing = left.filter(({ name }) => events.has(name));
    found.push({ reading, kinds: agreeing.map(({ name }) => name) });
    for (const { name, rows } of agreeing) {
      const event = events.get(name);
      if (event) plain.push({ event, rows: Number(rows) });
    }
    left = left.filter(({ name }) => !events.has(name));
  }
  return { found: { odd: left.map(({ name }) => name), readings: found }, plain };
}

/** What a price depends on besides time and usage. */
export const requestsIn = ({ plain }: Kinds): readonly PriceRequest[] =>
  plain.map(({ event: { provider, model, response_model, service_tier, requested_tier, region } }) => {
    const request = { provider, model, response_model, service_tier, requested_tier, region };
    return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
  });

/** By kind, where all that the view says of the row is what its event says. */
async function eventsThatAgree(
  ask: Ask,
  view: string,
  ones: readonly (readonly [string, string])[],
  eventOf: EventOf,
): Promise<ReadonlyMap<string, Event>> {
  const found = new Map<string, Event>();
  const told = compared.map((name) => `toString(${name}) AS v_${name}`);
  for (let from = 0; from < ones.length; from += rowsAtOnce) {
    const some = ones.slice(from, from + rowsAtOnce);
    const pairs = some.map((pair) => `(${pair.map(quotedText).join(', ')})`);
    // The ids alone first: a server need not work out the kind of every row.
    const where = `trace_id IN (${some.map(([id]) => quotedText(id)).join(', ')}) AND (trace_id, event_key) IN (${pairs.join(', ')})`;
    const sql = `SELECT toString(kind) AS name, ${told.join(', ')}, COLUMNS('^${rawPrefix}') FROM ${view} WHERE ${where} AND NOT odd ORDER BY trace_id, event_key`;
    for (const row of await rowsOf<JsonObject>(ask(sql))) {
      const event = eventOf(rawRow(row));
      if (event && typeof row.name === 'string' && isTold(event, row)) found.set(row.name, event);
    }
  }
  return found;
}

const compared = [
  ...freeFields,
  'start_ns',
  ...usageClasses.map(usageColumn),
  'logged_pico',
  'logged_rest',
  'prompt_tokens',
] as const;

function isTold(event: Event, row: JsonObject): boolean {
  if (needsWalk(event)) return false;
  const own = eventRow(event);
  return compared.every((name) => String(own[name]) === row[`v_${name}`]);
}

export function rawRow(row: JsonObject): JsonObject {
  const raw = Object.entries(row).flatMap(([name, value]): [string, JsonValue][] =>
    name.startsWith(rawPrefix) ? [[name.slice(rawPrefix.length), value]] : [],
  );
  return Object.fromEntries(raw);
}

export const rawSelect = ({ columns }: RowView): string => columns.map(({ name }) => rawColumn(name)).join(', ');
