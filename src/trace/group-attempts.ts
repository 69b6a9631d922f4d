// Attempts of one logical request: retries and fallbacks. Every attempt with usage is billed; the extra ones are retry spend.

import type { Event } from '../model/event.ts';
import { compareText } from '../model/place.ts';
import type { AttemptGroup } from '../model/trace.ts';
import { compareTimes } from './event-order.ts';
import { eventTable } from './event-table.ts';
import { firstOf, type HeldCall, type KeyOf, sightingsOf } from './held-call.ts';
import { eachGroup } from './many-ids.ts';
import { firstSaid, timedIn } from './merge-metering.ts';

/** Nothing of a call without a sign of being one of several attempts. */
export type AttemptOf = (call: HeldCall) => AttemptGroup | undefined;

/** For the calls of one trace. What is known of each is one number: a trace may have a million attempts. */
export function groupAttempts(events: readonly Event[], calls: readonly HeldCall[], keyOf: KeyOf): AttemptOf {
  if (!calls.some((call) => isRepeat(call) || hasFailed(call))) return () => undefined;
  const places = eventTable<number>(events);
  const byId = callsById(calls);
  const keyOfGroup = (call: HeldCall): string => groupOf(call, byId, keyOf);
  for (const members of eachGroup(calls, keyOfGroup)) {
    const ordered = members.length < 2 ? members : members.sort((a, b) => compareAttempts(a, b, keyOf));
    const served = ordered.findLast((call) => !hasFailed(call)) ?? ordered.at(-1);
    for (const [index, call] of ordered.entries()) {
      const kind = kindOf(call, index, ordered);
      if (kind !== undefined) places.set(firstOf(call), placeOf({ index, kind, extra: call !== served }));
    }
  }
  return (call) => {
    const place = places.get(firstOf(call));
    return place === undefined ? undefined : { key: keyOfGroup(call), ...placeIn(place) };
  };
}

type AttemptPlace = Omit<AttemptGroup, 'key'>;

const kinds = ['first', 'retry', 'fallback'] as const;

function placeOf({ index, kind, extra }: AttemptPlace): number {
  return (index * kinds.length + kinds.indexOf(kind)) * 2 + Number(extra);
}

function placeIn(place: number): AttemptPlace {
  const [extra, rest] = [place % 2 === 1, Math.floor(place / 2)];
  return { index: Math.floor(rest / kinds.length), kind: kinds[rest % kinds.length] ?? 'first', extra };
}

/** By any of its ids, where a record names the attempt that it repeats: the last call that has the id. */
function callsById(calls: readonly HeldCall[]): ReadonlyMap<string, HeldCall> {
  const byId = new Map<string, HeldCall>();
  if (!calls.some(namedFirst)) return byId;
  for (const call of calls)
    for (const { request_id: request, provider_request_id: provider, span_id: span } of sightingsOf(call))
      for (const id of [request, provider, span]) if (id !== undefined) byId.set(id, call);
  return byId;
}

const namedFirst = (call: HeldCall): string | undefined => sightingsOf(call).find(isRetry)?.retry_of;
const isRetry = ({ retry_of: first }: Event): boolean => first !== undefined;

/** What says that calls belong together, strongest first: a named first attempt, one request id, siblings after a failure. */
function groupOf(call: HeldCall, byId: ReadonlyMap<string, HeldCall>, keyOf: KeyOf): string {
  const named = namedFirst(call);
  const target = named === undefined ? undefined : byId.get(named);
  if (target && target !== call) return groupOf(target, noCalls, keyOf);
  const sightings = sightingsOf(call);
  const request = sightings.find(
    (event) => event.request_id !== undefined && event.request_id !== event.provider_request_id,
  )?.request_id;
  if (request !== undefined) return `request ${request}`;
  const parent = sightings.find((event) => event.parent_span_id !== undefined);
  return parent
    ? `parent ${parent.trace_id} ${parent.parent_span_id} ${firstSaid(sightings, 'operation')}`
    : `call ${keyOf(call)}`;
}

const noCalls: ReadonlyMap<string, HeldCall> = new Map();

function compareAttempts(a: HeldCall, b: HeldCall, keyOf: KeyOf): number {
  return (
    (numberOf(a) ?? 0) - (numberOf(b) ?? 0) ||
    compareTimes(timedIn(sightingsOf(a))?.start, timedIn(sightingsOf(b))?.start) ||
    compareText(keyOf(a), keyOf(b))
  );
}

function numberOf(call: HeldCall): number | undefined {
  return sightingsOf(call).find((event) => event.attempt !== undefined)?.attempt;
}

/** undefined: nothing says that this call is one of several attempts. */
function kindOf(call: HeldCall, index: number, ordered: readonly HeldCall[]): AttemptGroup['kind'] | undefined {
  const before = ordered[index - 1];
  const after = ordered[index + 1];
  const fallback = isFallback(call);
  if (!isRepeat(call) && !(before && hasFailed(before))) {
    const leads = after !== undefined && (hasFailed(call) || (numberOf(after) ?? 0) > 0);
    return leads ? 'first' : undefined;
  }
  const sameModel = before === undefined || modelOf(before) === modelOf(call);
  return fallback || !sameModel ? 'fallback' : 'retry';
}

const modelOf = (call: HeldCall): string | undefined => firstSaid(sightingsOf(call), 'model');

function isFallback(call: HeldCall): boolean {
  return sightingsOf(call).some((event) => event.fallback_from !== undefined);
}

/** Its own records say that it is not the first attempt. */
function isRepeat(call: HeldCall): boolean {
  return isFallback(call) || (numberOf(call) ?? 0) > 0 || sightingsOf(call).some(isRetry);
}

/** Then another call may be one more attempt of the same request. */
export function hasFailed(call: HeldCall): boolean {
  const status = firstSaid(sightingsOf(call), 'status');
  return status === 'error' || status === 'cancelled';
}
