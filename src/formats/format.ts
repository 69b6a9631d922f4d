// Format: a declarative table that says how one source's records become events. Everything that can be a table is one.
import type { Event, Outcome, Role, SkipReason } from '../model/event.ts';
import type { Hop, TextField } from '../model/fields.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { UsageClass } from '../model/usage.ts';
import type { TimeForm, TimeUnit } from './times.ts';
import type { MoneyUnit } from './values.ts';

/** Source paths, the first present one wins. Dots nest or belong to the key (see project.ts). */
export type Paths = readonly string[];
/** A numeric time needs its unit; ISO text does not. */
export interface TimePaths {
  readonly from: Paths;
  readonly unit?: TimeForm;
  /** Paths whose unit is not `unit`. */
  readonly units?: Readonly<Record<string, TimeForm>>;
}
export interface EndPaths extends TimePaths {
  /** Paths that hold the length of time after `start`, used when `from` gives nothing. */
  readonly duration?: {
    readonly from: Paths;
    readonly unit: TimeUnit;
    readonly units?: Readonly<Record<string, TimeUnit>>;
  };
}
export interface AmountPaths {
  readonly from: Paths;
  readonly unit: MoneyUnit;
  /** Paths in another unit. */
  readonly units?: Readonly<Record<string, MoneyUnit>>;
}

/** `tool_prompt`: what tools gave back to the model, input beside the input count. */
export type UsagePath = UsageClass | 'cache_write' | 'tool_prompt' | 'total';

/** How a vendor's counts overlap; made disjoint once, in `disjoint-usage.ts`. */
export interface TokenSemantics {
  /** Is the cached part inside the input count? `by-total` decides per record by arithmetic. */
  readonly cached_input: 'inside-input' | 'beside-input' | 'by-total';
  readonly cache_write: 'inside-input' | 'beside-input' | 'by-total';
  /** `beside-unless-total`: beside, but inside where the total adds up only so. */
  readonly reasoning: 'inside-output' | 'beside-output' | 'beside-unless-total' | 'by-total';
  /**
   * Audio, image and video counts: inside the input and output counts (default) or beside them. `uncached-inside`: those of the input hold
   * none that were cached.
   */
  readonly modalities?: 'inside' | 'uncached-inside' | 'beside';
}

/** One way of counting, for a source that has several: its counts are read when all of `when` hold. */
export interface Dialect {
  readonly when: readonly Condition[];
  readonly usage: { readonly [K in UsagePath]?: Paths };
  readonly tokens?: TokenSemantics;
}

/**
 * One test on a record: `key` is present and no dash, `key=text` equals, `key^=text` starts with, `key{}` is an object, `key[]` a list, `!test` does
 * not hold; a nested list means any of them.
 */
export type Condition = string | readonly string[];

export interface FormatTable {
  readonly id: string;
  readonly title: string;
  readonly hop: Hop;
  /** What its records are unless `settle` says otherwise; `call` when absent. */
  readonly role?: Role;
  /** Component name when no path gives one; the id when absent. */
  readonly component?: string;
  /** All must hold. */
  readonly recognise: readonly Condition[];
  /** Members that may hold JSON as text. */
  readonly json?: Paths;
  readonly fields: { readonly [K in TextField]?: Paths } & {
    readonly start?: TimePaths;
    readonly end?: EndPaths;
    readonly logged_cost_usd?: AmountPaths;
    readonly attempt?: Paths;
    readonly requests?: Paths;
    readonly cache_hit?: Paths;
    readonly streamed?: Paths;
    readonly traceparent?: Paths;
    /** Kind of hop as the record itself names it. */
    readonly hop?: Paths;
    /** `aggregate` or anything else. */
    readonly granularity?: Paths;
    /** Lists of `{trace_id, span_id}` or of `traceparent` texts. */
    readonly links?: Paths;
  };
  /** Tried in order before `usage` and `tokens`. */
  readonly dialects?: readonly Dialect[];
  readonly usage?: { readonly [K in UsagePath]?: Paths };
  readonly tokens?: TokenSemantics;
  /** Free dictionaries and tag lists searched for ownership names, after `fields`. */
  readonly labels?: Paths;
  /** The record itself is such a dictionary: access logs have whatever keys their operator chose. */
  readonly any_key?: true;
  /** Weaker evidence (the process's own settings, names that only often mean a field): read last, for what is still missing. */
  readonly fallback?: { readonly fields?: { readonly [K in TextField]?: Paths }; readonly labels?: Paths };
  /** Further paths, for `settle` alone. */
  readonly reads?: Paths;
  /**
   * Set where it is known what `settle` looks at of ids and owners: nothing of those that stand here not, or only whether one is there, or whether
   * two are equal; of the others whether they hold one of these texts, or with which of them they begin, or all of it (`value`). Records that differ in
   * nothing else are of one kind.
   */
  readonly telling?: {
    readonly [K in TextField]?: readonly string[] | { readonly begins: readonly string[] } | 'value';
  };
  /** Paths of prompts and completions: listed so that the docs can say they are never read. */
  readonly never_read?: Paths;
  /** Facts a reader of this format must know; printed by `attrib-audit formats ID`. */
  readonly traps?: readonly string[];
  /** What the format can carry at all; printed by `attrib-audit formats`. */
  readonly proves?: {
    readonly owner: boolean;
    readonly trace: boolean;
    readonly usage: boolean;
    readonly cost: boolean;
    /** Its rows sum several requests: they feed reconcile and estimate, never coverage. */
    readonly aggregate?: true;
  };
}

