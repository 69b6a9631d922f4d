// The columns of attrib_events: every field of an event by its published name, counts by class, and what grouping by shape needs. The
// column `event` holds the whole event; the others are what a cluster can judge and sum up without it.
import { hash } from 'node:crypto';
import { isPlainCost, saysMore } from '../audit/alike/says-more.ts';
import { placeholders } from '../contract/default-contract.ts';
import type { Event } from '../model/event.ts';
import { textFields } from '../model/fields.ts';
import { picoUsd } from '../model/money.ts';
import { promptTokens, type UsageClass, usageClasses } from '../model/usage.ts';
import { asTraceId } from '../trace/group-traces.ts';
import { eventText } from './event-text.ts';

/** Of the ClickHouse dialect that all versions since 18 understand. */
type ColumnType = 'String' | 'UInt8' | 'UInt32' | 'UInt64' | 'Int64' | 'Date' | 'Array(UInt64)' | 'Array(String)';

export const usageColumn = (name: UsageClass): string => `usage_${name}`;

export const eventColumns: Readonly<Record<string, ColumnType>> = {
  ...Object.fromEntries(textFields.map((field) => [field, 'String' as const])),
  hop: 'String',
  role: 'String',
  granularity: 'String',
  source: 'String',
  format: 'String',
  line: 'UInt64',
  offset: 'UInt64',
  day: 'Date',
  start_ns: 'Int64',
  ...Object.fromEntries(usageClasses.map((name) => [usageColumn(name), 'UInt64' as const])),
  logged_pico: 'UInt64',
  logged_rest: 'UInt32',
  prompt_tokens: 'UInt64',
  classes: 'UInt32',
  usage_key: 'UInt64',
  record_key: 'UInt64',
  traits: 'UInt64',
  ties: 'Array(UInt64)',
  points_to: 'Array(String)',
  walk: 'UInt8',
  event_key: 'String',
  event: 'String',
};

/** Fields that differ from request to request: everything else of an event is its traits. */
export const freeFields = [
  'trace_id',
  'span_id',
  'parent_span_id',
  'request_id',
  'provider_request_id',
  'session_id',
  'conversation_id',
  'tenant_id_hash',
  'user_id_hash',
] as const;

export type EventRow = Readonly<Record<string, string | number | readonly string[]>>;

export function eventRow(event: Event): EventRow {
  const { place, usage = {}, start } = event;
  const text = eventText(event);
  const row: Record<string, string | number | readonly string[]> = {
    hop: event.hop,
    role: event.role,
    granularity: event.granularity,
    source: place.source,
    format: place.format,
    line: place.line,
    offset: place.offset,
    day: start === undefined ? '1970-01-01' : dayOf(start),
    start_ns: String(start ?? 0n),
    ...loggedColumns(event),
    prompt_tokens: wholeOr0(promptTokens(usage)),
    classes: classesOf(event),
    usage_key: hash64(JSON.stringify(usageClasses.map((name) => usage[name] ?? 0))),
    record_key: hash64(`${place.source}\n${place.offset}\n${place.member ?? ''}`),
    traits: traitsHash(event),
    ties: tiesOf(event),
    points_to: pointersOf(event),
    walk: needsWalk(event) ? 1 : 0,
    event_key: keyOfText(text),
    event: text,
  };
  for (const field of textFields) row[field] = event[field] ?? '';
  for (const name of usageClasses) row[usageColumn(name)] = wholeOr0(usage[name] ?? 0);
  return row;
}

/** Of an event as `eventText` writes it. */
export const keyOfText = (text: string): string => hash('sha256', text).slice(0, 32);

export const eventKey = (event: Event): string => keyOfText(eventText(event));

/** Which classes are there, and which of them count something: the first twenty bits are no prices, the presence of a zero shows in tables. */
function classesOf({ usage }: Event): number {
  if (usage === undefined) return 0;
  // Bit 31 would make the number negative.
  return usageClasses.reduce((mask, name, index) => ((usage[name] ?? 0) > 0 ? mask | (1 << index) : mask), 1 << 30);
}

/** A logged cost in two whole numbers, so that a sum of many is exact: 10^-12 dollars, and what is left at 10^-18. */
function loggedColumns({ logged_cost_usd: logged }: Event): { logged_pico: string; logged_rest: number } {
  if (logged === undefined || !isPlainCost(logged)) return { logged_pico: '0', logged_rest: 0 };
  return { logged_pico: String(logged / picoUsd), logged_rest: Number(logged % picoUsd) };
}

const wholeOr0 = (count: number): number => (Number.isSafeInteger(count) && count >= 0 ? count : 0);

/** What could make one trace of two: an id or a record that both have. */
function tiesOf({
  request_id: request,
  provider_request_id: provider,
  retry_of: retry,
  place,
}: Event): readonly string[] {
  const ids = [request, provider, retry].flatMap((id) => (id === undefined ? [] : [`id ${id}`]));
  const record = place.pointer === undefined ? [] : [`record ${place.source} ${place.offset} ${place.member ?? ''}`];
  return [...new Set([...ids, ...record])].map(hash64);
}

/** Traces that this event names beside its own: by links, and by a session id where it has no trace id. */
function pointersOf({ trace_id: trace, links = [], session_id: session }: Event): readonly string[] {
  const named = trace === undefined && session !== undefined ? [session, asTraceId(session)] : [];
  return [...new Set([...links.map((link) => link.trace_id), ...named])];
}

export const traitsHash = (event: Event): string => hash64(traitsOf(event));

/** Everything that two events of one kind share, whoever sent them and however much they used. */
function traitsOf(event: Event): string {
  const traits: Record<string, unknown> = { format: event.place.format };
  for (const [name, value] of Object.entries(event)) if (!untold.has(name)) traits[name] = value;
  // A contract may ask whether there is one.
  traits.logged = event.logged_cost_usd !== undefined;
  traits.ended = event.end !== undefined;
  traits.known = event.usage === undefined ? null : usageClasses.filter((name) => event.usage?.[name] !== undefined);
  return JSON.stringify(Object.entries(traits).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const untold: ReadonlySet<string> = new Set([
  ...freeFields,
  'usage',
  'raw_usage',
  'logged_cost_usd',
  'start',
  'end',
  'place',
  'notes',
]);

/** An event whose trace is read one event at a time. */
export function needsWalk(event: Event): boolean {
  const { trace_id: trace, start } = event;
  return (
    trace === undefined ||
    start === undefined ||
    saysMore(event) ||
    !isPlainTrace(trace) ||
    [event.tenant_id_hash, event.user_id_hash].some((id) => id !== undefined && !isPlainId(id))
  );
}

/** An id of sixteen hex digits may be half of another one. */
function isPlainTrace(id: string): boolean {
  return /^[A-Za-z0-9_.:-]{1,128}$/.test(id) && /[1-9A-Za-z]/.test(id) && !/^[0-9a-f]{16}$/.test(id);
}

/** Nobody's placeholder, name, address or number: all contracts that look at one such id say the same of any other. */
function isPlainId(id: string): boolean {
  return /^(?:[A-Za-z][A-Za-z0-9_.:-]*|[A-Za-z0-9_]+)$/.test(id) && id.length <= 256 && !placeholders.has(id);
}

export const hash64 = (text: string): string => BigInt(`0x${hash('sha256', text).slice(0, 16)}`).toString();

function dayOf(start: bigint): string {
  const ms = Number(start / 1_000_000n);
  const day = new Date(ms);
  return ms > 0 && ms < 4_294_967_295_000 ? day.toISOString().slice(0, 10) : '1970-01-01';
}
