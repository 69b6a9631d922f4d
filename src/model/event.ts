// Event: a record after normalisation, what one hop saw. It has no place for prompts or completions, so no report can leak them.
import type { Hop, TextField } from './fields.ts';
import type { Usd } from './money.ts';
import type { Usage } from './usage.ts';

/** Nanoseconds since the Unix epoch, UTC. */
export type Nanoseconds = bigint;

/**
 * Where a record stands: input file, 1-based line, byte offset, its position in an envelope that carries several records,
 * and the pointer to the part of the record that became this event.
 */
export interface Place {
  readonly source: string;
  readonly line: number;
  readonly offset: number;
  readonly member?: string;
  readonly pointer?: string;
  readonly format: string;
}

/** A pointer to another trace: a span link, or a `traceparent` carried in a message. */
export interface Link {
  readonly trace_id: string;
  readonly span_id?: string;
}

/**
 * What a record says about metering:
 * `call` it saw one model request; `rollup` it may only repeat the usage of the calls below it; `step` it is a hop without metering.
 */
export type Role = 'call' | 'rollup' | 'step';

/** Something a format or the screening noticed while reading one value. Facts only: findings judge them. */
export type MappingNote =
  | { readonly kind: 'null-like-id'; readonly field: TextField; readonly value: string }
  | { readonly kind: 'decimal-id'; readonly field: TextField; readonly value: string }
  | {
      readonly kind: 'reshaped-id';
      readonly field: TextField;
      readonly value: string;
      readonly change: 'case' | 'dashes' | 'base64' | 'x-ray';
    }
  | {
      readonly kind: 'personal-data';
      readonly field: TextField;
      readonly what: 'e-mail' | 'phone' | 'name';
      readonly masked: string;
    }
  | { readonly kind: 'secret'; readonly field: TextField; readonly what: string; readonly masked: string }
  | { readonly kind: 'bad-count'; readonly field: string; readonly value: string }
  | { readonly kind: 'bad-amount'; readonly value: string }
  | { readonly kind: 'bad-time'; readonly field: 'start' | 'end'; readonly value: string }
  | { readonly kind: 'zero-cost-with-usage' }
  | { readonly kind: 'several-owners'; readonly values: readonly string[] }
  /** The counts contradict the format's stated semantics (a cached count greater than the input it should be part of). */
  | { readonly kind: 'usage-semantics-conflict'; readonly detail: string }
  /** Nothing says whether these parts are inside their whole, as they were read, or beside it: then the usage is the other one. */
  | { readonly kind: 'usage-ambiguous'; readonly parts: readonly string[]; readonly otherwise: Usage }
  /** The usage sums several requests that were made for one answer: their smallest and their largest prompt, in tokens. */
  | { readonly kind: 'several-requests'; readonly least: number; readonly most: number }
  /** Cache writes came without their lifetime; they were read as five-minute writes. */
  | { readonly kind: 'cache-ttl-unknown' }
  /** The member that may name the owner is encrypted: ownership is unreadable here, not missing. */
  | { readonly kind: 'encrypted'; readonly member: string };

export type Event = { readonly [K in TextField]?: string } & {
  readonly hop: Hop;
  /** Name of the component that wrote the record; never empty. */
  readonly component: string;
  readonly role: Role;
  readonly usage?: Usage;
  /** The usage object as the source wrote it, kept as evidence. */
  readonly raw_usage?: Readonly<Record<string, number>>;
  readonly logged_cost_usd?: Usd;
  /** `aggregate` sums several requests: good for reconcile and estimate, never for coverage. */
  readonly granularity: 'call' | 'aggregate';
  readonly requests?: number;
  readonly attempt?: number;
  readonly cache_hit?: boolean;
  readonly streamed?: boolean;
  readonly links?: readonly Link[];
  readonly start?: Nanoseconds;
  readonly end?: Nanoseconds;
  /** Position inside a record that nests several events; orders hops that have no span ids. */
  readonly step: number;
  readonly place: Place;
  readonly notes: readonly MappingNote[];
  /** Fields whose value is only a default of the place the record comes from, not said of this request. Any other evidence beats them. */
  readonly hints?: readonly TextField[];
};

export function isHint(event: Event, field: TextField): boolean {
  return event.hints?.includes(field) ?? false;
}

/** Names by which a count may be read that is no part of what is sold: a sum over classes, how often, how many. */
const unsold: ReadonlySet<string> = new Set(['total', 'attempt', 'requests']);

/** A class the record counts, but not by a number: how much of it there was is unknown, not nothing. */
export function lostCountOf({ notes }: Event): string | undefined {
  for (const note of notes) if (note.kind === 'bad-count' && !unsold.has(note.field)) return note.field;
  return undefined;
}

/** Prompt sizes of the requests that the usage sums, in tokens; undefined where it is that of one. */
export interface PromptSizes {
  readonly least: number;
  readonly most: number;
}

export function promptSizesOf({ notes }: Event): PromptSizes | undefined {
  for (const note of notes) if (note.kind === 'several-requests') return { least: note.least, most: note.most };
  return undefined;
}

/** The outcome of one record: exactly one of these, so that nothing vanishes. */
export type Outcome =
  | { readonly kind: 'events'; readonly events: readonly Event[]; readonly left_out?: readonly LeftOut[] }
  | { readonly kind: 'skipped'; readonly reason: SkipReason; readonly detail?: string }
  | { readonly kind: 'rejected'; readonly reason: string; readonly hint?: string };

/** A part of a record that nests several, when other parts of it did become events. */
export type LeftOut = Exclude<Outcome, { readonly kind: 'events' }>;

/** Why a well-formed record is rightly not an event. */
export type SkipReason = 'not a model call' | 'no metering data' | 'unfinished' | 'repeats another record' | 'empty';

export const statuses = ['ok', 'error', 'cancelled'] as const;
