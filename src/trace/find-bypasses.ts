// Requests that went around the gateway: a proxy's access log saw them on their way to a provider's host, and no gateway log knows them.
// Needs the whole input. What leaves a doubt is no bypass: no gateway log, a day it does not cover, a sender that may be the gateway; and
// where no line names its sender, a log in which no request at all can be told to be the gateway's.
import type { Event } from '../model/event.ts';
import type { Bypass, FoundCall } from '../model/trace.ts';
import { groupBy } from './disjoint-sets.ts';
import { compareEvents, compareTimes } from './event-order.ts';
import { foundCall, type OpenTrace, wayTo } from './open-trace.ts';

/** Logs of where requests went, without tokens and without an owner. */
const accessLogs = new Set(['envoy-access']);

type Line = Partial<Pick<Event, 'role' | 'place' | 'provider'>>;

export function isAccessLine({ role, place }: Line): boolean {
  return role === 'step' && place !== undefined && accessLogs.has(place.format);
}

/** What is known of a line to a provider's host. */
interface Sent {
  readonly line: Event;
  readonly trace: OpenTrace;
  readonly calls: readonly FoundCall[];
  /** A gateway logged the call, or it may have. */
  readonly known: boolean;
}

/** A line of a request to the host of a provider. */
export function leavesForProvider(event: Line): boolean {
  return event.provider !== undefined && isAccessLine(event);
}

/** All traces with such lines, with what went around the gateways. */
export function withBypasses(
  traces: readonly OpenTrace[],
  gateways: Gateways,
  constants: ReadonlySet<string>,
): readonly OpenTrace[] {
  const sent = traces.flatMap(sentIn);
  const tied = sent.some(({ known }) => known);
  const found = new Map<OpenTrace, Bypass[]>();
  for (const lines of requestsOf(sent, constants)) {
    const [first] = lines;
    if (!first || lines.some(({ known }) => known) || !isLogged(first.line, gateways)) continue;
    const senders = lines.flatMap(({ line }) => senderOf(line) ?? []);
    const [sender] = senders;
    if (senders.some((name) => isNamed(name, gateways)) || (sender === undefined && !tied)) continue;
    const calls = new Set(lines.flatMap((one) => one.calls));
    const [call] = calls;
    const bypass = {
      at: first.line,
      ...(sender === undefined ? {} : { sender }),
      ...(call && calls.size === 1 ? { call } : {}),
    };
    const others = found.get(first.trace);
    if (others) others.push(bypass);
    else found.set(first.trace, [bypass]);
  }
  return traces.map((trace) => {
    const bypasses = found.get(trace);
    if (!bypasses) return trace;
    return { ...trace, facts: { ...trace.facts, bypasses: bypasses.sort((a, b) => compareEvents(a.at, b.at)) } };
  });
}

export interface Gateways {
  readonly names: ReadonlySet<string>;
  /** The first and the last day of which they logged something. */
  readonly from: bigint;
  readonly to: bigint;
}

/** The gateways that logged calls; nothing when no request to a provider's host was seen. */
export function gatewaysIn(events: Iterable<Event>): Gateways | undefined {
  const watch = watchGateways();
  for (const event of events) watch.see(event);
  return watch.found();
}

/** What was seen of the gateways so far. */
export interface SeenGateways {
  readonly left: boolean;
  readonly names: ReadonlySet<string>;
  readonly from: bigint | undefined;
  readonly to: bigint | undefined;
}

