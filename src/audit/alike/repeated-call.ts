// A call that its log says several times: one record counts, the others are set aside. Only where each of them adds to the report what it would
// add by itself, so that the sums of others like them can be added one by one as well.
import { isDeepStrictEqual } from 'node:util';
import type { Event } from '../../model/event.ts';
import type { ExclusionReason } from '../../model/trace.ts';
import { auditTraces } from '../audit-traces.ts';
import type { AuditedExclusion, AuditedTrace } from '../audited.ts';
import { mergeTallies, mostExamples } from '../merge-tallies.ts';
import type { AuditSettings } from '../settings.ts';
import { newTally, type Tally } from '../tally.ts';
import { addTrace, tallyTrace } from '../tally-trace.ts';
import { alone, type List, type Measure, type OneCall, oneCallOf } from './one-call.ts';
import { scaleRepeat } from './scale-call.ts';

/** A record that is set aside, and what others like it add. Plain data. */
export interface JudgedRepeat {
  readonly reason: ExclusionReason;
  /** The amounts at stake of its findings, by code. */
  readonly stakes: ReadonlyMap<string, Measure>;
  /** Lists of examples that such records may come onto. */
  readonly lists: readonly List[];
}

export interface RepeatedCall {
  readonly counted: Event;
  readonly one: OneCall;
  readonly repeats: readonly Repeat[];
}

interface Repeat extends AuditedExclusion {
  readonly judged: JudgedRepeat;
}

/** With what it would have cost. */
export type AddedRepeat = Pick<Repeat, 'judged' | 'usd'>;

/** The events meet no others. `groupBy` lists what all calls like it share. */
export function repeatedCallOf(
  events: readonly Event[],
  settings: AuditSettings,
  groupBy: readonly string[],
): RepeatedCall | undefined {
  const [audited, ...others] = [...auditTraces(events, settings, alone)];
  const [call, ...more] = audited?.calls ?? [];
  if (!audited || !call || others.length + more.length > 0) return undefined;
  const [counted] = call.call.sightings;
  const one = oneCallOf([counted], settings, groupBy);
  if (!one) return undefined;
  let parts = one.tally;
  const repeats: Repeat[] = [];
  for (const exclusion of audited.exclusions) {
    const tally = tallyOf(exclusion, audited);
    const judged = judgedRepeat(exclusion, tally);
    if (!judged) return undefined;
    parts = mergeTallies(parts, tally);
    repeats.push({ ...exclusion, judged });
  }
  return isDeepStrictEqual(tallyTrace(audited, groupBy), parts) ? { counted, one, repeats } : undefined;
}

/** Undefined when the report says more of the record there, which repeats the calls below it, than of others like it. The events are a call and the hops above. */
export function sumOf(events: readonly Event[], at: number, settings: AuditSettings): AddedRepeat | undefined {
  const [audited, ...others] = [...auditTraces(events, settings, alone)];
  const sum = audited?.exclusions.find(({ event, reason }) => event === events[at] && reason === 'parent sum');
  if (!audited || !sum || others.length > 0) return undefined;
  const judged = judgedRepeat(sum, tallyOf(sum, audited));
  return judged && { judged, usd: sum.usd };
}

/** What the report says of it, had its trace nothing else. */
function tallyOf(exclusion: AuditedExclusion, audited: AuditedTrace): Tally {
  const tally = newTally();
  const trace = { ...audited.trace, events: [exclusion.event], calls: [], free_calls: [], exclusions: [exclusion] };
  addTrace(tally, { ...audited, trace, calls: [], free_calls: [], exclusions: [exclusion] }, []);
  return tally;
}

/** Undefined when it says more than sums can say of many. */
function judgedRepeat({ reason, usd }: AuditedExclusion, tally: Tally): JudgedRepeat | undefined {
  const stakes = new Map(
    Array.from(tally.findings, ([code, { usd: stake }]): [string, Measure] => [
      code,
      stake === 0n ? 'nothing' : 'cost',
    ]),
  );
  const lists = Array.from(stakes, ([code, by]): List => ({ name: `finding ${code}`, by, most: mostExamples }));
  const judged = { reason, stakes, lists };
  const findings = new Map(Array.from(tally.findings, ([code, sum]) => [code, { ...sum, examples: [] }]));
  return isDeepStrictEqual({ ...tally, findings }, scaleRepeat(judged, { calls: 1, usd })) ? judged : undefined;
}
