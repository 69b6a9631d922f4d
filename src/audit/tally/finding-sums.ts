// Findings as sums: how often, how much money, and the first examples.
import type { Occurrence } from '../../model/finding.ts';
import type { AuditedTrace } from '../audited.ts';
import { findings } from '../findings/index.ts';
import { growFinding } from '../merge-tallies.ts';
import { growIn, type Running } from '../sums.ts';
import type { FindingSum } from '../tally.ts';

type Rows = Map<string, Running<FindingSum>>;

export function addFindings(rows: Rows, audited: AuditedTrace): void {
  for (const { code, check } of findings) {
    if (check) for (const occurrence of check(audited)) addOccurrence(rows, code, occurrence);
  }
}

/** Mutates only the caller's own map. */
export function addOccurrence(rows: Rows, code: string, occurrence: Occurrence): void {
  const { records = 1, at_stake: usd } = occurrence;
  growIn(rows, code, { count: records, usd, examples: [occurrence] }, growFinding);
}
