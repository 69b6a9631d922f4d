// Tally: mergeable aggregates of audited traces. Merging is associative and commutative, so parts of an input may be audited apart.
import type { Place } from '../model/event.ts';
import type { Occurrence } from '../model/finding.ts';
import type { Usd } from '../model/money.ts';
import { comparePlaces, compareText } from '../model/place.ts';
import type { VarianceCause } from '../model/price.ts';
import type { Break } from '../model/trace.ts';
import type { UnattributedCause } from './audited.ts';
import { addSums, mergeMaps, mergeTop, type Sum, type Top } from './sums.ts';

/** Tables of plain sums: calls (or records) and money by key. */
export const sumTables = [
  'basis',
  'part',
  'grade',
  'field',
  'attempt',
  'excluded',
  'question passed',
  'question measured',
  'unattributed component',
  'unattributed model',
  'unattributed day',
  'day proven',
  'day recoverable',
  'day unattributed',
] as const;
export type SumTable = (typeof sumTables)[number];

export interface GroupSum {
  readonly calls: number;
  readonly usd: Usd;
  readonly proven: Usd;
  readonly recoverable: Usd;
  readonly unattributed: Usd;
  readonly input_tokens: number;
  readonly output_tokens: number;
}

/** The costliest example of something; ties go to the least trace id, then the least place. */
export interface Example {
  readonly usd: Usd;
  readonly trace_id: string | undefined;
  readonly place: Place;
  readonly before?: string;
  readonly after?: string;
}

export interface BreakSum extends Sum {
  readonly edge: Pick<Break, 'from' | 'to' | 'field' | 'kind'>;
  readonly traces: number;
  readonly example: Example;
}

export interface SliceSum extends Sum {
  readonly edge: Pick<Break, 'from' | 'to' | 'field' | 'kind'>;
  readonly operation: string | undefined;
  readonly status: string | undefined;
  readonly producer: string | undefined;
  readonly first_day: string | undefined;
  readonly last_day: string | undefined;
}

export interface CauseSum extends Sum {
  readonly example: Example;
}

/** Calls that need exactly this set of fixes before they are proven. */
export interface RepairSum extends Sum {
  readonly fixes: readonly string[];
  readonly traces: number;
}

export interface Mismatch {
  readonly trace_id: string | undefined;
  readonly key: string;
  readonly model: string | undefined;
  readonly logged: Usd;
  readonly repriced: Usd;
  readonly causes: readonly VarianceCause[];
  readonly detail: string;
  readonly price_source: string;
  readonly place: Place;
}

export interface VarianceSum {
  readonly calls: number;
  readonly logged: Usd;
  readonly repriced: Usd;
}

export interface UnattributedCall extends Example {
  readonly key: string;
  readonly component: string;
  readonly model: string | undefined;
  readonly cause: UnattributedCause;
}

export interface FindingSum {
  readonly count: number;
  readonly usd: Usd;
  readonly examples: readonly Occurrence[];
}

export interface Tally {
  readonly traces: number;
  readonly events: number;
  readonly logged: Usd;
  readonly band: { readonly calls: number; readonly low: Usd; readonly high: Usd };
  readonly from: bigint | undefined;
  readonly to: bigint | undefined;
  readonly tokens: ReadonlyMap<string, number>;
  readonly sums: ReadonlyMap<SumTable, ReadonlyMap<string, Sum>>;
  readonly causes: ReadonlyMap<UnattributedCause, CauseSum>;
  readonly groups: ReadonlyMap<string, ReadonlyMap<string | undefined, GroupSum>>;
  readonly breaks: ReadonlyMap<string, BreakSum>;
  readonly slices: ReadonlyMap<string, SliceSum>;
  readonly repairs: ReadonlyMap<string, RepairSum>;
  /** Fields each fix is about. */
  readonly fix_fields: ReadonlyMap<string, ReadonlySet<string>>;
  /** Calls whose logged cost could be compared, agreeing and differing; `rounding` is the drift of those that only round. */
  readonly compared: VarianceSum & { readonly rounding: Usd };
  readonly variances: ReadonlyMap<string, VarianceSum>;
  readonly mismatches: readonly Mismatch[];
  readonly unattributed_calls: readonly UnattributedCall[];
  readonly findings: ReadonlyMap<string, FindingSum>;
}