/** The same for whoever does not hold all events at once. What two of them saw may be put together. */
export function watchGateways(): {
  see(event: Event): void;
  seen(): SeenGateways;
  add(seen: SeenGateways): void;
  found(): Gateways | undefined;
} {
  const names = new Set<string>();
  let left = false;
  let from: bigint | undefined;
  let to: bigint | undefined;
  const include = (day: bigint): void => {
    if (from === undefined || day < from) from = day;
    if (to === undefined || day > to) to = day;
  };
  return {
    seen: () => ({ left, names, from, to }),
    add: (seen) => {
      left ||= seen.left;
      for (const name of seen.names) names.add(name);
      if (seen.from !== undefined) include(seen.from);
      if (seen.to !== undefined) include(seen.to);
    },
    see: (event) => {
      if (event.granularity !== 'call') return;
      left ||= leavesForProvider(event);
      if (event.role !== 'call' || !isGateway(event)) return;
      names.add(wordsOf(event.component).join('-'));
      if (event.start === undefined) return;
      include(dayOf(event.start));
    },
    found: () => (left && from !== undefined && to !== undefined ? { names, from, to } : undefined),
  };
}

/** A sidecar logs with the labels of the service it stands beside, a proxy for the whole mesh only with its own. */
const proxies = new Set(['egress', 'egressgateway', 'ingressgateway', 'istio', 'envoy', 'waypoint']);

function senderOf({ service }: Event): string | undefined {
  return service === undefined || wordsOf(service).some((word) => proxies.has(word)) ? undefined : service;
}

const isGateway = (event: Event): boolean => event.hop === 'gateway' && !isAccessLine(event);
const dayOf = (time: bigint): bigint => time / 86_400_000_000_000n;
const wordsOf = (name: string): string[] => name.toLowerCase().split(/[^a-z0-9]+/);

function sentIn(trace: OpenTrace): Sent[] {
  const { events } = trace.facts;
  const lines = events.filter(leavesForProvider);
  const calls = [...trace.calls, ...trace.free_calls].map((call) => foundCall(call, trace));
  const byName = new Map<string, Set<FoundCall>>();
  for (const call of calls) {
    for (const name of namesOf(call, trace)) byName.set(name, (byName.get(name) ?? new Set()).add(call));
  }
  const passed = events.some(isGateway);
  return lines.map((line) => {
    const names = [...named('id', [line.request_id]), ...named('span', [line.parent_span_id])];
    const known = new Set(names.flatMap((name) => [...(byName.get(name) ?? [])]));
    if (known.size === 0) return { line, trace, calls: calls.length === 1 ? calls : [], known: passed };
    return { line, trace, calls: [...known], known: [...known].some((call) => wentThrough(call, trace)) };
  });
}

/** What a line may know of a call: the ids of its request, and the spans that led to it. */
function namesOf(call: FoundCall, trace: OpenTrace): readonly string[] {
  const ids = call.sightings.flatMap((event) => [event.request_id, event.provider_request_id]);
  return [
    ...named('id', ids),
    ...named(
      'span',
      wayTo(call.sightings, trace).map((event) => event.span_id),
    ),
  ];
}

function named(kind: string, values: readonly (string | undefined)[]): readonly string[] {
  return values.flatMap((value) => (value === undefined ? [] : [`${kind} ${value}`]));
}

const wentThrough = ({ sightings }: FoundCall, trace: OpenTrace): boolean => wayTo(sightings, trace).some(isGateway);

/** Lines of one request (a sidecar and an egress gateway log it both), the first of them first. */
function requestsOf(sent: readonly Sent[], constants: ReadonlySet<string>): readonly (readonly Sent[])[] {
  const nameOf = ({ line: { request_id: id, place } }: Sent): string =>
    id === undefined || constants.has(id) ? `${place.source} ${place.offset} ${place.member ?? ''}` : `id ${id}`;
  return [...groupBy(sent, nameOf).values()].map((lines) =>
    [...lines].sort((a, b) => compareTimes(a.line.start, b.line.start) || compareEvents(a.line, b.line)),
  );
}

/** On a day of which the gateways logged something; of other days nobody can say. */
function isLogged({ start }: Event, { from, to }: Gateways): boolean {
  return start === undefined || (dayOf(start) >= from && dayOf(start) <= to);
}

/** The gateway asks providers too, often under ids it does not log: "ai-litellm-proxy" is taken for litellm. */
function isNamed(service: string, { names }: Gateways): boolean {
  const words = `-${wordsOf(service).join('-')}-`;
  return [...names].some((name) => words.includes(`-${name}-`));
}
