// The audit of a table of events in place: plain traces come back as one row for each shape, all others as their events. What is sent
// where is told by `ask`; every decision about a trace is the analysis's own.
import { absorb } from '../audit/merge-tallies.ts';
import type { AuditSettings } from '../audit/settings.ts';
import { newTally, type Tally } from '../audit/tally.ts';
import { defaultContract } from '../contract/default-contract.ts';
import type { Event } from '../model/event.ts';
import { compareText } from '../model/place.ts';
import { type UsageClass, usageClasses } from '../model/usage.ts';
import type { PriceRequest } from '../pricing/price-usage.ts';
import { compareSaid } from '../trace/event-order.ts';
import { cutsOf } from './cuts.ts';
import { freeFields } from './event-columns.ts';
import { eventFrom } from './event-text.ts';
import { eventReader } from './keep.ts';
import { type ShapeSum, scaleTrace } from './scale-trace.ts';
import {
  copiesSql,
  countsSql,
  requestsSql,
  type ShapeQuery,
  shapesSql,
  sharedTiesSql,
  tracesByIdSql,
  walkSql,
} from './shape-sql.ts';
import { quotedText } from './sql-text.ts';

/** `alone`: each shard holds whole traces and may finish them by itself. Rows are JSON texts. */
export type Ask = (sql: string, how?: { readonly alone?: boolean }) => AsyncIterable<readonly string[]>;

export interface EventTable {
  readonly table: string;
  readonly distributed: boolean;
}

/** More ids than this in one statement, and it is quicker to read the table. */
const mostShared = 100_000;
const tracesAtOnce = 500;
/** More kinds of request than this, and the table is no log of a few models. */
const mostRequests = 20_000;

/** Undefined when the settings or the data ask for every call: then all events must be read. */
export async function sumUp(
  ask: Ask,
  { table, distributed }: EventTable,
  settings: AuditSettings,
): Promise<{ readonly tally: Tally; readonly events: readonly Event[] } | undefined> {
  if (!isSummable(settings)) return undefined;
  const [counts] = await rowsOf<Record<string, string | number>>(ask(countsSql(table, usageClasses)));
  if (!counts || Number(counts.departures) > 0) return undefined;
  if ((await rowsOf(ask(copiesSql(table)))).length > 0) return undefined;
  const shared = await rowsOf<{ tie: string }>(ask(sharedTiesSql(table)));
  if (shared.length > mostShared) return undefined;
  const requests = await rowsOf<Record<string, string>>(ask(requestsSql(table, mostRequests)));
  const query: ShapeQuery = {
    table,
    distributed,
    cuts: cutsOf(requests.map(requestFrom), settings.rates),
    classes: usageClasses.filter((name) => Number(counts[name]) > 0),
    shared: shared.map(({ tie }) => tie),
    halves: Number(counts.halves) > 0,
    told: settings.group_by.filter((name) => toldApart.has(name)),
    byHour: settings.group_by.includes('hour'),
  };
  const shapes = await shapesOf(ask(shapesSql(query), { alone: true }), query.classes);
  const { tally, walked } = await scaleAll(ask, query, shapes, settings);
  const read = eventReader();
  const events: Event[] = [];
  for await (const rows of ask(walkSql(query, walked), { alone: true })) events.push(...read(rows));
  return haveCopies(events) ? undefined : { tally, events };
}

/** A column that is empty is a field that is not there. */
const requestFrom = (row: Record<string, string>): PriceRequest =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''));

const free: ReadonlySet<string> = new Set(freeFields);
const toldApart: ReadonlySet<string> = new Set([
  'tenant_id_hash',
  'user_id_hash',
  'session_id',
  'conversation_id',
  'source',
]);

/** Budgets and policies look at every call; another contract or a filter may look at what a shape leaves out. */
function isSummable({ contract, select, budgets, policy, registry, group_by: groups }: AuditSettings): boolean {
  return (
    contract === defaultContract() &&
    select === undefined &&
    budgets === undefined &&
    policy === undefined &&
    !(registry && /"\d{4}-\d\d-\d\dT/.test(JSON.stringify(registry.file))) &&
    groups.every((name) => !free.has(name) || toldApart.has(name))
  );
}

interface Shape extends ShapeSum {
  readonly shape: string;
  readonly one: string;
}

async function shapesOf(
  rows: AsyncIterable<readonly string[]>,
  classes: readonly UsageClass[],
): Promise<readonly Shape[]> {
  const found = await rowsOf<Record<string, string> & { first: string[]; last: string[] }>(rows);
  return found.map((row) => ({
    shape: row.name ?? '',
    one: row.one ?? '',
    traces: Number(row.traces),
    first: row.first.map(BigInt),
    last: row.last.map(BigInt),
    tokens: new Map(classes.map((name) => [name, listIn(row[name]).map(BigInt)])),
  }));
}

const listIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value : []);

/** `walked` are the shapes whose traces must be read. */
async function scaleAll(
  ask: Ask,
  { table, cuts }: ShapeQuery,
  shapes: readonly Shape[],
  settings: AuditSettings,
): Promise<{ readonly tally: Tally; readonly walked: readonly string[] }> {
  const tally = newTally();
  const walked: string[] = [];
  const inOrder = shapes.toSorted((a, b) => compareText(a.one, b.one));
  for (let from = 0; from < inOrder.length; from += tracesAtOnce) {
    const some = inOrder.slice(from, from + tracesAtOnce);
    const events = await eventsByTrace(ask, table, some);
    for (const shape of some) {
      const scaled = scaleTrace(events.get(shape.one) ?? [], shape, cuts, settings);
      if (scaled) absorb(tally, scaled);
      else walked.push(shape.shape);
    }
  }
  return { tally, walked };
}

async function eventsByTrace(ask: Ask, table: string, shapes: readonly Shape[]): Promise<ReadonlyMap<string, Event[]>> {
  const found = new Map<string, Event[]>();
  const ids = shapes.map(({ one }) => quotedText(one)).join(', ');
  for (const { trace_id: id, event } of await rowsOf<{ trace_id: string; event: string }>(
    ask(tracesByIdSql(table, ids)),
  )) {
    const events = found.get(id);
    if (events) events.push(eventFrom(event));
    else found.set(id, [eventFrom(event)]);
  }
  return found;
}

async function rowsOf<T>(rows: AsyncIterable<readonly string[]>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const some of rows) for (const row of some) found.push(JSON.parse(row));
  return found;
}

/** What is left of two inputs may look like copies of each other though the inputs are none. */
function haveCopies(events: readonly Event[]): boolean {
  const bySource = new Map<string, Event[]>();
  for (const event of events) {
    const known = bySource.get(event.place.source);
    if (known) known.push(event);
    else bySource.set(event.place.source, [event]);
  }
  const lists = [...bySource.values()].map((list) => list.toSorted((a, b) => a.place.offset - b.place.offset));
  return lists.some((list, index) =>
    lists.slice(index + 1).some(
      (other) =>
        other.length === list.length &&
        list.every((event, at) => {
          const twin = other[at];
          return twin && twin.place.offset === event.place.offset && compareSaid(event, twin) === 0;
        }),
    ),
  );
}
