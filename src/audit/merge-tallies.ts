// Merging tallies: associative and commutative in every part, so that the order and the cut of the input never show.
import type { Place } from '../model/event.ts';
import type { Occurrence } from '../model/finding.ts';
import type { Usd } from '../model/money.ts';
import { comparePlaces, compareText } from '../model/place.ts';
import { uniteFixes } from './fix-text.ts';
import { addSums, mergeMaps, mergeTop, noSum, type Top } from './sums.ts';
import type {
  BreakSum,
  CauseSum,
  Example,
  FindingSum,
  GroupSum,
  Mismatch,
  Need,
  RepairSum,
  SliceSum,
  Tally,
  UnattributedCall,
  VarianceSum,
} from './tally.ts';

/** Enough for every output; a report shows fewer. */
const mostListed = 100;
const mostExamples = 5;

export const topMismatches: Top<Mismatch> = {
  most: mostListed,
  compare: (a, b) =>
    compareUsd(difference(b), difference(a)) ||
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

export function mergeTallies(a: Tally, b: Tally): Tally {
  return {
    traces: a.traces + b.traces,
    events: a.events + b.events,
    logged: a.logged + b.logged,
    band: { calls: a.band.calls + b.band.calls, low: a.band.low + b.band.low, high: a.band.high + b.band.high },
    ...mergeTimes(a, b),
    tokens: mergeMaps(a.tokens, b.tokens, (x, y) => x + y),
    sums: mergeMaps(a.sums, b.sums, (x, y) => mergeMaps(x, y, addSums)),
    causes: mergeMaps(a.causes, b.causes, addCauses),
    groups: mergeMaps(a.groups, b.groups, (x, y) => mergeMaps(x, y, addGroups)),
    breaks: mergeMaps(a.breaks, b.breaks, addBreaks),
    slices: mergeMaps(a.slices, b.slices, addSlices),
    repairs: mergeMaps(a.repairs, b.repairs, addRepairs),
    fixes: mergeMaps(a.fixes, b.fixes, uniteFixes),
    compared: { ...addVariances(a.compared, b.compared), rounding: a.compared.rounding + b.compared.rounding },
    variances: mergeMaps(a.variances, b.variances, addVariances),
    mismatches: mergeTop(topMismatches, a.mismatches, b.mismatches),
    unattributed_calls: mergeTop(topUnattributed, a.unattributed_calls, b.unattributed_calls),
    findings: mergeMaps(a.findings, b.findings, addFindings),
    policy_calls: joined(a.policy_calls, b.policy_calls),
    budget_calls: joined(a.budget_calls, b.budget_calls),
    all_times: mergeTimes(a.all_times, b.all_times),
  };
}

const joined = <T>(a: readonly T[], b: readonly T[]): readonly T[] => (b.length === 0 ? a : [...a, ...b]);

function mergeTimes(a: Pick<Tally, 'from' | 'to'>, b: Pick<Tally, 'from' | 'to'>): Pick<Tally, 'from' | 'to'> {
  return {
    from: either(a.from, b.from, (x, y) => (x < y ? x : y)),
    to: either(a.to, b.to, (x, y) => (x > y ? x : y)),
  };
}

export const addCauses = (a: CauseSum, b: CauseSum): CauseSum => ({
  ...addSums(a, b),
  example: better(a.example, b.example),
});

export const addGroups = (a: GroupSum, b: GroupSum): GroupSum => ({
  calls: a.calls + b.calls,
  usd: a.usd + b.usd,
  proven: a.proven + b.proven,
  recoverable: a.recoverable + b.recoverable,
  unattributed: a.unattributed + b.unattributed,
  input_tokens: a.input_tokens + b.input_tokens,
  output_tokens: a.output_tokens + b.output_tokens,
});

export const addBreaks = (a: BreakSum, b: BreakSum): BreakSum => ({
  ...a,
  ...addSums(a, b),
  traces: a.traces + b.traces,
  example: better(a.example, b.example),
});

export const addSlices = (a: SliceSum, b: SliceSum): SliceSum => ({
  ...a,
  ...addSums(a, b),
  first_day: either(a.first_day, b.first_day, (x, y) => (x < y ? x : y)),
  last_day: either(a.last_day, b.last_day, (x, y) => (x > y ? x : y)),
});

/** Both sides have the same needs in the same order. */
function addRepairs(a: RepairSum, b: RepairSum): RepairSum {
  const needs = a.needs.map((need, index): Need => ({ ...need, ...addSums(need, b.needs[index] ?? noSum) }));
  return { traces: a.traces + b.traces, needs };
}

export const addVariances = (a: VarianceSum, b: VarianceSum): VarianceSum => ({
  calls: a.calls + b.calls,
  logged: a.logged + b.logged,
  repriced: a.repriced + b.repriced,
});

export const addFindings = (a: FindingSum, b: FindingSum): FindingSum => ({
  count: a.count + b.count,
  usd: a.usd + b.usd,
  examples: mergeTop(topOccurrences, a.examples, b.examples),
});

/** The one that is there; of two, the one `pick` prefers. */
export function either<T>(a: T | undefined, b: T | undefined, pick: (a: T, b: T) => T): T | undefined {
  return a === undefined || b === undefined ? (a ?? b) : pick(a, b);
}

function better(a: Example, b: Example): Example {
  return compareExamples(a, b) <= 0 ? a : b;
}

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

function difference({ logged, repriced }: Mismatch): Usd {
  return logged > repriced ? logged - repriced : repriced - logged;
}
