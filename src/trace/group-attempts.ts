// Attempts of one logical request: retries and fallbacks. Every attempt with usage is billed; the extra ones are retry spend.

import { compareText } from '../model/place.ts';
import type { AttemptGroup, FoundCall, Metering } from '../model/trace.ts';
import { groupBy } from './disjoint-sets.ts';
import { compareTimes } from './event-order.ts';
import type { Sightings } from './join-calls.ts';
import { firstSaid, mergeMetering } from './merge-metering.ts';

interface Attempted extends FoundCall {
  readonly metering: Metering;
}

/** Attempt groups by call key, for one trace. A call without a sign of being one of several attempts is not listed. */
export function groupAttempts(found: readonly FoundCall[]): ReadonlyMap<string, AttemptGroup> {
  if (!found.some((call) => isRepeat(call) || hasFailed(call.sightings))) return none;
  const calls = found.map((call): Attempted => ({ ...call, metering: mergeMetering(call.sightings) }));
  const attempts = new Map<string, AttemptGroup>();
  const byId = new Map(calls.flatMap((call) => idsOf(call).map((id) => [id, call] as const)));
  for (const [group, members] of groupBy(calls, (call) => groupOf(call, byId))) {
    if (group === undefined) continue;
    const ordered = [...members].sort(compareAttempts);
    const served = ordered.findLast(({ sightings }) => !hasFailed(sightings)) ?? ordered.at(-1);
    const kinds = ordered.map((call, index) => kindOf(call, index, ordered));
    if (kinds.every((kind) => kind === undefined)) continue;
    for (const [index, call] of ordered.entries()) {
      const kind = kinds[index];
      if (kind !== undefined) attempts.set(call.key, { key: group, index, kind, extra: call !== served });
    }
  }
  return attempts;
}

const none: ReadonlyMap<string, AttemptGroup> = new Map();

function idsOf({ sightings }: Attempted): readonly string[] {
  return sightings.flatMap(({ request_id: request, provider_request_id: provider, span_id: span }) =>
    [request, provider, span].filter((id) => id !== undefined),
  );
}

/** What says that calls belong together, strongest first: a named first attempt, one request id, siblings after a failure. */
function groupOf(call: Attempted, byId: ReadonlyMap<string, Attempted>): string | undefined {
  const named = call.sightings.find((event) => event.retry_of !== undefined)?.retry_of;
  const target = named === undefined ? undefined : byId.get(named);
  if (target && target !== call) return groupOf(target, new Map()) ?? `call ${target.key}`;
  const request = call.sightings.find(
    (event) => event.request_id !== undefined && event.request_id !== event.provider_request_id,
  )?.request_id;
  if (request !== undefined) return `request ${request}`;
  const parent = call.sightings.find((event) => event.parent_span_id !== undefined);
  return parent ? `parent ${parent.trace_id} ${parent.parent_span_id} ${call.metering.operation}` : `call ${call.key}`;
}

function compareAttempts(a: Attempted, b: Attempted): number {
  return (
    (numberOf(a) ?? 0) - (numberOf(b) ?? 0) ||
    compareTimes(a.metering.start, b.metering.start) ||
    compareText(a.key, b.key)
  );
}

function numberOf({ sightings }: FoundCall): number | undefined {
  return sightings.find((event) => event.attempt !== undefined)?.attempt;
}

/** undefined: nothing says that this call is one of several attempts. */
function kindOf(call: Attempted, index: number, ordered: readonly Attempted[]): AttemptGroup['kind'] | undefined {
  const before = ordered[index - 1];
  const after = ordered[index + 1];
  const fallback = isFallback(call);
  if (!isRepeat(call) && !(before && hasFailed(before.sightings))) {
    const leads = after !== undefined && (hasFailed(call.sightings) || (numberOf(after) ?? 0) > 0);
    return leads ? 'first' : undefined;
  }
  const sameModel = before === undefined || before.metering.model === call.metering.model;
  return fallback || !sameModel ? 'fallback' : 'retry';
}

function isFallback({ sightings }: FoundCall): boolean {
  return sightings.some((event) => event.fallback_from !== undefined);
}

/** Its own records say that it is not the first attempt. */
function isRepeat(call: FoundCall): boolean {
  return isFallback(call) || (numberOf(call) ?? 0) > 0 || call.sightings.some((event) => event.retry_of !== undefined);
}

function hasFailed(sightings: Sightings): boolean {
  const status = firstSaid(sightings, 'status');
  return status === 'error' || status === 'cancelled';
}
