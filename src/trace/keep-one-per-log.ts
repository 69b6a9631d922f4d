// One record for each log of a call: the one that measured most. The rest are repeats or partial records of a stream.
import type { Event } from '../model/event.ts';
import type { Exclusion } from '../model/trace.ts';
import { groupBy } from './disjoint-sets.ts';
import { compareTimes, logOf, tokensOf } from './event-order.ts';
import type { Sightings } from './held-call.ts';

export interface Kept {
  readonly sightings: Sightings;
  readonly exclusions: readonly Exclusion[];
}

export function keepOnePerLog(sightings: Sightings): Kept {
  if (sightings.length === 1) return { sightings, exclusions: none };
  const byLog = groupBy(sightings, logOf);
  if (byLog.size === sightings.length) return { sightings, exclusions: none };
  const logs = [...byLog.values()].map(keepBest);
  const [first, ...rest] = logs.flatMap(({ kept }) => kept);
  return { sightings: [first ?? sightings[0], ...rest], exclusions: logs.flatMap(({ exclusions }) => exclusions) };
}

const none: readonly never[] = Object.freeze([]);

/** Records of one request in one log, in the given order: the last word on usage wins. */
export function keepBest(repeats: readonly Event[]): { kept: readonly Event[]; exclusions: readonly Exclusion[] } {
  const [best, ...others] = [...repeats].sort(
    (a, b) => tokensOf(b) - tokensOf(a) || -compareTimes(a.end ?? 0n, b.end ?? 0n),
  );
  if (!best) return { kept: [], exclusions: [] };
  return {
    kept: [best],
    exclusions: others.map((event) => ({
      reason: event.usage && tokensOf(event) !== tokensOf(best) ? 'streaming partial' : 'duplicate',
      event,
    })),
  };
}
