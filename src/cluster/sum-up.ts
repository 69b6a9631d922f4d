// The audit of a table of events in place: plain traces come back as one row for each shape, all others as their events. What is sent
// where is told by `ask`; every decision about a trace is the analysis's own.
import type { AuditSettings } from '../audit/settings.ts';
import type { Tally } from '../audit/tally.ts';
import { defaultContract } from '../contract/default-contract.ts';
import type { Event } from '../model/event.ts';
import { usageClasses } from '../model/usage.ts';
import { cutsOf, withinDays } from '../pricing/cuts.ts';
import { type Ask, rowsOf } from './ask.ts';
import { freeFields, hash64 } from './event-columns.ts';
import { eventText } from './event-text.ts';
import { cutsLookedAt, fieldsLookedAt } from './looks-at.ts';
import { type Settle, settling } from './over-time/settle.ts';
import type { Rows } from './rows.ts';
import { scaleShapes } from './scale-shapes.ts';
import { copiesSql, countsSql, type ShapeQuery, sharedTiesSql, walkSql } from './shape-sql.ts';
import { toldByContract } from './value-rules.ts';

export interface SummedTally extends Tally {
  /** What rules over time say of the summed-up calls, when there are such rules; asked when all other calls have been judged. */
  readonly settle?: Settle;
}

/** More ids than this in one statement, and it is quicker to read the table. */
const mostShared = 100_000;
const maybeCopies = 'two of its inputs may be copies of each other';

/** Events that need a walk are given to `take`. Or why all events must be read: the settings or the data ask for every call. */
export async function sumUp(
  ask: Ask,
  rows: Rows,
  settings: AuditSettings,
  take: (event: Event) => void,
): Promise<SummedTally | { readonly in_full: string }> {
  const why = asksForAll(settings);
  if (why !== undefined) return { in_full: why };
  const [counts] = await rowsOf<Record<string, string | number>>(ask(countsSql(rows, usageClasses)));
  if (!counts || Number(counts.departures) > 0)
    return { in_full: 'a proxy logs requests to providers, which are held against every call' };
  if ((await rowsOf(ask(copiesSql(rows)))).length > 0) return { in_full: maybeCopies };
  const shared = await rowsOf<{ tie: string }>(ask(sharedTiesSql(rows)));
  if (shared.length > mostShared) return { in_full: `more than ${mostShared} ids are shared by several traces` };
  const judged = await toldByContract(ask, rows, settings.contract.schema, defaultContract().schema);
  if ('in_full' in judged) return judged;
  const looked = fieldsLookedAt(settings);
  const query: ShapeQuery = {
    rows,
    cuts: withinDays(cutsOf(await rows.requests(ask), settings.rates, cutsLookedAt(settings))),
    classes: usageClasses.filter((name) => Number(counts[name]) > 0),
    shared: shared.map(({ tie }) => tie),
    logged: Number(counts.logged) > 0,
    halves: Number(counts.halves) > 0,
    told: [...[...new Set(looked)].filter((name) => toldApart.has(name)), ...judged.expressions],
    byHour: looked.includes('hour'),
  };
  const found = await scaleShapes(ask, query, settings);
  const read = rows.reader(true);
  const copies = watchCopies();
  for await (const some of ask(walkSql(query, found.walked), { alone: true })) {
    for (const event of read(some)) {
      copies.see(event);
      take(event);
    }
  }
  if (copies.found()) return { in_full: maybeCopies };
  return found.blocks.length === 0 ? found.tally : { ...found.tally, settle: settling(query, found, settings) };
}

const free: ReadonlySet<string> = new Set(freeFields);
const toldApart: ReadonlySet<string> = new Set([
  'tenant_id_hash',
  'user_id_hash',
  'session_id',
  'conversation_id',
  'source',
]);

/** What asks for every call, in words; undefined when nothing does. */
function asksForAll(settings: AuditSettings): string | undefined {
  const { select } = settings;
  if (select && !select.looks_at) return 'a selection looks at every call';
  const field = fieldsLookedAt(settings).find((name) => free.has(name) && !toldApart.has(name));
  return field === undefined ? undefined : `${field} differs from call to call`;
}

/** What is left of two inputs may look like copies of each other though the inputs are none. In no order, and little of each is kept. */
function watchCopies(): { see(event: Event): void; found(): boolean } {
  const sources = new Map<string, { events: number; said: bigint }>();
  return {
    see(event) {
      const { source } = event.place;
      const seen = sources.get(source) ?? { events: 0, said: 0n };
      const said = hash64(eventText({ ...event, place: { ...event.place, source: '' } }));
      sources.set(source, { events: seen.events + 1, said: BigInt.asUintN(64, seen.said + BigInt(said)) });
    },
    found: () => new Set([...sources.values()].map(({ events, said }) => `${events} ${said}`)).size < sources.size,
  };
}
