// The sums of one kind, and which of its rows belong onto a list.
import { eachWrite, type List } from '../../audit/alike/one-call.ts';
import type { JudgedRepeat } from '../../audit/alike/repeated-call.ts';
import { type CallSums, groupSumOf, scaleCall, scaleLeftOut, scaleRepeat } from '../../audit/alike/scale-call.ts';
import { scaleTraces, tracesOfOne } from '../../audit/alike/scale-traces.ts';
import { groupKey } from '../../audit/group-keys.ts';
import { tableIn } from '../../audit/merge-tallies.ts';
import type { Tally } from '../../audit/tally.ts';
import type { TextField } from '../../model/fields.ts';
import { picoUsd } from '../../model/money.ts';
import { answerClasses, promptClasses } from '../../model/usage.ts';
import { column, fixedColumns, repeatColumn, repeatColumns } from './alike-rows.ts';
import { createExactSums } from './exact-sums.ts';
import { type GroupsByName, groupWidth } from './group-sums.ts';
import { type Best, type Competing, type Ranked, rankOn } from './rank-rows.ts';
import type { KindAlone } from './read-kinds.ts';
import { addRow, fixedSums, sumsOf } from './row-sums.ts';
import { nsPerDay } from './row-times.ts';
import { asKind } from './row-values.ts';

export interface KindSums extends Competing {
  add(row: Float64Array, at: number): void;
  tally(): readonly Tally[];
}

/** What the sums of all kinds have in common. */
export interface SumsOfKinds {
  readonly dimensions: readonly TextField[];
  readonly byName: GroupsByName;
  /** The best of a list over all kinds. */
  readonly bestOf: (list: List) => Best;
}

/** Of calls each of which is a trace by itself. */
export function newKindSums(kind: KindAlone, of: SumsOfKinds): KindSums {
  const { judged } = kind;
  if (judged.left_out) return leftOutSums(kind);
  const { lists, trouble } = judged;
  const sums = reportedSums({ ...kind, judged: { ...judged, lists: trouble ? [...lists, trouble] : lists } }, of);
  return {
    ...sums,
    tally() {
      const calls = sums.tally();
      return calls.length === 0 ? [] : [...calls, scaleTraces(tracesOfOne(judged, sums.whole()))];
    },
  };
}

/** Of calls that are parts of traces: what is said of these is not among their sums. */
export function newCallSums(kind: Omit<KindAlone, 'repeats'>, of: SumsOfKinds): KindSums {
  return kind.judged.left_out ? leftOutSums(kind) : reportedSums({ ...kind, repeats: [] }, of);
}

/** Of records that repeat the calls below them. */
export function newRepeatSums(repeat: JudgedRepeat, { bestOf }: Pick<SumsOfKinds, 'bestOf'>): KindSums {
  const writes = { at: 0, each: 0 };
  const ranked = repeat.lists.map((list) => ({
    ranking: { by: list.by, cost: column.cost, writes },
    best: bestOf(list),
  }));
  return plainSums(ranked, (all) => scaleRepeat(repeat, all));
}

const leftOutSums = ({ judged }: Pick<KindAlone, 'judged'>): KindSums =>
  plainSums([], (all) => scaleLeftOut(judged, all));

/** Calls and money, and nothing of any day or group. Nothing is said of none. */
function plainSums(ranked: readonly Ranked[], scale: (all: CallSums) => Tally): KindSums {
  const sums = createExactSums();
  return {
    ...rankOn(ranked),
    add: (row, at) => addRow(sums, 0, row, at),
    tally() {
      const all = sumsOf(sums, [0], []);
      return all.calls > 0 ? [scale(all)] : [];
    },
  };
}

