// What the parts of a nested trace say about each other: which hop is the call, what it takes from its siblings and from the root.
import type { Event, Role } from '../model/event.ts';
import { infrastructureFields, ownershipFields, type TextField, textFields } from '../model/fields.ts';
import { type Usage, type UsageClass, usageClasses } from '../model/usage.ts';
import { type CallList, holderOf, listOf } from './nested-lists.ts';

type Field = keyof Event & string;

/** What an envelope says about everything nested in it. */
const envelopeFields: readonly Field[] = [
  'trace_id',
  'session_id',
  'conversation_id',
  ...ownershipFields,
  ...infrastructureFields,
  'namespace',
  'service_account',
  'producer',
  'producer_version',
  'start',
];
/** What metering may spread over the hop objects of one request. */
const meteringFields: readonly Field[] = [
  'provider',
  'model',
  'response_model',
  'service_tier',
  'requested_tier',
  'region',
  'unit_price_source',
];
/** What belongs to one request only: never handed to several calls. */
const requestFields: readonly Field[] = [
  'request_id',
  'provider_request_id',
  'logged_cost_usd',
  'cache_hit',
  'streamed',
];
/** What the root says about the request when there is only one. */
const outcomeFields: readonly Field[] = [
  'operation',
  'status',
  'error',
  'attempt',
  'retry_of',
  'fallback_from',
  'outcome',
  'end',
  'requests',
];
const sharedFields: readonly Field[] = [...envelopeFields, ...meteringFields];
/** Texts that a call takes from the root, also where there are several. */
export const textsFromRoot: ReadonlySet<TextField> = new Set(
  textFields.filter((field) => sharedFields.includes(field)),
);
const ofOneRequest: readonly Field[] = [...meteringFields, ...requestFields];
const onlyCallFields: readonly Field[] = [...sharedFields, ...requestFields, ...outcomeFields];
const spanFields: readonly Field[] = ['span_id', 'parent_span_id', 'links'];

/** A part, the list it is an entry of, and the object that holds the list. Hops are entries of none. */
interface Nested {
  readonly event: Event;
  readonly list: CallList | undefined;
  readonly holder: string;
}

/** Gets the root first, then its parts in path order. */
export function arrangeTrace([root, ...parts]: readonly Event[]): readonly Event[] {
  if (!root || parts.length === 0) return root ? [root] : [];
  const nested = parts.map((event): Nested => {
    const { pointer = '' } = event.place;
    return { event, list: listOf(pointer), holder: holderOf(pointer) };
  });
  const metered = withRootUsage(root, withRoles(root, placed(root, nested)));
  const calls = metered.filter((event) => event.role === 'call');
  const ofRoot = given(root, calls.length === 1 ? onlyCallFields : sharedFields);
  const envelopeOfRoot = given(root, envelopeFields);
  const events = metered.map((event, index): Event => {
    const filled: Filled = { ...event };
    fill(filled, holdersOf(nested[index], metered), envelopeFields);
    if (event.role !== 'call') {
      fill(filled, [root], envelopeOfRoot);
      return filled;
    }
    if (root.granularity === 'aggregate') filled.granularity = 'aggregate'; // what sums several requests makes sums of its parts
    if (calls.length === 1) fill(filled, siblingsOf(event, metered), ofOneRequest);
    fill(filled, [root], ofRoot);
    if (calls.length === 1 && parts.length === 1) fill(filled, [root], spanFields);
    return filled;
  });
  return needsRoot(root, parts, calls) ? [asStep(root), ...events] : withNotes(root, events);
}

/**
 * Entries of call lists stand where their list stands: in the hop that holds it, on the root, or after the hops. There they keep the name
 * of their list, so that what the last hop knows and they do not is a break with a name.
 */
function placed(root: Event, parts: readonly Nested[]): readonly Nested[] {
  const last = parts.findLast(({ list }) => list === undefined)?.event;
  return parts.map((part) => {
    const { event, list, holder } = part;
    if (list === undefined) return part;
    const maker =
      holder === '' ? (last ?? root) : (parts.find((other) => other.event.place.pointer === holder)?.event ?? root);
    const hop = event.hop === 'app' ? maker.hop : event.hop;
    const named = event.component !== list || (holder === '' && last !== undefined);
    return { event: { ...event, hop, component: named ? event.component : maker.component }, list, holder };
  });
}

/**
 * Entries of call lists are calls unless they say otherwise. Of the hop objects the last with usage is the call; an earlier one repeats
 * it (or the sum of those after it) or is a call of its own. Without any usage the last hop that names a model or a cost is the call.
 */
