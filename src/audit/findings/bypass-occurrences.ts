// Requests that went around the gateway, each at the line of the access log that saw it first.
import type { Occurrence } from '../../model/finding.ts';
import type { Call } from '../../model/trace.ts';
import type { NoticedTrace } from './define-finding.ts';
import { eventOccurrence } from './occurrence.ts';

/** Those that another log measured, or those that none did. What the call cost is at stake. */
export function* bypassOccurrences(
  { trace, spend }: NoticedTrace,
  wanted: 'measured' | 'unmeasured',
): Iterable<Occurrence> {
  for (const bypass of trace.bypasses) {
    const { at, call, sender: service = 'an unnamed service' } = bypass;
    const one = call && spend.bypassing(call.key);
    if (call && !one) continue; // filtered out
    const by = one && (one.call.metering.usage || !one.billed) ? measurerOf(one.call) : undefined;
    if ((by === undefined) !== (wanted === 'unmeasured')) continue;
    const { provider = '', operation: host = provider } = at;
    const told = `${service} asks ${host} itself and no gateway log knows it; measured by ${by ?? 'nobody'}`;
    const evidence = { service, host, provider, measured_by: by ?? 'nobody' };
    yield eventOccurrence(at, told, evidence, one?.billed ? one.cost.usd : 0n);
  }
}

/** A failure that measured nothing cost nothing: its log is as good as a measure. */
function measurerOf({ metering, sightings }: Call): string {
  return (metering.usage_from ?? sightings[0]).component;
}
