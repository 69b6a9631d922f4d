// Occurrences: where a finding points, and the money it concerns.
import type { Event } from '../../model/event.ts';
import type { Occurrence } from '../../model/finding.ts';
import type { Usd } from '../../model/money.ts';
import type { AuditedCall } from '../audited.ts';

type Evidence = Readonly<Record<string, string>>;

/** At a call, with its cost at stake. */
export function occurrence({ call, cost }: AuditedCall, message: string, evidence: Evidence): Occurrence {
  const traceId = call.envelope.trace_id?.value;
  return {
    message,
    where: call.sightings[0].place,
    ...(traceId === undefined ? {} : { trace_id: traceId }),
    at_stake: cost.usd,
    evidence,
  };
}

/** At an event; no money is concerned unless the finding says so. */
export function eventOccurrence(event: Event, message: string, evidence: Evidence, atStake: Usd = 0n): Occurrence {
  return {
    message,
    where: event.place,
    ...(event.trace_id === undefined ? {} : { trace_id: event.trace_id }),
    at_stake: atStake,
    evidence,
  };
}

export function spendOf(calls: readonly AuditedCall[]): Usd {
  return calls.reduce((sum, { cost }) => sum + cost.usd, 0n);
}

/** The spend of the calls whose path passes the event. */
export function spendBelow(calls: readonly AuditedCall[], event: Event): Usd {
  return spendOf(calls.filter(({ call }) => call.path.some((hop) => hop.events.includes(event))));
}

/** The cost of the call that the event is a record of; nothing for other events. */
export function spendOn(calls: readonly AuditedCall[], event: Event): Usd {
  return spendOf(calls.filter(({ call }) => call.sightings.includes(event)));
}
