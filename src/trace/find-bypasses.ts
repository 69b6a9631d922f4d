// Requests that went around the gateway: a proxy's access log saw them on their way to a provider's host, and no gateway log knows them.
// Needs the whole input. Whatever leaves a doubt is no bypass: no gateway log, other days than it covers, a sender that may be the gateway.
import type { Event } from '../model/event.ts';
import type { Bypass, Call, Trace } from '../model/trace.ts';
import { groupBy } from './disjoint-sets.ts';
import { compareEvents, compareTimes } from './event-order.ts';

/** Logs of where requests went, without tokens and without an owner. */
const accessLogs = new Set(['envoy-access']);

export function isAccessLine({ role, place }: Event): boolean {
  return role === 'step' && accessLogs.has(place.format);
}

/** A line of an access log that shows a request on its way to a provider's host. */
export function isSentToProvider(event: Event): boolean {
  return isAccessLine(event) && event.provider !== undefined;
}

/** What is known of a line to a provider's host. */
interface Sent {
  readonly line: Event;
  readonly trace: Trace;
  readonly calls: readonly Call[];
  /** A gateway logged the call, or it may have. */
  readonly known: boolean;
}

export function withBypasses(traces: readonly Trace[], constants: ReadonlySet<string>): readonly Trace[] {
  const gateways = gatewaysIn(traces);
  if (!gateways) return traces;
  const sent = traces.flatMap(sentIn);
  const tied = sent.some(({ known }) => known);
  const found = new Map<Trace, Bypass[]>();
  for (const lines of requestsOf(sent, constants)) {
    const [first] = lines;
    if (!first || lines.some(({ known, line }) => known || !isOutside(line, gateways, tied))) continue;
    const calls = new Set(lines.flatMap((one) => one.calls));
    const [call] = calls;
    const sender = lines.map(({ line }) => senderOf(line)).find((name) => name !== undefined);
    const bypass = {
      at: first.line,
      ...(sender === undefined ? {} : { sender }),
      ...(call && calls.size === 1 ? { call } : {}),
    };
    found.set(first.trace, [...(found.get(first.trace) ?? []), bypass]);
  }
  return traces.map((trace) => {
    const bypasses = found.get(trace);
    return bypasses ? { ...trace, bypasses: bypasses.sort((a, b) => compareEvents(a.at, b.at)) } : trace;
  });
}

interface Gateways {
  readonly names: ReadonlySet<string>;
  /** The first and the last day of which they logged something. */
  readonly from: bigint;
  readonly to: bigint;
}

function gatewaysIn(traces: readonly Trace[]): Gateways | undefined {
  const events = traces.flatMap((trace) => trace.events.filter((event) => event.role === 'call' && isGateway(event)));
  const days = events.flatMap(({ start }) => (start === undefined ? [] : [dayOf(start)])).sort(compareTimes);
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) return undefined;
  return { names: new Set(events.flatMap(({ component }) => wordsOf(component).join('-'))), from, to };
}

/** A sidecar logs with the labels of the service it stands beside, a proxy for the whole mesh only with its own. */
const proxies = new Set(['egress', 'egressgateway', 'ingressgateway', 'istio', 'envoy', 'waypoint']);

function senderOf({ service }: Event): string | undefined {
  return service === undefined || wordsOf(service).some((word) => proxies.has(word)) ? undefined : service;
}

const isGateway = (event: Event): boolean => event.hop === 'gateway' && !isAccessLine(event);
const dayOf = (time: bigint): bigint => time / 86_400_000_000_000n;
const wordsOf = (name: string): string[] => name.toLowerCase().split(/[^a-z0-9]+/);

function sentIn(trace: Trace): Sent[] {
  const lines = trace.events.filter(isSentToProvider);
  if (lines.length === 0) return [];
  const calls = [...trace.calls, ...trace.free_calls];
  const byName = new Map<string, Set<Call>>();
  for (const call of calls) {
    for (const name of namesOf(call)) byName.set(name, (byName.get(name) ?? new Set()).add(call));
  }
  const passed = trace.events.some(isGateway);
  return lines.map((line) => {
    const named = new Set(
      [`id ${line.request_id}`, `span ${line.parent_span_id}`].flatMap((name) => [...(byName.get(name) ?? [])]),
    );
    if (named.size > 0) return { line, trace, calls: [...named], known: [...named].some(wentThrough) };
    return { line, trace, calls: calls.length === 1 ? calls : [], known: passed };
  });
}

/** What a line may know of a call: the ids of its request, and the spans that led to it. */
function namesOf({ sightings, path }: Call): readonly string[] {
  const ids = sightings.flatMap((event) => [event.request_id, event.provider_request_id]);
  const spans = [...sightings, ...path.flatMap(({ events }) => events)].map((event) => event.span_id);
  const written = (kind: string, values: readonly (string | undefined)[]): string[] =>
    values.flatMap((value) => (value === undefined ? [] : [`${kind} ${value}`]));
  return [...written('id', ids), ...written('span', spans)];
}

function wentThrough({ sightings, path }: Call): boolean {
  return sightings.some(isGateway) || path.some(({ events }) => events.some(isGateway));
}

/** Lines of one request (a sidecar and an egress gateway log it both), the first of them first. */
function requestsOf(sent: readonly Sent[], constants: ReadonlySet<string>): readonly (readonly Sent[])[] {
  const nameOf = ({ line: { request_id: id, place } }: Sent): string =>
    id === undefined || constants.has(id) ? `${place.source} ${place.offset} ${place.member ?? ''}` : `id ${id}`;
  return [...groupBy(sent, nameOf).values()].map((lines) =>
    [...lines].sort((a, b) => compareTimes(a.line.start, b.line.start) || compareEvents(a.line, b.line)),
  );
}

/**
 * Sent by somebody who is not the gateway, on a day of its log. The gateway asks providers too, often under ids it does not log. Where the
 * log does not tell who sent it, only one that shows other lines to be the gateway's says anything.
 */
function isOutside(line: Event, { names, from, to }: Gateways, tied: boolean): boolean {
  const { start } = line;
  if (start !== undefined && (dayOf(start) < from || dayOf(start) > to)) return false;
  const service = senderOf(line);
  if (service === undefined) return tied;
  const sender = `-${wordsOf(service).join('-')}-`;
  return ![...names].some((name) => sender.includes(`-${name}-`));
}