/** The value at one of the table's paths, JSON text opened. */
export type ValueAt = (path: string) => JsonValue | undefined;

/** An event under construction. What it has not is undefined; nothing is deleted, which would make it slow (new-draft.ts). */
export type Draft = { -readonly [K in keyof Event]: Event[K] | UndefinedIfOptional<K> };
type UndefinedIfOptional<K extends keyof Event> = Partial<Pick<Event, K>> extends Pick<Event, K> ? undefined : never;

/** One event's worth of a record that nests several. `value` is what the table's paths are read from. */
export interface Part {
  readonly value: JsonObject;
  readonly pointer: string;
  readonly hop?: Hop;
  readonly component?: string;
  readonly role?: Role;
  /** The record is only a batch that was sent together: this part is a record of its own, and may be another sighting of the same call. */
  readonly batched?: true;
  /** How this part's counts overlap, where it differs from the table's. */
  readonly tokens?: TokenSemantics;
}

/** A record that holds its parts side by side in lists, and around them what is said of all of them. */
export interface Page {
  /** Names of the list on each level; parts stand in the innermost one. */
  readonly lists: readonly Paths[];
  /** What may stand behind the list of a level and says nothing. */
  readonly behind: Paths;
  /** What the members of an entry of a list of attributes are called. */
  readonly entry: { readonly key: string; readonly value: string };
  /** Paths of a part's value that `split` and `settle` look at beside those of the table. */
  readonly reads: Paths;
  /**
   * At which places of a part's `value` it is read what stands in the part at these keys: `any` where anything may be looked at, none where nothing is. `keyAt`:
   * what an entry of a list of attributes is called that stands at some keys.
   */
  readonly placesOf: (
    keys: readonly (string | number)[],
    keyAt: (entry: readonly (string | number)[]) => string | undefined,
  ) => readonly (readonly string[])[] | 'any';
}

/** A record that is a trace: where its parts stand, and what its calls take from the others. */
export interface Nest {
  /** The part that a value stands in, by its keys; undefined where it stands in none. */
  readonly partAt: (keys: readonly (string | number)[]) => PartAt | undefined;
  /** Of the root what a call takes where it says nothing itself. */
  readonly fromRoot: ReadonlySet<TextField>;
  /** Paths of a part that name it. */
  readonly names: Paths;
  /** Paths of a call that may give it either id of its request; with which of these texts they begin tells, and which are equal. */
  readonly requestIds: { readonly from: Paths; readonly begins: readonly string[] };
  /** A part of which all this holds may be more than its table says. It asks for no values, only whether and what they are. */
  readonly more_when: readonly Condition[];
}

export interface PartAt {
  readonly kind: 'root' | 'hop' | 'call';
  /** So many of the keys lead to it. */
  readonly depth: number;
}

export interface Format extends FormatTable {
  /** Set for a format whose records are pages, where all of a part's value comes from the part and what stands around it. */
  readonly page?: Page;
  /** Set for a format whose records are traces, where `split` and `arrange` look at no more of free fields than it says. */
  readonly nest?: Nest;
  /** The record as the table reads it: with text opened that a source writes instead of an object, or under the names of the table. */
  readonly reshape?: (record: JsonObject) => JsonObject;
  /** For a record that nests many events: its parts in path order. `known` is what was remembered of earlier records. */
  readonly split?: (record: JsonObject, known: JsonObject) => readonly Part[] | Settled;
  /** Only records of which all this holds are split; the others may be read by kinds. It asks for no values, only whether and what they are. */
  readonly split_when?: readonly Condition[];
  /**
   * For a log whose lines lean on earlier lines of the same input: what is known after this record. Only for logs that are one document
   * written line by line, since the order of records means nothing elsewhere.
   */
  readonly remember?: (record: JsonObject, known: JsonObject) => JsonObject;
  /** For what a table cannot say: choose between rival values, set the role, skip, reject. */
  readonly settle?: (draft: Draft, value: JsonObject, valueAt: ValueAt) => Settled;
  /** For what the parts of one record say about each other: gets its settled events in order, gives back those that stand. */
  readonly arrange?: (events: readonly Event[]) => readonly Event[];
}

/** What becomes of one part of a record. */
export type Settled = { readonly kind: 'event'; readonly event: Event } | Exclude<Outcome, { kind: 'events' }>;

/** Cast: members that are undefined stay behind when the event is finished (read-record.ts). */
export const event = (draft: Draft): Settled => ({ kind: 'event', event: draft as Event });
export const skipped = (reason: SkipReason, detail?: string): Settled =>
  detail === undefined ? { kind: 'skipped', reason } : { kind: 'skipped', reason, detail };
export const rejected = (reason: string, hint?: string): Settled =>
  hint === undefined ? { kind: 'rejected', reason } : { kind: 'rejected', reason, hint };

/** Gives a format its exact type; the compiled reader is made on first use (read-record.ts). */
export const defineFormat = (format: Format): Format => format;
