// From shapes to sums: one trace of each shape is fetched and judged. Where costs are logged, those that agree are summed up in a second
// question; where traces lack what is only recommended, the dearest of all are fetched as examples.
import { auditTraces, selected } from '../audit/audit-traces.ts';
import { absorb, growFinding } from '../audit/merge-tallies.ts';
import type { AuditSettings } from '../audit/settings.ts';
import { growIn } from '../audit/sums.ts';
import { newTally, type OpenTally, type Tally } from '../audit/tally.ts';
import { addTrace } from '../audit/tally-trace.ts';
import type { Event } from '../model/event.ts';
import { picoUsd } from '../model/money.ts';
import { compareText } from '../model/place.ts';
import type { UsageClass } from '../model/usage.ts';
import type { Ask } from './ask.ts';
import { rowsOf } from './ask.ts';
import { type CallBlock, saidOf } from './over-time/call-blocks.ts';
import type { Rows } from './rows.ts';
import { rankedFinding, type ScaledCall, type ShapeSum, scaleTrace } from './scale-trace.ts';
import { dearestSql, loggedLists, type ShapeQuery, shapesSql, tracesByIdSql } from './shape-sql.ts';
import { quotedText } from './sql-text.ts';
import { agreesSql, byShapeSql, inShapes, stakeSql, type Term, termsOf } from './stake.ts';

const tracesAtOnce = 500;
/** As many examples as a finding keeps. */
const mostExamples = 5;

export interface Scaled {
  readonly tally: Tally;
  /** Which of the traces with a shape must be read, as a condition; undefined: none. */
  readonly walked: string | undefined;
  /** For budgets and policies, the calls of all traces that were summed up. */
  readonly blocks: readonly CallBlock[];
  /** Which of the traces with a shape of theirs were summed up, as a condition. */
  readonly among: string;
}

interface Shape extends ShapeSum {
  readonly shape: string;
  readonly one: string;
}

interface Running {
  readonly tally: OpenTally;
  readonly blocks: CallBlock[];
  /** Shapes whose traces must all be read. */
  readonly walked: string[];
  /** Shapes with logged costs, and which of their traces agree. */
  readonly logging: { readonly shape: string; readonly sql: string }[];
  /** Shapes with something to recommend, and what is at stake. */
  readonly lacking: { readonly shape: string; readonly sql: string }[];
}

export async function scaleShapes(ask: Ask, query: ShapeQuery, settings: AuditSettings): Promise<Scaled> {
  const running: Running = { tally: newTally(), blocks: [], walked: [], logging: [], lacking: [] };
  await scaleAll(ask, query, await shapesOf(ask(shapesSql(query), { alone: true }), query), settings, running, false);
  const agrees = byShapeSql(running.logging, '0');
  if (running.logging.length > 0) {
    const where = `${inShapes(running.logging.map(({ shape }) => shape))} AND ${agrees}`;
    const agreeing = await shapesOf(ask(shapesSql(query, where), { alone: true }), query);
    await scaleAll(ask, query, agreeing, settings, running, true);
  }
  await addExamples(ask, query, settings, running, agrees);
  const conditions = [
    ...(running.walked.length === 0 ? [] : [inShapes(running.walked)]),
    ...(running.logging.length === 0
      ? []
      : [`(${inShapes(running.logging.map(({ shape }) => shape))} AND NOT (${agrees}))`]),
  ];
  return {
    tally: running.tally,
    walked: conditions.length === 0 ? undefined : conditions.join(' OR '),
    blocks: running.blocks,
    among: byShapeSql(running.logging, '1'),
  };
}

/** `agreeing`: of traces with logged costs only those that agree are in the sums. */
async function scaleAll(
  ask: Ask,
  query: ShapeQuery,
  shapes: readonly Shape[],
  settings: AuditSettings,
  running: Running,
  agreeing: boolean,
): Promise<void> {
  const inOrder = shapes.toSorted((a, b) => compareText(a.one, b.one));
  for (let from = 0; from < inOrder.length; from += tracesAtOnce) {
    const some = inOrder.slice(from, from + tracesAtOnce);
    const events = await eventsByTrace(
      ask,
      query.rows,
      some.map(({ one }) => one),
    );
    for (const shape of some) scaleOne(events.get(shape.one) ?? [], shape, query, settings, running, agreeing);
  }
}

