// What was metered, from all logs of one call: each value from the most authoritative log that has it.
import type { Event } from '../model/event.ts';
import type { Metering } from '../model/trace.ts';
import type { Sightings } from './join-calls.ts';

const texts = [
  'provider',
  'model',
  'response_model',
  'operation',
  'service_tier',
  'requested_tier',
  'region',
  'unit_price_source',
  'status',
  'error',
] as const;

/** `sightings` most authoritative first. A gateway cache hit seen by any log is a cache hit. */
export function mergeMetering(sightings: Sightings): Metering {
  const merged: { -readonly [K in keyof Metering]: Metering[K] } = {};
  for (const name of texts) {
    for (const { [name]: value } of sightings) {
      if (value === undefined) continue;
      merged[name] = value;
      break;
    }
  }
  const measured = sightings.find((event) => event.usage !== undefined);
  if (measured?.usage) {
    merged.usage = measured.usage;
    merged.usage_from = measured;
  }
  const raw = (measured ?? sightings.find((event) => event.raw_usage))?.raw_usage;
  if (raw) merged.raw_usage = raw;
  const logged = sightings.find((event) => event.logged_cost_usd !== undefined);
  if (logged?.logged_cost_usd !== undefined) {
    merged.logged_cost_usd = logged.logged_cost_usd;
    merged.logged_from = logged;
  }
  const timed: Event | undefined =
    measured?.start === undefined ? sightings.find((event) => event.start !== undefined) : measured;
  if (timed?.start !== undefined) merged.start = timed.start;
  if (timed?.end !== undefined) merged.end = timed.end;
  if (sightings.some((event) => event.cache_hit)) merged.cache_hit = true;
  if (sightings.some((event) => event.streamed)) merged.streamed = true;
  return merged;
}
