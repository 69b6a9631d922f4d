// The sums of many calls of one kind, from the one that was judged. Every row of its tally is about that call and the hops above it, so it counts
// as often as there are calls, and its money is theirs. Examples are left to the calls that are judged one by one, and what is told of a trace as a
// whole to scale-traces.ts.
import type { Nanoseconds } from '../../model/event.ts';
import type { Usd } from '../../model/money.ts';
import type { ExclusionReason } from '../../model/trace.ts';
import { answerClasses, promptClasses, type UsageClass } from '../../model/usage.ts';
import { growGroup, growVariance } from '../merge-tallies.ts';
import { growIn, type Sum } from '../sums.ts';
import { type GroupSum, newTally, type OpenTally } from '../tally.ts';
import { type Period, periodOf } from '../time-text.ts';
import { eachWrite, type JudgedAlone, type Measure } from './one-call.ts';
import type { JudgedRepeat } from './repeated-call.ts';

/** All calls of one kind, but those that are judged one by one. */
export interface CallSums extends Sum {
  readonly logged: Usd;
  /** Tokens by class. */
  readonly counts: ReadonlyMap<UsageClass, bigint>;
}

/** Of one kind, with the sums of each UTC day by its begin. */
export function scaleCall(
  { one, tally: alone, stakes }: JudgedAlone,
  all: CallSums,
  days: ReadonlyMap<Nanoseconds, CallSums>,
): OpenTally {
  const { calls, usd, logged } = all;
  const whole: Sum = { calls, usd };
  const tally: OpenTally = { ...newTally(), events: calls, logged };
  for (const [name, count] of all.counts) tally.tokens.set(name, count * 1_000_000n);
  for (const [name, rows] of alone.sums) {
    if (name === 'excluded') continue; // the hops above it
    tally.sums.set(
      name,
      name.startsWith('day ') ? sumsByDay(days) : eachOf(rows, (_, row) => timesOf(row, whole, one.cost.usd)),
    );
  }
  for (const [cause, { example }] of alone.causes) tally.causes.set(cause, { ...whole, example });
  for (const [edge, sum] of alone.breaks)
    tally.breaks.set(edge, { ...sum, ...timesOf(sum, whole, one.cost.usd), traces: 0 });
  const ofDays = Array.from(days.keys(), (begin) => periodOf(begin, 'day')).sort();
  for (const [name, sum] of alone.slices)
    tally.slices.set(name, {
      ...sum,
      ...timesOf(sum, whole, one.cost.usd),
      first_day: ofDays[0],
      last_day: ofDays.at(-1),
    });
  for (const [name, rows] of alone.groups)
    tally.groups.set(
      name,
      isPeriodOfDays(name) ? groupsByPeriod(name, one.part, days) : eachOf(rows, () => groupSumOf(one.part, all)),
    );
  for (const [name, fix] of alone.fixes) tally.fixes.set(name, fix);
  const amounts: Readonly<Record<Measure, Usd>> = {
    nothing: 0n,
    cost: usd,
    difference: logged > usd ? logged - usd : usd - logged,
    writes: (all.counts.get('cache_write_5m') ?? 0n) * eachWrite(one),
  };
  for (const [code, measure] of stakes) tally.findings.set(code, { count: calls, usd: amounts[measure], examples: [] });
  if (alone.compared.calls > 0) {
    growVariance(tally.compared, { calls, logged, repriced: usd });
    if (one.comparison?.kind === 'agrees') tally.compared.rounding = logged - usd;
  }
  for (const name of alone.variances.keys()) tally.variances.set(name, { calls, logged, repriced: usd });
  return tally;
}

/** Calls that the report is not about: accounted for, and nothing else. */
export function scaleLeftOut({ tally: alone }: JudgedAlone, { calls, usd }: Sum): OpenTally {
  const tally: OpenTally = { ...newTally(), events: calls };
  tally.sums.set('excluded', new Map([[leftOut, { calls, usd }]]));
  for (const name of alone.groups.keys()) tally.groups.set(name, new Map());
  return tally;
}

const leftOut: ExclusionReason = 'filtered out';

/** All records that are set aside for one reason, but those that are judged one by one. */
export function scaleRepeat({ reason, stakes }: JudgedRepeat, { calls, usd }: Sum): OpenTally {
  const tally: OpenTally = { ...newTally(), events: calls };
  tally.sums.set('excluded', new Map([[reason, { calls, usd }]]));
  for (const [code, by] of stakes)
    tally.findings.set(code, { count: calls, usd: by === 'nothing' ? 0n : usd, examples: [] });
  return tally;
}

/** The same calls under one name of a group. */
export function groupSumOf(part: JudgedAlone['one']['part'], { calls, usd, counts }: CallSums): GroupSum {
  const sumOf = (classes: readonly UsageClass[]): bigint =>
    classes.reduce((sum, name) => sum + (counts.get(name) ?? 0n), 0n) * 1_000_000n;
  return {
    calls,
    usd,
    proven: part === 'proven' ? usd : 0n,
    recoverable: part === 'recoverable' ? usd : 0n,
    unattributed: part === 'unattributed' ? usd : 0n,
    input_tokens: sumOf(promptClasses),
    output_tokens: sumOf(answerClasses),
    uncounted: 0, // such calls speak for no others
  };
}

/**
 * What a row of the tally of one call is for many: a call may be broken twice at one edge. `one` is what the call costs, and that is not nothing.
 */
const timesOf = (row: Sum, { calls, usd }: Sum, one: Usd): Sum => ({
  calls: row.calls * calls,
  usd: usd * (row.usd / one),
});

/** Groups for which the sums of days are enough. */
const periodsOfDays = ['day', 'week', 'month'] as const satisfies readonly Period[];
const isPeriodOfDays = (name: string): name is Period => (periodsOfDays as readonly string[]).includes(name);

const sumsByDay = (days: ReadonlyMap<Nanoseconds, CallSums>): Map<string, Sum> =>
  new Map(Array.from(days, ([begin, { calls, usd }]) => [periodOf(begin, 'day'), { calls, usd }]));

function groupsByPeriod(
  period: Period,
  part: JudgedAlone['one']['part'],
  days: ReadonlyMap<Nanoseconds, CallSums>,
): Map<string, GroupSum> {
  const groups = new Map<string, GroupSum>();
  for (const [begin, sums] of days) growIn(groups, periodOf(begin, period), groupSumOf(part, sums), growGroup);
  return groups;
}

function eachOf<K, V, W>(rows: ReadonlyMap<K, V>, make: (key: K, value: V) => W): Map<K, W> {
  return new Map(Array.from(rows, ([key, value]) => [key, make(key, value)]));
}