export const emptyTally: Tally = {
  traces: 0,
  events: 0,
  logged: 0n,
  band: { calls: 0, low: 0n, high: 0n },
  from: undefined,
  to: undefined,
  tokens: new Map(),
  sums: new Map(),
  causes: new Map(),
  groups: new Map(),
  breaks: new Map(),
  slices: new Map(),
  repairs: new Map(),
  fix_fields: new Map(),
  compared: { calls: 0, logged: 0n, repriced: 0n, rounding: 0n },
  variances: new Map(),
  mismatches: [],
  unattributed_calls: [],
  findings: new Map(),
};

/** Enough for every output; a report shows fewer. */
const mostListed = 100;
const mostExamples = 5;

export const topMismatches: Top<Mismatch> = {
  most: mostListed,
  compare: (a, b) =>
    compareUsd(difference(b), difference(a)) || compareText(a.key, b.key) || comparePlaces(a.place, b.place),
};
export const topUnattributed: Top<UnattributedCall> = {
  most: mostListed,
  compare: (a, b) => compareExamples(a, b) || compareText(a.key, b.key),
};
export const topOccurrences: Top<Occurrence> = {
  most: mostExamples,
  compare: (a, b) =>
    compareUsd(b.at_stake, a.at_stake) ||
    compareText(a.trace_id ?? '', b.trace_id ?? '') ||
    compareText(a.message, b.message) ||
    (a.where && b.where ? comparePlaces(a.where, b.where) : 0),
};

export function mergeTallies(a: Tally, b: Tally): Tally {
  return {
    traces: a.traces + b.traces,
    events: a.events + b.events,
    logged: a.logged + b.logged,
    band: { calls: a.band.calls + b.band.calls, low: a.band.low + b.band.low, high: a.band.high + b.band.high },
    from: earliest(a.from, b.from),
    to: latest(a.to, b.to),
    tokens: mergeMaps(a.tokens, b.tokens, (x, y) => x + y),
    sums: mergeMaps(a.sums, b.sums, (x, y) => mergeMaps(x, y, addSums)),
    causes: mergeMaps(a.causes, b.causes, addCauses),
    groups: mergeMaps(a.groups, b.groups, (x, y) => mergeMaps(x, y, addGroups)),
    breaks: mergeMaps(a.breaks, b.breaks, addBreaks),
    slices: mergeMaps(a.slices, b.slices, addSlices),
    repairs: mergeMaps(a.repairs, b.repairs, (x, y) => ({ ...x, ...addSums(x, y), traces: x.traces + y.traces })),
    fix_fields: mergeMaps(a.fix_fields, b.fix_fields, (x, y) => new Set([...x, ...y])),
    compared: { ...addVariances(a.compared, b.compared), rounding: a.compared.rounding + b.compared.rounding },
    variances: mergeMaps(a.variances, b.variances, addVariances),
    mismatches: mergeTop(topMismatches, a.mismatches, b.mismatches),
    unattributed_calls: mergeTop(topUnattributed, a.unattributed_calls, b.unattributed_calls),
    findings: mergeMaps(a.findings, b.findings, addFindings),
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
  first_day: leastText(a.first_day, b.first_day),
  last_day: greatestText(a.last_day, b.last_day),
});

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

export function earliest(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}

export function latest(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}

function leastText(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}

function greatestText(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}

function better(a: Example, b: Example): Example {
  return compareExamples(a, b) <= 0 ? a : b;
}

function compareExamples(a: Example, b: Example): number {
  return (
    compareUsd(b.usd, a.usd) ||
    compareText(a.trace_id ?? '\uffff', b.trace_id ?? '\uffff') ||
    comparePlaces(a.place, b.place)
  );
}

export function compareUsd(a: Usd, b: Usd): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function difference({ logged, repriced }: Mismatch): Usd {
  return logged > repriced ? logged - repriced : repriced - logged;
}
