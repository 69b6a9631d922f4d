// Audited call and trace: the facts of all stages side by side. Findings, tally and explanation read these and nothing earlier.
import type { Contract, ContractVerdict } from '../contract/contract.ts';
import type { Event } from '../model/event.ts';
import type { Usd } from '../model/money.ts';
import type { Comparison, Price } from '../model/price.ts';
import type { Call, ExclusionReason, Grade, Trace, TraceFacts } from '../model/trace.ts';

export const attributions = ['proven', 'recoverable', 'unattributed'] as const;
/** The three parts all spend splits into. */
export type AttributionPart = (typeof attributions)[number];

export const unattributedCauses = {
  'conflicting-owners': 'Logs of one call name different owners',
  'invalid-owner': 'The owner is a placeholder or personal data',
  'unknown-team': 'The owner is no team of the registry',
  'equal-rules': 'Equal rules of the registry name different owners',
  'encrypted-owner': 'The log keeps the owner encrypted',
  'unmapped-identity': 'Only a key, project or account is known, and nothing maps it to a team',
  'session-only': 'Only a session or conversation id is known, which is not an owner',
  'broken-trace': 'The way back to the owner is broken: a missing parent, a restart or an ambiguous link',
  'never-set': 'No hop ever carried an owner',
} as const;
export type UnattributedCause = keyof typeof unattributedCauses;

/** Where the money of a call comes from. */
export interface Cost {
  readonly basis: 'repriced' | 'logged' | 'unpriced';
  readonly usd: Usd;
}

export const obstacleKinds = ['map', 'carry', 'set', 'correct', 'agree', 'record', 'trace-id'] as const;
/** One thing to repair before the call is proven, and where. */
export interface Obstacle {
  readonly kind: (typeof obstacleKinds)[number];
  /** Component to change; for `carry` the edge is from -> component, for `map` the identity is `from`. */
  readonly component: string;
  readonly from?: string;
  readonly field: string;
}

export interface AuditedCall {
  readonly call: Call;
  readonly billed: boolean;
  readonly price: Price;
  /** What it costs by the other reading of its counts, where nothing decides between two. */
  readonly other_reading?: Price;
  readonly comparison?: Comparison;
  readonly cost: Cost;
  /** `missing`: not on any record of the call itself. `invalid`: wrong, however the value is known. */
  readonly contract: ContractVerdict;
  readonly part: AttributionPart;
  readonly cause?: UnattributedCause;
  readonly obstacles: readonly Obstacle[];
}

export interface AuditedExclusion {
  readonly reason: ExclusionReason;
  readonly event: Event;
  /** What the record would have added to the spend had it been counted. */
  readonly usd: Usd;
  /** Of a row that sums several calls: its price as a sum, and how the logged figure compares. */
  readonly price?: Price;
  readonly comparison?: Comparison;
}

/** Anew each time where they are very many. */
export interface AuditedExclusions extends Iterable<AuditedExclusion> {
  readonly length: number;
}

/** What is known of a trace besides its calls. */
export interface AuditedFacts {
  readonly trace: TraceFacts;
  readonly contract: Contract;
  /** Rate card -> the day its prices were checked. */
  readonly card_days: ReadonlyMap<string, string>;
  readonly exclusions: AuditedExclusions;
}

/** The calls of a trace, or a share of them: a million judged calls need not be held at once. */
export interface CallShare {
  /** Billed calls. */
  readonly calls: readonly AuditedCall[];
  readonly free_calls: readonly AuditedCall[];
}

/** A trace whose calls are judged some at a time, billed ones first, and where they are many anew each time they are asked for. */
export interface TraceInShares extends AuditedFacts {
  shares(): Iterable<CallShare>;
}

export interface AuditedTrace extends AuditedFacts, CallShare {
  readonly trace: Trace;
  readonly exclusions: readonly AuditedExclusion[];
}

/** How the owner is known. One that is invalid or disputed is none. */
export function ownerGrade({ part, call }: AuditedCall): Grade {
  return part === 'unattributed' ? 'none' : (call.envelope.owner_team?.grade ?? 'none');
}

/** How much the contract wants a field. */
export function needOf({ required, recommended }: Contract, field: string): 'required' | 'recommended' | 'optional' {
  if (required.includes(field)) return 'required';
  return recommended.includes(field) ? 'recommended' : 'optional';
}
