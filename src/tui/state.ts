// The state of a review. Nothing in it is a promise or a function that reads: what the outside must do stands in `requests`.
import type { Explanation } from '../model/explanation.ts';
import { type Decision, type Decisions, noDecisions } from './decisions.ts';
import type { CallTest } from './filter.ts';
import { type Remap, type ViewId, viewIds } from './keys.ts';
import { freshList, type ListState } from './list.ts';
import type { Review } from './review.ts';

/** The calls behind a row of another view. */
export interface Scope {
  readonly title: string;
  readonly test: CallTest;
}

export interface FileChange {
  readonly file: string;
  /** Lines of a diff, each with its ` `, `+` or `-`. */
  readonly lines: readonly string[];
}

/** One line of text the user is asked for. */
export interface Prompt {
  readonly kind: 'filter' | 'command' | 'assign' | 'alias' | 'map' | 'accept' | 'note' | 'exception' | 'export';
  readonly ask: string;
  readonly text: string;
  /** What a decision is about, taken when the question was asked. */
  readonly about: readonly string[];
}

export type Request =
  | { readonly kind: 'quit' }
  | { readonly kind: 'recompute'; readonly decisions: readonly Decision[] }
  | { readonly kind: 'propose'; readonly decisions: readonly Decision[] }
  | { readonly kind: 'write'; readonly decisions: readonly Decision[] }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'edit'; readonly source: string; readonly line: number }
  /** Asks for an `explained` event. */
  | { readonly kind: 'explain'; readonly traceId: string }
  | { readonly kind: 'copy'; readonly traceId: string }
  | { readonly kind: 'save'; readonly file: string; readonly text: string };

/** What the decisions are measured by. */
export interface Standing {
  readonly score: number | null;
  readonly proven_usd: string;
  readonly unattributed_usd: string;
  readonly spend_usd: string;
}

export interface OpenTrace {
  readonly id: string;
  /** Undefined until somebody explained it. */
  readonly explanations: readonly Explanation[] | undefined;
}

export interface ReviewState {
  readonly columns: number;
  readonly rows: number;
  readonly colour: boolean;
  readonly unicode: boolean;
  readonly remap: Remap;
  readonly review: Review;
  /** Before the first decision; undefined while inputs are still being read. */
  readonly before: Standing | undefined;
  /** What is being computed and how far it is, in words. */
  readonly progress: string | undefined;
  readonly view: ViewId;
  /** Views to go back to. */
  readonly trail: readonly ViewId[];
  readonly lists: Readonly<Record<ViewId, ListState>>;
  /** Which rows of each list are shown, in their order; see `order.ts`. */
  readonly orders: Readonly<Record<ViewId, Uint32Array>>;
  readonly scope: Scope | undefined;
  readonly trace: OpenTrace | undefined;
  readonly prompt: Prompt | undefined;
  readonly overlay: 'help' | 'changes' | undefined;
  /** First line of the overlay that is shown. */
  readonly overlayTop: number;
  readonly changes: readonly FileChange[];
  readonly decisions: Decisions;
  /** The decisions that are already in files. */
  readonly written: readonly Decision[];
  readonly message: string | undefined;
  readonly requests: readonly Request[];
}

export interface Screen {
  readonly columns: number;
  readonly rows: number;
  readonly colour: boolean;
  readonly unicode: boolean;
}

const none = new Uint32Array();

function inEachView<T>(value: T): Readonly<Record<ViewId, T>> {
  // Every view is a key: the list of ids is the type's own.
  return Object.fromEntries(viewIds.map((id) => [id, value])) as Record<ViewId, T>;
}

export function firstState(review: Review, screen: Screen, remap: Remap = {}): ReviewState {
  return {
    ...screen,
    remap,
    review,
    before: undefined,
    progress: undefined,
    view: 'overview',
    trail: [],
    lists: inEachView(freshList),
    orders: inEachView(none),
    scope: undefined,
    trace: undefined,
    prompt: undefined,
    overlay: undefined,
    overlayTop: 0,
    changes: [],
    decisions: noDecisions,
    written: [],
    message: undefined,
    requests: [],
  };
}

export function standingOf({ report }: Review): Standing {
  const { coverage, totals } = report;
  return {
    score: coverage.score,
    proven_usd: coverage.proven.usd,
    unattributed_usd: coverage.unattributed.usd,
    spend_usd: totals.spend_usd,
  };
}

/** Decisions that no file has yet, and written ones that were taken back. */
export function unwrittenCount({ decisions: { taken }, written }: Pick<ReviewState, 'decisions' | 'written'>): number {
  const same = taken.findIndex((one, at) => one !== written[at]);
  return Math.max(taken.length, written.length) - (same === -1 ? Math.min(taken.length, written.length) : same);
}

/** Lines between the head and the foot; the last line of the screen stays free, or Ink would clear it all for every frame. */
export function roomOf({ rows }: Pick<ReviewState, 'rows'>): number {
  return Math.max(3, rows - 6);
}
