// What a review looks at: a finished or half-read audit, and every billed call as one row. The caller fills it; screens only read it.
import type { Usd } from '../model/money.ts';
import type { AuditReport } from '../model/report.ts';
import type { Suggestions } from '../model/suggestion.ts';

/** One billed call, as lists show it and filters ask it. What takes work is a function: a million rows are filtered without it. */
export interface CallRow {
  readonly key: () => string;
  readonly trace_id: () => string;
  /** ISO 8601; null when no log says when. */
  readonly start: () => string | null;
  readonly owner_team: string | null;
  readonly part: 'proven' | 'recoverable' | 'unattributed';
  /** Why it is unattributed, in words. */
  readonly cause: string | null;
  readonly component: string;
  readonly provider: string | null;
  readonly model: string | null;
  /** Null when nothing says what it cost: unknown is not zero. */
  readonly usd: Usd | null;
  readonly logged_usd: () => Usd | null;
  /** Why the logged figure differs from the repriced one, in words. */
  readonly price_cause: string | null;
  /** Where fields get lost on its way; see `breakKey`. */
  readonly breaks: () => readonly string[];
  /** Required fields that no log of the call itself carries. */
  readonly missing: readonly string[];
  /** Who sent it as far as keys and accounts tell: `virtual_key` = `vk-7`. A registry rule can give them an owner. */
  readonly identities: () => readonly Identity[];
  readonly source: string;
  readonly line: number;
}

export interface Identity {
  readonly field: string;
  readonly value: string;
}

/** Rows by position, so that a million of them need not be held as a million objects. */
export interface CallRows {
  readonly size: number;
  readonly at: (index: number) => CallRow;
}

export interface Review {
  readonly report: AuditReport;
  readonly calls: CallRows;
  /** What the logs say about identities without an owner, the costliest first. */
  readonly suggestions: Suggestions;
  /** Some inputs are still being read: every figure will grow. */
  readonly partial: boolean;
}

type Break = Pick<AuditReport['breaks'][number], 'from' | 'to' | 'field' | 'kind'>;

/** The name of a break, the same for the report's row and for the calls behind it. */
export function breakKey({ from, to, field, kind }: Break): string {
  return JSON.stringify([kind, field, from, to]);
}