function scaleOne(
  events: readonly Event[],
  sum: Shape,
  query: ShapeQuery,
  settings: AuditSettings,
  { tally, blocks, walked, logging, lacking }: Running,
  agreeing: boolean,
): void {
  const { shape } = sum;
  if (!agreeing && events.some((event) => event.logged_cost_usd !== undefined)) {
    const terms = termsOf(events, settings);
    if (terms) logging.push({ shape, sql: agreesSql(terms) });
    else walked.push(shape);
    return;
  }
  const seen: ScaledCall[] = [];
  const scaled = scaleTrace(events, sum, query.cuts, settings, (call) => seen.push(call));
  const terms: readonly Term[] | undefined = scaled?.findings.has(rankedFinding) ? termsOf(events, settings) : [];
  if (!scaled || !terms) {
    walked.push(shape);
    return;
  }
  absorb(tally, scaled);
  for (const { one, ...call } of seen) {
    const said = saidOf(one, settings);
    if (said.budget || said.policy || settings.budgets) blocks.push({ shape, ...call, ...said });
  }
  if (terms.length > 0) lacking.push({ shape, sql: stakeSql(terms) });
}

/** The dearest of the traces that were summed up. What they count is in the sums already. */
async function addExamples(
  ask: Ask,
  query: ShapeQuery,
  settings: AuditSettings,
  { tally, logging, lacking }: Running,
  agrees: string,
): Promise<void> {
  if (lacking.length === 0) return;
  const logs = new Set(logging.map(({ shape }) => shape));
  const [logged, plain] = [true, false].map((wanted) =>
    lacking.map(({ shape }) => shape).filter((shape) => logs.has(shape) === wanted),
  );
  const where = [
    ...(plain?.length ? [inShapes(plain)] : []),
    ...(logged?.length ? [`(${inShapes(logged)} AND ${agrees})`] : []),
  ].join(' OR ');
  const sql = dearestSql(query, where, byShapeSql(lacking, '0'), mostExamples);
  const ids = (await rowsOf<{ trace_id: string }>(ask(sql, { alone: true }))).map(({ trace_id: id }) => id);
  const found = newTally();
  for (const events of (await eventsByTrace(ask, query.rows, ids)).values())
    for (const audited of auditTraces(events, settings)) addTrace(found, selected(audited, settings), []);
  const examples = found.findings.get(rankedFinding)?.examples ?? [];
  growIn(tally.findings, rankedFinding, { count: 0, usd: 0n, examples }, growFinding);
}

async function shapesOf(
  rows: AsyncIterable<readonly string[]>,
  { classes, logged }: ShapeQuery,
): Promise<readonly Shape[]> {
  const found = await rowsOf<Record<string, string> & { first: string[]; last: string[] }>(rows);
  return found.map((row) => {
    const rest = logged ? listIn(row[`sum_${loggedLists.logged_rest}`]) : [];
    return {
      shape: row.name ?? '',
      one: row.one ?? '',
      traces: Number(row.traces),
      first: row.first.map(BigInt),
      last: row.last.map(BigInt),
      tokens: new Map(classes.map((name) => [name, listIn(row[name]).map(BigInt)] as [UsageClass, bigint[]])),
      logged: logged
        ? listIn(row[`sum_${loggedLists.logged_pico}`]).map(
            (pico, at) => BigInt(pico) * picoUsd + BigInt(rest[at] ?? 0),
          )
        : [],
    };
  });
}

const listIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value : []);

/** Each list in shape order. */
export async function eventsByTrace(
  ask: Ask,
  rows: Rows,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Event[]>> {
  const found = new Map<string, Event[]>();
  if (ids.length === 0) return found;
  const read = rows.reader();
  for await (const some of ask(tracesByIdSql(rows, ids.map(quotedText).join(', ')))) {
    for (const row of some) {
      const { of_trace: id }: { of_trace: string } = JSON.parse(row);
      const events = found.get(id) ?? [];
      events.push(...read([row]));
      found.set(id, events);
    }
  }
  return found;
}
