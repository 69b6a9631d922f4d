// Merging tallies: associative and commutative in every part, so that the order and the cut of the input never show.
import type { Place } from '../model/event.ts';
import type { Occurrence } from '../model/finding.ts';
import type { Usd } from '../model/money.ts';
import { comparePlaces, compareText } from '../model/place.ts';
import { uniteFixes } from './fix-text.ts';
import { addSum, addTo, growIn, mergeTop, noSum, type Running, type Sum, type Top } from './sums.ts';
import {
  type BreakSum,
  type CauseSum,
  type Example,
  type FindingSum,
  type GroupSum,
  type Mismatch,
  type Need,
  newTally,
  type OpenTally,
  type RepairSum,
  type SliceSum,
  type Tally,
  type UnattributedCall,
  type VarianceSum,
} from './tally.ts';

/** Enough for every output; a report shows fewer. */
export const mostListed = 100;
export const mostExamples = 5;

export const topMismatches: Top<Mismatch> = {
  most: mostListed,
  compare: (a, b) =>
    compareUsd(differenceOf(b), differenceOf(a)) ||
    compareText(a.trace_id ?? '\uffff', b.trace_id ?? '\uffff') ||
    compareText(nameOf(a), nameOf(b)) ||
    compareText(`${a.price_source} ${a.detail}`, `${b.price_source} ${b.detail}`) ||
    comparePlaces(a.place, b.place),
};
export const topUnattributed: Top<UnattributedCall> = {
  most: mostListed,
  compare: (a, b) =>
    compareUsd(b.usd, a.usd) ||
    compareText(a.trace_id ?? '\uffff', b.trace_id ?? '\uffff') ||
    compareText(nameOf(a), nameOf(b)) ||
    compareText(`${a.component} ${a.model} ${a.cause}`, `${b.component} ${b.model} ${b.cause}`) ||
    comparePlaces(a.place, b.place),
};

/** A call without any id has only its place for a name, and the place decides last. */
function nameOf({ key, place }: { readonly key: string; readonly place: Place }): string {
  return key.startsWith(`${place.source}:`) ? '' : key;
}

export const topOccurrences: Top<Occurrence> = {
  most: mostExamples,
  compare: (a, b) =>
    compareUsd(b.at_stake, a.at_stake) ||
    (b.records ?? 1) - (a.records ?? 1) ||
    compareText(a.trace_id ?? '', b.trace_id ?? '') ||
    compareText(a.message, b.message) ||
    Number(a.where === undefined) - Number(b.where === undefined) ||
    (a.where && b.where ? comparePlaces(a.where, b.where) : 0),
};

/** Lists begin with what costs most: where the last of a full list costs more, nothing need be made for it. */
export const hasRoomFor = (usd: Usd, last: Usd | undefined): boolean => last === undefined || usd >= last;

export function mergeTallies(a: Tally, b: Tally): Tally {
  const merged = newTally();
  absorb(merged, a);
  absorb(merged, b);
  return merged;
}

/** Adds all of `from`, which stays as it is. */
export function absorb(into: OpenTally, from: Tally): void {
  into.traces += from.traces;
  into.events += from.events;
  into.logged += from.logged;
  growBand(into.band, from.band);
  growDisputed(into.disputed, from.disputed);
  into.from = either(into.from, from.from, (x, y) => (x < y ? x : y));
  into.to = either(into.to, from.to, (x, y) => (x > y ? x : y));
  for (const [name, count] of from.tokens) addTo(into.tokens, name, count, (x, y) => x + y);
  for (const [name, rows] of from.sums)
    for (const [key, sum] of rows) growIn(tableIn(into.sums, name), key, sum, addSum);
  for (const [key, sum] of from.causes) growIn(into.causes, key, sum, growCause);
  for (const [name, rows] of from.groups) {
    const own = tableIn(into.groups, name);
    for (const [key, sum] of rows) growIn(own, key, sum, growGroup);
  }
  for (const [key, sum] of from.breaks) growIn(into.breaks, key, sum, growBreak);
  for (const [key, sum] of from.slices) growIn(into.slices, key, sum, growSlice);
  for (const [key, sum] of from.repairs) growIn(into.repairs, key, sum, growRepair);
  for (const [key, fix] of from.fixes) addTo(into.fixes, key, fix, uniteFixes);
  growVariance(into.compared, from.compared);
  into.compared.rounding += from.compared.rounding;
  for (const [key, sum] of from.variances) growIn(into.variances, key, sum, growVariance);
  into.mismatches = mergeTop(topMismatches, into.mismatches, from.mismatches);
  into.unattributed_calls = mergeTop(topUnattributed, into.unattributed_calls, from.unattributed_calls);
  for (const [code, sum] of from.findings) growIn(into.findings, code, sum, growFinding);
  absorbCalls(into, from);
}

