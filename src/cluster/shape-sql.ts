// Statements that group equal traces. A shape is everything of a trace but who sent it, when within a day, and how many tokens: traces of
// one shape are judged alike, so the cluster sums them up and one of them stands for all. What is equal to what is told by positions.
import { answerClasses, type UsageClass } from '../model/usage.ts';
import type { Cuts } from '../pricing/cuts.ts';
import { usageColumn } from './event-columns.ts';
import type { Rows } from './rows.ts';
import { quotedName } from './sql-text.ts';

export interface ShapeQuery {
  readonly rows: Rows;
  readonly cuts: Cuts;
  /** Classes that some event counts. */
  readonly classes: readonly UsageClass[];
  /** Some event logs a cost. */
  readonly logged: boolean;
  /** Ids that several traces share. */
  readonly shared: readonly string[];
  /** Some trace ids may be halves of others. */
  readonly halves: boolean;
  /** Further columns whose values are told apart. */
  readonly told: readonly string[];
  readonly byHour: boolean;
}

/** Ids and records that more than one trace has. */
export const sharedTiesSql = ({ from }: Rows): string =>
  `SELECT toString(arrayJoin(ties) AS one) AS tie FROM ${from} GROUP BY one HAVING min(sipHash64(trace_id)) != max(sipHash64(trace_id))`;

export const countsSql = ({ from }: Rows, classes: readonly UsageClass[]): string =>
  `SELECT count() AS events, countIf(format = 'envoy-access' AND provider != '') AS departures, countIf(match(trace_id, '^[0-9a-f]{16}$')) AS halves, ${classes
    .map((name) => `max(${usageColumn(name)}) AS ${name}`)
    .join(', ')}, max(logged_pico + logged_rest) AS logged FROM ${from}`;

/** What a price depends on besides time and usage, every combination once. */
export const requestsSql = (table: string, most: number): string =>
  `SELECT DISTINCT ${pricedBy.join(', ')} FROM ${quotedName(table)} WHERE model != '' OR response_model != '' LIMIT ${most}`;

export const pricedBy = ['provider', 'model', 'response_model', 'service_tier', 'requested_tier', 'region'] as const;

/** Inputs with as many events at the same places: one may be a copy of the other. */
export const copiesSql = ({ from }: Rows): string =>
  `SELECT count() AS copies FROM (SELECT count() AS events, sum(offset) AS places, sum(start_ns) AS times FROM ${from} GROUP BY source) GROUP BY events, places, times HAVING copies > 1`;

/**
 * One row for each shape, with the least of its traces. Large numbers as text: whether JSON quotes them is a setting of the server.
 * `where` chooses among the traces.
 */
export function shapesSql(query: ShapeQuery, where = '1'): string {
  const lists = [
    ['first', 'minForEach(starts)'],
    ['last', 'maxForEach(starts)'],
    ...query.classes.map((name) => [name, `sumForEach(${listOf(name)})`]),
    ...(query.logged ? Object.values(loggedLists).map((name) => [`sum_${name}`, `sumForEach(${name})`]) : []),
  ].map(([name, list]) => `arrayMap(x -> toString(x), ${list}) AS ${name}`);
  return `SELECT toString(shape) AS name, count() AS traces, min(trace_id) AS one, ${lists.join(', ')} FROM (${tracesSql(query)}) WHERE ${where} GROUP BY shape`;
}

/** The traces of these shapes with the most at stake. */
export function dearestSql(query: ShapeQuery, where: string, stake: string, most: number): string {
  return `SELECT trace_id FROM (${tracesSql(query)}) WHERE ${where} ORDER BY ${stake} DESC, trace_id LIMIT ${most}`;
}

/** The events of traces that need a walk, and of those that `where` finds among the others. */
export function walkSql(query: ShapeQuery, where: string | undefined): string {
  const found = where === undefined ? '' : ` UNION ALL SELECT trace_id FROM (${tracesSql(query)}) WHERE ${where}`;
  const { select, from } = query.rows;
  return `SELECT ${select} FROM ${from} WHERE trace_id ${within(query)} (${walkedSql(query)}${found}) ORDER BY trace_id, event_key`;
}

/** Their events in the order in which a shape lists them: by time, then by what they are, then by name. */
export function tracesByIdSql({ select, from }: Rows, conditions: string): string {
  return `SELECT trace_id AS of_trace, ${select} FROM ${from} WHERE trace_id IN (${conditions}) ORDER BY trace_id, start_ns, traits, event_key`;
}

