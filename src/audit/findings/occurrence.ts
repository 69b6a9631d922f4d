// Occurrences: where a finding points, and the money it concerns.
import type { Event } from '../../model/event.ts';
import type { Occurrence } from '../../model/finding.ts';
import type { Usd } from '../../model/money.ts';
import type { AuditedCall } from '../audited.ts';
import type { Untold } from './define-finding.ts';

type Evidence = Readonly<Record<string, string>>;

/** At a call, with its cost at stake. */
export function occurrence({ call, cost }: AuditedCall, message: string, evidence: Evidence): Occurrence {
  const where = call.sightings[0].place;
  const trace_id = call.envelope.trace_id?.value;
  const at_stake = cost.usd;
  return trace_id === undefined
    ? { message, where, at_stake, evidence }
    : { message, where, trace_id, at_stake, evidence };
}

/** At a record that a call is broken at, with its cost at stake. */
export function untold({ call, cost }: AuditedCall, { place: where }: Event, tell: Untold['tell']): Untold {
  const trace_id = call.envelope.trace_id?.value;
  const at_stake = cost.usd;
  return trace_id === undefined ? { where, at_stake, tell } : { where, trace_id, at_stake, tell };
}

export function told(occurrence: Occurrence | Untold): Occurrence {
  if (!('tell' in occurrence)) return occurrence;
  const { tell, ...rest } = occurrence;
  return { ...rest, ...tell() };
}

/** At an event; no money is concerned unless the finding says so. */
export function eventOccurrence(event: Event, message: string, evidence: Evidence, atStake: Usd = 0n): Occurrence {
  const { place: where, trace_id } = event;
  return trace_id === undefined
    ? { message, where, at_stake: atStake, evidence }
    : { message, where, trace_id, at_stake: atStake, evidence };
}