function withRoles(root: Event, parts: readonly Nested[]): readonly Event[] {
  const isCarried = !parts.some(({ event, list }) => event.usage || list !== undefined);
  const events = parts.map(({ event }) => event);
  const carrier = isCarried ? carrierOf(root, events) : undefined;
  return parts.map(({ event, list }, index): Event => {
    if (list !== undefined)
      return event.role === 'step' && event.operation === undefined ? { ...event, role: 'call' } : event;
    if (!event.usage) return withRole(event, event === carrier ? 'call' : 'step');
    return repeats(event.usage, events.slice(index + 1)) ? { ...event, role: 'rollup' } : event;
  });
}

const withRole = (event: Event, role: Role): Event => (event.role === role ? event : { ...event, role });

function carrierOf(root: Event, hops: readonly Event[]): Event | undefined {
  if (root.usage) return hops.at(-1);
  const named =
    hops.findLast((event) => event.model !== undefined) ??
    hops.findLast((event) => event.logged_cost_usd !== undefined);
  return named ?? (root.model === undefined && root.logged_cost_usd === undefined ? undefined : hops.at(-1));
}

function repeats(usage: Usage, later: readonly Event[]): boolean {
  const below = later.flatMap((event) => event.usage ?? []);
  const last = below.at(-1);
  return last !== undefined && (same(usage, last) || same(usage, below.reduce(added)));
}

function same(a: Usage, b: Usage): boolean {
  return usageClasses.every((name) => (a[name] ?? 0) === (b[name] ?? 0));
}

function added(a: Usage, b: Usage): Usage {
  const sum: { -readonly [K in UsageClass]?: number } = { ...a };
  for (const name of usageClasses) if (b[name] !== undefined) sum[name] = (a[name] ?? 0) + b[name];
  return sum;
}

/** Counts on the root are those of the only call, or of the last hop when no part is metered; sums over several are not read. */
function withRootUsage(root: Event, parts: readonly Event[]): readonly Event[] {
  if (!root.usage || parts.some((event) => event.usage)) return parts;
  const calls = parts.filter((event) => event.role === 'call');
  if (calls.length > 1) return parts;
  const taker = calls[0] ?? parts.at(-1);
  const role: Role = 'call';
  return parts.map((event) => {
    if (event !== taker) return event;
    const filled: Filled = { ...event, role };
    fill(filled, [root], ['usage', 'raw_usage']);
    return filled;
  });
}

function holdersOf(part: Nested | undefined, parts: readonly Event[]): readonly Event[] {
  if (part?.list === undefined || part.holder === '') return [];
  return parts.filter((other) => other.place.pointer === part.holder);
}

/** The hops before the call, nearest first, then those after it. */
function siblingsOf(event: Event, parts: readonly Event[]): readonly Event[] {
  const at = parts.indexOf(event);
  return [...parts.slice(0, at).reverse(), ...parts.slice(at + 1)];
}

/** The root is a step of its own when it has ids that belong to no single part. */
function needsRoot(root: Event, parts: readonly Event[], calls: readonly Event[]): boolean {
  return (
    (parts.length > 1 && spanFields.some((field) => root[field] !== undefined)) ||
    (calls.length !== 1 && root.request_id !== undefined)
  );
}

function asStep(root: Event): Event {
  const { usage: _, raw_usage: __, logged_cost_usd: ___, ...step } = root;
  return { ...step, role: 'step', granularity: 'call' };
}

/** What was noticed on the root is told once, with its first event. */
function withNotes(root: Event, events: readonly Event[]): readonly Event[] {
  if (root.notes.length === 0) return events;
  return events.map((event, index) => (index === 0 ? { ...event, notes: [...root.notes, ...event.notes] } : event));
}

type Filled = { -readonly [K in keyof Event]: Event[K] };

/** Those of the fields that an event has: what many are filled from is looked at once. */
const given = (source: Event, fields: readonly Field[]): readonly Field[] =>
  fields.filter((field) => source[field] !== undefined);

/** Gives an event the fields it lacks, from the first source that has them. */
function fill(event: Filled, sources: readonly Event[], fields: readonly Field[]): void {
  if (sources.length === 0) return;
  const filled: Record<string, unknown> = event; // a field's value of one event is one of another
  for (const field of fields) {
    if (event[field] !== undefined) continue;
    for (const source of sources) {
      if (source[field] === undefined) continue;
      filled[field] = source[field];
      break;
    }
  }
}
