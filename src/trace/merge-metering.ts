// What was metered, from all logs of one call: each value from the most authoritative log that has it.
import { type Event, lostCountOf, promptSizesOf } from '../model/event.ts';
import type { Metering } from '../model/trace.ts';
import { promptTokens, totalTokens, type UsageClass } from '../model/usage.ts';
import type { Sightings } from './held-call.ts';

type TextName =
  | ('provider' | 'model' | 'response_model' | 'operation' | 'service_tier' | 'requested_tier')
  | ('region' | 'unit_price_source' | 'status' | 'error');

/** As the most authoritative log that has it says. */
export function firstSaid(sightings: Sightings, name: TextName): string | undefined {
  for (const { [name]: value } of sightings) if (value !== undefined) return value;
  return undefined;
}

/** The record whose usage counts. */
export function measuredIn(sightings: Sightings): Event | undefined {
  return (
    sightings.find((event) => event.usage !== undefined && lostCountOf(event) === undefined) ??
    sightings.find((event) => event.usage !== undefined)
  );
}

/**
 * The record whose usage counts, or one that agrees with it in all it says and tells more classes apart: a gateway that counts prompt and answer says nothing
 * about what of the prompt was cached. A zero says something.
 */
function countedIn(sightings: Sightings): Event | undefined {
  const measured = measuredIn(sightings);
  if (measured === undefined || sightings.length === 1 || lostCountOf(measured) !== undefined) return measured;
  return sightings.reduce((best, event) => (saysMore(event, best) ? event : best), measured);
}

function saysMore(fine: Event, { usage, raw_usage: raw = {} }: Event): boolean {
  if (!usage || !fine.usage || lostCountOf(fine) !== undefined || Object.values(raw).includes(0)) return false;
  if (promptTokens(fine.usage) !== promptTokens(usage) || totalTokens(fine.usage) !== totalTokens(usage)) return false;
  const names = Object.keys(usage) as UsageClass[]; // Cast: the members of a usage
  return (
    Object.keys(fine.usage).length > names.length &&
    names.every((name) => isRest(name) || fine.usage?.[name] === usage[name])
  );
}

/** What no other class holds. */
const isRest = (name: UsageClass): boolean => name === 'input' || name === 'output';

function lostIn(events: readonly Event[]): string | undefined {
  for (const event of events) {
    const lost = lostCountOf(event);
    if (lost !== undefined) return lost;
  }
  return undefined;
}

/** The record whose times count. */
export function timedIn(sightings: Sightings): Event | undefined {
  const measured = measuredIn(sightings);
  return measured?.start === undefined ? sightings.find((event) => event.start !== undefined) : measured;
}

export const isCacheHit = (sightings: Sightings): boolean => sightings.some((event) => event.cache_hit);

/** `sightings` most authoritative first. A gateway cache hit seen by any log is a cache hit. */
export function mergeMetering(sightings: Sightings): Metering {
  const merged: { -readonly [K in keyof Metering]: Metering[K] } = {};
  // Member by member: set under computed names they would make an object that is slow to read and to copy, see model/compact-event.ts.
  const provider = firstSaid(sightings, 'provider');
  if (provider !== undefined) merged.provider = provider;
  const model = firstSaid(sightings, 'model');
  if (model !== undefined) merged.model = model;
  const response_model = firstSaid(sightings, 'response_model');
  if (response_model !== undefined) merged.response_model = response_model;
  const operation = firstSaid(sightings, 'operation');
  if (operation !== undefined) merged.operation = operation;
  const service_tier = firstSaid(sightings, 'service_tier');
  if (service_tier !== undefined) merged.service_tier = service_tier;
  const requested_tier = firstSaid(sightings, 'requested_tier');
  if (requested_tier !== undefined) merged.requested_tier = requested_tier;
  const region = firstSaid(sightings, 'region');
  if (region !== undefined) merged.region = region;
  const unit_price_source = firstSaid(sightings, 'unit_price_source');
  if (unit_price_source !== undefined) merged.unit_price_source = unit_price_source;
  const status = firstSaid(sightings, 'status');
  if (status !== undefined) merged.status = status;
  const error = firstSaid(sightings, 'error');
  if (error !== undefined) merged.error = error;
  const measured = countedIn(sightings);
  if (measured?.usage) {
    merged.usage = measured.usage;
    merged.usage_from = measured;
  }
  const lost = lostIn(measured === undefined ? sightings : [measured]);
  if (lost !== undefined) merged.lost_count = lost;
  const prompts = measured === undefined ? undefined : promptSizesOf(measured);
  if (prompts !== undefined) merged.prompts = prompts;
  const raw = (measured ?? sightings.find((event) => event.raw_usage))?.raw_usage;
  if (raw) merged.raw_usage = raw;
  const logged = sightings.find((event) => event.logged_cost_usd !== undefined);
  if (logged?.logged_cost_usd !== undefined) {
    merged.logged_cost_usd = logged.logged_cost_usd;
    merged.logged_from = logged;
  }
  const timed = timedIn(sightings);
  if (timed?.start !== undefined) merged.start = timed.start;
  if (timed?.end !== undefined) merged.end = timed.end;
  if (isCacheHit(sightings)) merged.cache_hit = true;
  if (sightings.some((event) => event.streamed)) merged.streamed = true;
  return merged;
}
