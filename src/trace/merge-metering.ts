// What was metered, from all logs of one call: each value from the most authoritative log that has it.
import { type Event, lostCountOf } from '../model/event.ts';
import type { Metering } from '../model/trace.ts';
import type { Sightings } from './join-calls.ts';

type TextName =
  | ('provider' | 'model' | 'response_model' | 'operation' | 'service_tier' | 'requested_tier')
  | ('region' | 'unit_price_source' | 'status' | 'error');

function first(sightings: Sightings, name: TextName): string | undefined {
  for (const { [name]: value } of sightings) if (value !== undefined) return value;
  return undefined;
}

/** `sightings` most authoritative first. A gateway cache hit seen by any log is a cache hit. */
export function mergeMetering(sightings: Sightings): Metering {
  const merged: { -readonly [K in keyof Metering]: Metering[K] } = {};
  // Member by member: set under computed names they would make an object that is slow to read and to copy, see model/compact-event.ts.
  const provider = first(sightings, 'provider');
  if (provider !== undefined) merged.provider = provider;
  const model = first(sightings, 'model');
  if (model !== undefined) merged.model = model;
  const response_model = first(sightings, 'response_model');
  if (response_model !== undefined) merged.response_model = response_model;
  const operation = first(sightings, 'operation');
  if (operation !== undefined) merged.operation = operation;
  const service_tier = first(sightings, 'service_tier');
  if (service_tier !== undefined) merged.service_tier = service_tier;
  const requested_tier = first(sightings, 'requested_tier');
  if (requested_tier !== undefined) merged.requested_tier = requested_tier;
  const region = first(sightings, 'region');
  if (region !== undefined) merged.region = region;
  const unit_price_source = first(sightings, 'unit_price_source');
  if (unit_price_source !== undefined) merged.unit_price_source = unit_price_source;
  const status = first(sightings, 'status');
  if (status !== undefined) merged.status = status;
  const error = first(sightings, 'error');
  if (error !== undefined) merged.error = error;
  const measured =
    sightings.find((event) => event.usage !== undefined && lostCountOf(event) === undefined) ??
    sightings.find((event) => event.usage !== undefined);
  if (measured?.usage) {
    merged.usage = measured.usage;
    merged.usage_from = measured;
    const lost = lostCountOf(measured);
    if (lost !== undefined) merged.lost_count = lost;
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