function reportedSums(
  { classes, judged, repeats }: KindAlone,
  { dimensions, byName, bestOf }: SumsOfKinds,
): KindSums & { whole(): CallSums } {
  const { part } = judged.one;
  const sums = createExactSums();
  /** Where the sums of each UTC day begin. */
  const days = new Map<number, number>();
  const from: Time = { day: Number.POSITIVE_INFINITY, ns: 0 };
  const to: Time = { day: 0, ns: 0 };
  const first = fixedColumns + dimensions.length;
  const writes = {
    at: first + classes.indexOf('cache_write_5m'),
    each: Number(eachWrite(judged.one) / picoUsd),
  };
  /** Where the numbers of each record that repeats a row stand. */
  const behind = repeats.map((_, index) => first + classes.length + index * repeatColumns);
  const repeated = createExactSums();
  const ranked = [
    ...judged.lists.map((list) => ({ list, cost: column.cost as number })),
    ...repeats.flatMap(({ lists }, index) =>
      lists.map((list) => ({ list, cost: (behind[index] ?? 0) + repeatColumn.cost })),
    ),
  ].map(({ list, cost }) => ({ ranking: { by: list.by, cost, writes }, best: bestOf(list) }));
  /** Groups in which all rows of the kind are together. */
  const together = new Set<number>();
  const isPrompt = classes.map((name) => prompt.has(name));
  const isAnswer = classes.map((name) => answer.has(name));

  function placeOf(day: number): number {
    const known = days.get(day);
    if (known !== undefined) return known;
    const place = days.size * (fixedSums + classes.length);
    days.set(day, place);
    return place;
  }

  function addToGroup(index: number, row: Float64Array, at: number): void {
    const name = row[at + fixedColumns + index] ?? asKind;
    const named = name === asKind || isNobody(dimensions[index]) ? undefined : byName.of(part, index);
    if (named === undefined) {
      together.add(index);
      return;
    }
    const to = name * groupWidth;
    addRow(named, to, row, at);
    for (let place = 0; place < classes.length; place++) {
      const count = row[at + first + place] ?? 0;
      if (isPrompt[place]) named.add(to + fixedSums, count);
      else if (isAnswer[place]) named.add(to + fixedSums + 1, count);
    }
  }

  /** An owner that proves nothing is none (group-keys.ts). */
  const isNobody = (field: TextField | undefined): boolean => field === 'owner_team' && part === 'unattributed';

  const whole = (): CallSums => sumsOf(sums, days.values(), classes);

  return {
    ...rankOn(ranked),
    add(row, at) {
      const [day, ns] = [row[at + column.day] ?? 0, row[at + column.ns] ?? 0];
      if (isBefore(day, ns, from)) setTime(from, day, ns);
      if (!isBefore(day, ns, to)) setTime(to, day, ns);
      const place = placeOf(day);
      addRow(sums, place, row, at);
      for (let index = 0; index < classes.length; index++)
        sums.add(place + fixedSums + index, row[at + first + index] ?? 0);
      for (let index = 0; index < dimensions.length; index++) addToGroup(index, row, at);
      for (let index = 0; index < behind.length; index++) {
        const cost = at + (behind[index] ?? 0) + repeatColumn.cost;
        repeated.add(2 * index, row[cost] ?? 0);
        repeated.add(2 * index + 1, row[cost + 1] ?? 0);
      }
    },
    whole,
    tally() {
      if (days.size === 0) return [];
      const all = whole();
      const byDay = new Map(
        Array.from(days, ([day, place]) => [BigInt(day) * nsPerDay, sumsOf(sums, [place], classes)] as const),
      );
      const tally = scaleCall(judged, all, byDay);
      tally.from = nanosecondsOf(from);
      tally.to = nanosecondsOf(to);
      for (const index of together) {
        const field = dimensions[index];
        if (field !== undefined) tableIn(tally.groups, field).set(groupKey(judged.one, field), groupSumOf(part, all));
      }
      const usdOf = (index: number): bigint => repeated.at(2 * index) * picoUsd + repeated.at(2 * index + 1);
      return [tally, ...repeats.map((one, index) => scaleRepeat(one, { calls: all.calls, usd: usdOf(index) }))];
    },
  };
}

const prompt: ReadonlySet<string> = new Set(promptClasses);
const answer: ReadonlySet<string> = new Set(answerClasses);

/** A UTC day since 1970 and the nanoseconds of the day. */
interface Time {
  day: number;
  ns: number;
}
const isBefore = (day: number, ns: number, time: Time): boolean => day < time.day || (day === time.day && ns < time.ns);
function setTime(time: Time, day: number, ns: number): void {
  time.day = day;
  time.ns = ns;
}
const nanosecondsOf = ({ day, ns }: Time): bigint => BigInt(day) * nsPerDay + BigInt(ns);