/** What is judged on all calls, whatever a selection left out. */
function absorbCalls(into: OpenTally, from: Pick<Tally, 'policy_calls' | 'budget_calls' | 'all_times'>): void {
  for (const call of from.policy_calls) into.policy_calls.push(call);
  for (const call of from.budget_calls) into.budget_calls.push(call);
  growTimes(into.all_times, from.all_times);
}

export function growTimes(into: Running<Tally['all_times']>, { from, to }: Tally['all_times']): void {
  into.from = either(into.from, from, (x, y) => (x < y ? x : y));
  into.to = either(into.to, to, (x, y) => (x > y ? x : y));
}

/** The table of that name, made when it is first asked for. */
export function tableIn<N, K, V>(tables: Map<N, Map<K, V>>, name: N): Map<K, V> {
  const known = tables.get(name);
  if (known) return known;
  const table = new Map<K, V>();
  tables.set(name, table);
  return table;
}

export function growBand(into: Running<Tally['band']>, { calls, low, high }: Tally['band']): void {
  into.calls += calls;
  into.low += low;
  into.high += high;
}

export function growDisputed(into: Running<Tally['disputed']>, { usd, ...band }: Tally['disputed']): void {
  growBand(into, band);
  into.usd += usd;
}

export function growCause(into: Running<CauseSum>, sum: CauseSum): void {
  addSum(into, sum);
  into.example = better(into.example, sum.example);
}

export function growGroup(into: Running<GroupSum>, sum: GroupSum): void {
  into.calls += sum.calls;
  into.usd += sum.usd;
  // A call is in one part: adding nothing to the others would make new numbers of the same size.
  if (sum.proven !== 0n) into.proven += sum.proven;
  if (sum.recoverable !== 0n) into.recoverable += sum.recoverable;
  if (sum.unattributed !== 0n) into.unattributed += sum.unattributed;
  into.input_tokens += sum.input_tokens;
  into.output_tokens += sum.output_tokens;
  into.uncounted += sum.uncounted;
}

export function growBreak(into: Running<BreakSum>, sum: BreakSum): void {
  addSum(into, sum);
  into.traces += sum.traces;
  into.example = better(into.example, sum.example);
}

export function growSlice(into: Running<SliceSum>, sum: Sum & Pick<SliceSum, 'first_day' | 'last_day'>): void {
  addSum(into, sum);
  into.first_day = either(into.first_day, sum.first_day, lesser);
  into.last_day = either(into.last_day, sum.last_day, greater);
}

/** Both sides have the same needs in the same order. The list is made anew: a copied sum shares it with the one it was copied from. */
export function growRepair(into: Running<RepairSum>, { traces, needs }: RepairSum): void {
  into.traces += traces;
  into.needs = into.needs.map(({ fixes, calls, usd }, index): Need => {
    const more = needs[index] ?? noSum;
    return { fixes, calls: calls + more.calls, usd: usd + more.usd };
  });
}

export function growVariance(into: Running<VarianceSum>, { calls, logged, repriced }: VarianceSum): void {
  into.calls += calls;
  into.logged += logged;
  into.repriced += repriced;
}

export function growFinding(into: Running<FindingSum>, { count, usd, examples }: FindingSum): void {
  into.count += count;
  into.usd += usd;
  into.examples = mergeTop(topOccurrences, into.examples, examples);
}

const lesser = (a: string, b: string): string => (a < b ? a : b);
const greater = (a: string, b: string): string => (a > b ? a : b);

/** The one that is there; of two, the one `pick` prefers. */
export function either<T>(a: T | undefined, b: T | undefined, pick: (a: T, b: T) => T): T | undefined {
  return a === undefined || b === undefined ? (a ?? b) : pick(a, b);
}

function better(a: Example, b: Example): Example {
  return compareExamples(a, b) <= 0 ? a : b;
}

/** A cheaper call is no better example, whatever else it says. */
export const mayBeBetter = (usd: Usd, than: Example): boolean => usd >= than.usd;

function compareExamples(a: Example, b: Example): number {
  return (
    compareUsd(b.usd, a.usd) ||
    compareText(a.trace_id ?? '\uffff', b.trace_id ?? '\uffff') ||
    compareText(a.before ?? '', b.before ?? '') ||
    compareText(a.after ?? '', b.after ?? '') ||
    comparePlaces(a.place, b.place)
  );
}

export function compareUsd(a: Usd, b: Usd): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function differenceOf({ logged, repriced }: Pick<Mismatch, 'logged' | 'repriced'>): Usd {
  return logged > repriced ? logged - repriced : repriced - logged;
}
