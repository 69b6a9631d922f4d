// Finding: one diagnosed problem with a stable code, the money at stake, its place and its evidence.
import type { Place } from './event.ts';
import type { Usd } from './money.ts';

export const severities = ['error', 'warning', 'note'] as const;
export type Severity = (typeof severities)[number];

/** One occurrence of a finding. `evidence` holds every changing part of `message`. */
export interface Occurrence {
  readonly message: string;
  readonly where?: Place;
  readonly trace_id?: string;
  /** The money concerned; nothing where no price is known. */
  readonly at_stake: Usd;
  /** How many records it stands for; 1 when absent. */
  readonly records?: number;
  readonly evidence: Readonly<Record<string, string>>;
}

/** What `attrib-audit findings CODE`, the reports and SARIF print. */
export interface FindingText {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
}
