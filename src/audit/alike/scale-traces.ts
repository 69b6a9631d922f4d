// What the report says of many traces beside their calls: how many there are, how many hops they have, how many are broken at an edge, and what
// each needs.
import { isDeepStrictEqual } from 'node:util';
import type { Event } from '../../model/event.ts';
import type { ExclusionReason } from '../../model/trace.ts';
import { auditTraces, selected } from '../audit-traces.ts';
import { tableIn } from '../merge-tallies.ts';
import type { AuditSettings } from '../settings.ts';
import type { Sum } from '../sums.ts';
import { type BreakSum, newTally, type OpenTally, type RepairSum } from '../tally.ts';
import { tallyTrace } from '../tally-trace.ts';
import { alone, isQuiet, type JudgedAlone } from './one-call.ts';

export interface TraceSums {
  /** With a call that the report is about. */
  readonly traces: number;
  /** Hops that are no calls. */
  readonly hops: ReadonlyMap<HopReason, number>;
  /** How many traces are broken at an edge, by its key in a tally. */
  readonly breaks: ReadonlyMap<string, Pick<BreakSum, 'edge' | 'example' | 'traces'>>;
  readonly repairs: ReadonlyMap<string, RepairSum>;
}

/** Why a hop is set aside that is no call: as such, or because the report is about other traces. */
export type HopReason = Extract<ExclusionReason, 'hop without metering' | 'filtered out'>;

export function scaleTraces({ traces, hops, breaks, repairs }: TraceSums): OpenTally {
  const tally: OpenTally = { ...newTally(), traces };
  for (const [reason, calls] of hops) {
    if (calls === 0) continue;
    tally.events += calls;
    tableIn(tally.sums, 'excluded').set(reason, { calls, usd: 0n });
  }
  for (const [key, { edge, example, traces }] of breaks)
    tally.breaks.set(key, { calls: 0, usd: 0n, edge, example, traces });
  for (const [name, sum] of repairs) tally.repairs.set(name, { ...sum });
  return tally;
}

/** So many traces of nothing but one call of the kind each. */
export function tracesOfOne({ tally: { breaks, repairs } }: JudgedAlone, { calls, usd }: Sum): TraceSums {
  const traces = calls;
  return {
    traces,
    hops: new Map(),
    breaks: new Map(Array.from(breaks, ([key, { edge, example }]) => [key, { edge, example, traces }])),
    repairs: new Map(
      Array.from(repairs, ([name, { needs }]) => [
        name,
        { traces, needs: needs.map(({ fixes }) => ({ calls, usd, fixes })) },
      ]),
    ),
  };
}

/** Why a hop is set aside of which there is nothing else to tell, in a trace without a call; else undefined. What is above it tells nothing. */
export function quietHop({ parent_span_id: _, ...hop }: Event, settings: AuditSettings): HopReason | undefined {
  const [audited] = [...auditTraces([hop], settings, alone)];
  if (!audited || audited.calls.length > 0 || !isQuiet(audited)) return undefined;
  const tally = tallyTrace(selected(audited, settings), []);
  return hopReasons.find((reason) =>
    isDeepStrictEqual(
      tally,
      scaleTraces({ traces: 0, hops: new Map([[reason, 1]]), breaks: new Map(), repairs: new Map() }),
    ),
  );
}

const hopReasons: readonly HopReason[] = ['hop without metering', 'filtered out'];
