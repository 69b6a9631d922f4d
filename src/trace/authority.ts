// Who is believed about what. Metering: provider log > gateway > SDK telemetry > app. Path: callers before gateways before providers.
import type { Event } from '../model/event.ts';
import type { Hop } from '../model/fields.ts';
import { tokensOf } from './event-order.ts';

/** Side of one call a hop sees it from: 0 the caller, 1 between, 2 the provider. */
const sides: Readonly<Record<Hop, number>> = {
  app: 0,
  agent: 0,
  queue: 0,
  worker: 0,
  tool: 0,
  gateway: 1,
  router: 1,
  provider: 2,
};

export function callSide(event: Event): number {
  return sides[event.hop];
}

const telemetryFormats = new Set([
  'otlp-json',
  'langfuse-observation',
  'langsmith-run',
  'datadog-llmobs',
  'datadog-apm',
  'clickhouse-otel-traces',
  'azure-app-insights',
  'phoenix-dataframe',
  'honeycomb-event',
  'newrelic-event',
]);

/** Higher is believed first about usage, cost and status. A record without usage comes after all that have it. */
export function meteringRank(event: Event): number {
  const measured = event.usage ? 10 : 0;
  const side = callSide(event);
  return measured + (side > 0 ? side + 1 : telemetryFormats.has(event.place.format) ? 1 : 0);
}

/** Most authoritative first; among equals the one that measured more, then the one that tells more classes apart, then the given order. */
export function byAuthority(a: Event, b: Event): number {
  return meteringRank(b) - meteringRank(a) || tokensOf(b) - tokensOf(a) || classesIn(b) - classesIn(a);
}

function classesIn({ usage }: Event): number {
  return usage ? Object.keys(usage).length : 0;
}
