// Tally: mergeable aggregates of audited traces. Merging is associative and commutative, so parts of an input may be audited apart.
import type { Place } from '../model/event.ts';
import type { Occurrence } from '../model/finding.ts';
import type { Usd } from '../model/money.ts';
import type { VarianceCause } from '../model/price.ts';
import type { Break } from '../model/trace.ts';
import type { UnattributedCause } from './audited.ts';
import type { BudgetCall } from './budgets/budget-calls.ts';
import type { DataTimes } from './budgets/judge-budgets.ts';
import type { Fix } from './fix-text.ts';
import type { PolicyCall } from './policy/policy-calls.ts';
import type { Millionths, Running, Sum } from './sums.ts';

/** Tables of plain sums: calls (or records) and money by key. */
export type SumTable =
  | 'basis'
  | 'contract'
  | 'part'
  | 'grade'
  | 'field'
  | 'attempt'
  | 'excluded'
  | 'question passed'
  | 'question measured'
  | 'unattributed component'
  | 'unattributed model'
  | 'day proven'
  | 'day recoverable'
  | 'day unattributed';

export interface GroupSum {
  readonly calls: number;
  readonly usd: Usd;
  readonly proven: Usd;
  readonly recoverable: Usd;
  readonly unattributed: Usd;
  readonly input_tokens: Millionths;
  readonly output_tokens: Millionths;
  /** Calls whose tokens are not known, or not all of them: the sums of tokens lack them. */
  readonly uncounted: number;
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

/** Calls that need exactly these fixes, named by their keys in `fixes`, before they are proven. */
export interface Need extends Sum {
  readonly fixes: readonly string[];
}

/** Traces whose calls have the same needs. */
export interface RepairSum {
  readonly traces: number;
  /** Sorted, so that those of equal traces can be added one by one. */
  readonly needs: readonly Need[];
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
  /** Calls, records or edges concerned, as the finding has it. */
  readonly count: number;
  readonly usd: Usd;
  readonly examples: readonly Occurrence[];
}

export interface Tally {
  readonly traces: number;
  readonly events: number;
  readonly logged: Usd;
  readonly band: { readonly calls: number; readonly low: Usd; readonly high: Usd };
  /** Calls about which sources of the card disagree: their price and the range of all sources. */
  readonly disputed: { readonly calls: number; readonly usd: Usd; readonly low: Usd; readonly high: Usd };
  readonly from: bigint | undefined;
  readonly to: bigint | undefined;
  readonly tokens: ReadonlyMap<string, Millionths>;
  readonly sums: ReadonlyMap<SumTable, ReadonlyMap<string, Sum>>;
  readonly causes: ReadonlyMap<UnattributedCause, CauseSum>;
  readonly groups: ReadonlyMap<string, ReadonlyMap<string | undefined, GroupSum>>;
  readonly breaks: ReadonlyMap<string, BreakSum>;
  readonly slices: ReadonlyMap<string, SliceSum>;
  readonly repairs: ReadonlyMap<string, RepairSum>;
  readonly fixes: ReadonlyMap<string, Fix>;
  /** Calls whose logged cost could be compared, agreeing and differing; `rounding` is the drift of those that only round. */
  readonly compared: VarianceSum & { readonly rounding: Usd };
  readonly variances: ReadonlyMap<string, VarianceSum>;
  readonly mismatches: readonly Mismatch[];
  readonly unattributed_calls: readonly UnattributedCall[];
  readonly findings: ReadonlyMap<string, FindingSum>;
  /** Calls under a budget, in no order, and the times of all calls; the rest of the tally may be about some of them. */
  readonly budget_calls: readonly BudgetCall[];
  readonly all_times: DataTimes;
  /** In no order; empty without a policy. */
  readonly policy_calls: readonly PolicyCall[];
}

/** A tally that still grows: only its maker holds it. Leaves are changed in place, so they are never shared with another tally. */
export type OpenTally = {
  -readonly [K in keyof Tally]: Tally[K] extends ReadonlyMap<infer A, infer V>
    ? Map<A, V extends ReadonlyMap<infer B, infer W> ? Map<B, Running<W>> : Running<V>>
    : Tally[K] extends readonly unknown[]
      ? Tally[K]
      : Running<Tally[K]>;
} & { policy_calls: PolicyCall[]; budget_calls: BudgetCall[] };

export const newTally = (): OpenTally => ({
  traces: 0,
  events: 0,
  logged: 0n,
  band: { calls: 0, low: 0n, high: 0n },
  disputed: { calls: 0, usd: 0n, low: 0n, high: 0n },
  from: undefined,
  to: undefined,
  tokens: new Map(),
  sums: new Map(),
  causes: new Map(),
  groups: new Map(),
  breaks: new Map(),
  slices: new Map(),
  repairs: new Map(),
  fixes: new Map(),
  compared: { calls: 0, logged: 0n, repriced: 0n, rounding: 0n },
  variances: new Map(),
  mismatches: [],
  unattributed_calls: [],
  findings: new Map(),
  budget_calls: [],
  all_times: { from: undefined, to: undefined },
  policy_calls: [],
});

export const emptyTally: Tally = newTally();
