// Findings as sums: how often, how much money, and the first examples.
import type { Occurrence } from '../../model/finding.ts';
import type { AuditedTrace } from '../audited.ts';
import type { About } from '../findings/define-finding.ts';
import { findings } from '../findings/index.ts';
import { growFinding } from '../merge-tallies.ts';
import { growIn, type Running } from '../sums.ts';
import type { FindingSum } from '../tally.ts';

type Rows = Map<string, Running<FindingSum>>;

export function addFindings(rows: Rows, audited: AuditedTrace): void {
  const has = contentsOf(audited);
  for (const { code, about, check } of findings) {
    if (check && (about === undefined || has[about]))
      for (const occurrence of check(audited)) addOccurrence(rows, code, occurrence);
  }
}

/** Most traces have little to tell: asking each finding about each of them would take longer than all the rest. */
export function contentsOf({ trace, calls, exclusions }: AuditedTrace): Readonly<Record<About, boolean>> {
  return {
    notes: trace.events.some(({ notes }) => notes.length > 0),
    faults: trace.faults.length > 0,
    exclusions: exclusions.length > 0,
    restarts: trace.restarts.length > 0,
    bypasses: trace.bypasses.length > 0,
    breaks: calls.some(({ call }) => call.breaks.length > 0),
    doubts: calls.some(({ price }) => price.kind !== 'priced' || price.undated),
    differences: calls.some(({ comparison }) => comparison?.kind === 'differs'),
    mappings: calls.some(({ call }) => call.mapping !== undefined),
    losses: calls.some(({ part }) => part === 'unattributed'),
  };
}

/** Mutates only the caller's own map. */
export function addOccurrence(rows: Rows, code: string, occurrence: Occurrence): void {
  const { records = 1, at_stake: usd } = occurrence;
  growIn(rows, code, { count: records, usd, examples: [occurrence] }, growFinding);
}
