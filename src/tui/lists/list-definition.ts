// What a list is: rows by position in a review, each with cells, a stable key, text to filter by and values to sort by.
import type { Pen } from '../../report/pen.ts';
import type { Cell, Column } from '../../report/table.ts';
import type { Decisions } from '../decisions.ts';
import type { CallTest } from '../filter.ts';
import type { GridNames } from '../grid.ts';
import type { Review } from '../review.ts';
import type { Scope } from '../state.ts';

/** What lists are made of. */
export interface Subject {
  readonly review: Review;
  readonly decisions: Decisions;
  readonly scope: Scope | undefined;
}

export interface ListColumn extends Column {
  /** What the column is sorted by; the larger first. A column without it is passed over. */
  readonly value?: (subject: Subject, index: number) => bigint | number | string;
}

/** Shown as a matrix; see `grid.ts`. */
export interface GridDefinition extends GridNames {
  /** What the rows are. */
  readonly head: string;
  readonly cell: (subject: Subject, indexes: readonly number[], pen: Pen) => string;
  readonly legend: (pen: Pen) => string;
}

export interface ListDefinition {
  readonly columns: readonly ListColumn[];
  /** Rows before any filter, the costliest first. */
  readonly size: (subject: Subject) => number;
  readonly cells: (subject: Subject, index: number) => readonly Cell[];
  readonly key: (subject: Subject, index: number) => string;
  /** Text the filter looks into, in lower case; lists of calls have a test instead. */
  readonly text?: (subject: Subject, index: number) => string;
  readonly fits?: (subject: Subject, index: number, test: CallTest) => boolean;
  /** Lines about the row under the cursor. */
  readonly detail?: (subject: Subject, index: number) => readonly string[];
  readonly grid?: GridDefinition;
  /** Said when the list is empty. */
  readonly empty: string;
}