const without = ({ rows }: ShapeQuery): string => (rows.distributed ? 'GLOBAL NOT IN' : 'NOT IN');
const within = ({ rows }: ShapeQuery): string => (rows.distributed ? 'GLOBAL IN' : 'IN');

/** Ids of traces that are read one event at a time. */
function walkedSql(query: ShapeQuery): string {
  const { shared, halves } = query;
  const { from } = query.rows;
  const tied = shared.length === 0 ? '' : ` OR arrayExists(x -> x IN (${shared.join(', ')}), ties)`;
  const short = `SELECT trace_id FROM ${from} WHERE match(trace_id, '^[0-9a-f]{16}$')`;
  const half = halves
    ? ` OR substring(trace_id, 1, 16) ${within(query)} (${short}) OR substring(trace_id, 17, 16) ${within(query)} (${short})`
    : '';
  return `SELECT arrayJoin(arrayConcat(if(walk = 1${tied}${half}, array(trace_id), emptyArrayString()), points_to)) AS trace_id FROM ${from}`;
}

const idFields = [
  'span_id',
  'parent_span_id',
  'request_id',
  'provider_request_id',
  'tenant_id_hash',
  'user_id_hash',
  'session_id',
  'conversation_id',
] as const;

/** Lists of each trace, one entry for each event. */
export const loggedLists = { logged_pico: 'pico', logged_rest: 'rest' } as const;
export const listOf = (name: UsageClass): string => `sum_${name}`;

/**
 * Each trace that needs no walk, with its shape; its events in one order: by time, then by what they are. `near` leaves out traces of which
 * it chooses no event.
 */
export function tracesSql(query: ShapeQuery, near?: string): string {
  const { cuts, classes, told, byHour, logged, rows } = query;
  const sorted = (expression: string): string => `arraySort((x, y) -> y, groupArray(${expression}), keys)`;
  const places = (name: string): string => `arrayMap(x -> if(x = '', 0, indexOf(${name}, x)), ${name})`;
  const names = [
    'groupArray((start_ns, traits, event_key)) AS keys',
    ...idFields.map((field) => `${sorted(field)} AS all_${field}`),
    'arrayConcat(all_request_id, all_provider_request_id) AS all_ids',
    ...['record_key', 'usage_key'].map((column) => `${sorted(column)} AS all_${column}`),
    ...(logged ? [`${sorted('sipHash64(logged_pico, logged_rest)')} AS all_logged`] : []),
  ];
  const shape = [
    sorted('traits'),
    sorted('classes'),
    sorted('toUInt32(day)'),
    sorted(cutCount('prompt_tokens >', cuts.prompts)),
    sorted(cutCount('intDiv(start_ns, 60000000000) % 1440 >=', cuts.minutes)),
    sorted(cutCount('start_ns >=', cuts.instants)),
    "arrayMap(x -> if(x = '', 0, 1 + indexOf(all_span_id, x)), all_parent_span_id)",
    ...['span_id', 'ids', 'tenant_id_hash', 'user_id_hash', 'session_id', 'conversation_id'].map((name) =>
      places(`all_${name}`),
    ),
    ...['starts', 'all_record_key', 'all_usage_key', ...(logged ? ['all_logged'] : [])].map(
      (name) => `arrayMap(x -> indexOf(${name}, x), ${name})`,
    ),
    ...(cuts.answers.length === 0 ? [] : [sorted(cutCount(`${answerTokens} >`, cuts.answers))]),
    ...told.map(sorted),
    ...(byHour ? [sorted('intDiv(start_ns, 3600000000000)')] : []),
  ];
  const result = [
    'trace_id',
    `${sorted('start_ns')} AS starts`,
    `sipHash64(${shape.join(', ')}) AS shape`,
    ...classes.map((name) => `${sorted(usageColumn(name))} AS ${listOf(name)}`),
    ...(logged ? Object.entries(loggedLists).map(([column, name]) => `${sorted(column)} AS ${name}`) : []),
  ];
  const close =
    near === undefined ? '' : ` AND trace_id ${within(query)} (SELECT trace_id FROM ${rows.from} WHERE ${near})`;
  return `WITH ${names.join(', ')} SELECT ${result.join(', ')} FROM ${rows.from} WHERE trace_id ${without(query)} (${walkedSql(query)})${close} GROUP BY trace_id`;
}

const answerTokens = `(${answerClasses.map(usageColumn).join(' + ')})`;

/** How many of the cuts a value is past. */
const cutCount = (compared: string, cuts: readonly (number | bigint)[]): string =>
  ['toUInt16(0)', ...cuts.map((cut) => `(${compared} ${cut})`)].join(' + ');
