// Trace and call: events put together. A call is one metered model request, however many hops recorded it.
import type { Event, Nanoseconds, PromptSizes } from './event.ts';
import type { Hop, OwnershipField } from './fields.ts';
import type { Usd } from './money.ts';
import type { Usage } from './usage.ts';

export const grades = ['explicit', 'joined', 'inherited', 'stitched', 'mapped', 'none'] as const;
/** How a value is known: on the call's own record, in another log of the same call, from an ancestor, across a restart, by registry rule, not at all. */
export type Grade = (typeof grades)[number];

/** One resolved field of a call with its evidence; `rivals` are other logs of the same call that say something else. */
export interface Attribution {
  readonly value: string;
  readonly grade: Exclude<Grade, 'none'>;
  readonly from: Event;
  readonly rivals: readonly { readonly value: string; readonly from: Event }[];
  /** What of the registry gave the value: the rule, the alias, the team. */
  readonly rule?: string;
  /** Of a mapped value: the rule is exclusive, so the value counts as proof. */
  readonly proves?: boolean;
}
export type EnvelopeField = OwnershipField | 'trace_id';
export type Envelope = { readonly [K in EnvelopeField]?: Attribution };

/** What was metered, merged from all logs of the call by authority: provider log > gateway > SDK telemetry > app. */
export interface Metering {
  readonly provider?: string;
  /** As requested; `response_model` is what served. */
  readonly model?: string;
  readonly response_model?: string;
  readonly operation?: string;
  readonly service_tier?: string;
  /** What was asked for; `service_tier` is what served, where a log says it. */
  readonly requested_tier?: string;
  readonly region?: string;
  readonly unit_price_source?: string;
  readonly usage?: Usage;
  readonly raw_usage?: Readonly<Record<string, number>>;
  /** The record whose usage counts. */
  readonly usage_from?: Event;
  /** A class that no log of the call counts by a number; `usage` lacks it. */
  readonly lost_count?: string;
  /** Set where `usage` sums several requests: a context threshold is held against each of them. */
  readonly prompts?: PromptSizes;
  readonly logged_cost_usd?: Usd;
  readonly logged_from?: Event;
  readonly status?: string;
  readonly error?: string;
  readonly streamed?: boolean;
  readonly cache_hit?: boolean;
  readonly start?: Nanoseconds;
  readonly end?: Nanoseconds;
}

/** One stretch of the path from the root to the call: consecutive events of the same component. */
export interface PathHop {
  readonly component: string;
  readonly hop: Hop;
  /** In order; the last hop of a call's path ends with the call's own records. */
  readonly events: readonly Event[];
  /** This hop was reached over a trace restart. */
  readonly stitched: boolean;
  /** At least one of its events is a log of the call itself. */
  readonly sighting: boolean;
}

export const breakKinds = ['dropped', 'rewritten', 'late'] as const;
export type BreakKind = (typeof breakKinds)[number];

/** A field lost, changed or added late at the edge between two components. */
export interface Break {
  readonly from: string;
  readonly to: string;
  readonly field: OwnershipField;
  readonly kind: BreakKind;
  readonly before?: string;
  readonly after?: string;
  /** The first record that shows the break. */
  readonly at: Event;
}

/** How the attempts of one logical request relate. */
export interface AttemptGroup {
  /** Same for all attempts of one logical request. */
  readonly key: string;
  /** 0 is the first attempt. */
  readonly index: number;
  readonly kind: 'first' | 'retry' | 'fallback';
  /** Another attempt of the group served the request: what this one cost came on top. */
  readonly extra: boolean;
}

export const mappingFaultKinds = [
  'unknown-team',
  'closed-team',
  'equal-rules',
  'contradicting-identities',
  'owner-differs',
] as const;

/** Where the registry and the records of a call do not agree. */
export interface MappingFault {
  readonly kind: (typeof mappingFaultKinds)[number];
  readonly detail: string;
  /** Every changing part of the detail. */
  readonly evidence: Readonly<Record<string, string>>;
}

/** What a registry says about one call. */
export interface Mapping {
  /** The team that owns the call, when the registry knows it. */
  readonly team?: {
    readonly id: string;
    readonly parent?: string | undefined;
    readonly owner?: string | undefined;
  };
  /** The environment its keys are for, whatever the request says. */
  readonly environment?: string;
  readonly faults: readonly MappingFault[];
}

/** What a call is before its path is walked. */
export interface FoundCall {
  /** Stable name: provider request id, else request id, else trace and span id, else the place of its record. */
  readonly key: string;
  /** All records of this call, the most authoritative about metering first. */
  readonly sightings: readonly [Event, ...Event[]];
}

export interface Call extends FoundCall {
  readonly metering: Metering;
  readonly envelope: Envelope;
  /** Root first. Always ends at the call itself. */
  readonly path: readonly PathHop[];
  readonly breaks: readonly Break[];
  readonly attempt?: AttemptGroup;
  /** Set when there is a registry. */
  readonly mapping?: Mapping;
}

export const restartHows = [
  'span-link',
  'shared-request-id',
  'same-call',
  'truncated-id',
  'decimal-id',
  'session-id',
] as const;

/** A trace id that changed on the way, and what reconnected it. */
export interface Restart {
  readonly how: (typeof restartHows)[number];
  readonly from: string;
  readonly to: string;
  readonly before: string;
  readonly after: string;
  readonly at: Event;
}

export const traceFaultKinds = [
  'orphan',
  'cycle',
  'too-deep',
  'clock-skew',
  'unstitched-restart',
  'ambiguous-link',
  'possible-duplicate',
  'constant-id',
] as const;
export interface TraceFault {
  readonly kind: (typeof traceFaultKinds)[number];
  readonly at: Event;
  readonly detail: string;
}

/** A request that a proxy saw on its way to a provider's host, of a call that no gateway of the input knows. */
export interface Bypass {
  /** The first line that saw it. */
  readonly at: Event;
  /** The service that sent it, when a line names one. */
  readonly sender?: string;
  /** The call, when another log knows it. Without one nobody measured its tokens. */
  readonly call?: FoundCall;
}

export const exclusionReasons = [
  'parent sum',
  'same call in another log',
  'duplicate',
  'streaming partial',
  'failed without usage',
  'cache hit',
  'aggregate row',
  'hop without metering',
  'filtered out',
] as const;
/** Why an event did not become a billed call of its own. */
export type ExclusionReason = (typeof exclusionReasons)[number];

export interface Exclusion {
  readonly reason: ExclusionReason;
  readonly event: Event;
}

/** The events of one user-visible request, and what is known of them besides the calls. */
export interface TraceFacts {
  /** The least of its trace ids; the key of its only call when it has none. */
  readonly id: string;
  readonly trace_ids: readonly string[];
  readonly events: readonly Event[];
  readonly restarts: readonly Restart[];
  readonly faults: readonly TraceFault[];
  readonly bypasses: readonly Bypass[];
  readonly exclusions: readonly Exclusion[];
}

/** Every event is the first sighting of a billed call or stands in `exclusions`. */
export interface Trace extends TraceFacts {
  /** Billed calls only. */
  readonly calls: readonly Call[];
  /** Requests that cost nothing but still need an owner: failures without usage and gateway cache hits. */
  readonly free_calls: readonly Call[];
}
