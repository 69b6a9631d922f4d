// Findings as sums: how often, how much money, and the first examples.
import type { Occurrence } from '../../model/finding.ts';
import type { AuditedTrace } from '../audited.ts';
import { findings } from '../findings/index.ts';
import { addFindings, topOccurrences } from '../merge-tallies.ts';
import { addTo, mergeTop } from '../sums.ts';
import type { FindingSum } from '../tally.ts';

export function findingsOf(audited: AuditedTrace): Map<string, FindingSum> {
  const rows = new Map<string, FindingSum>();
  for (const { code, check } of findings) {
    for (const occurrence of check?.(audited) ?? []) addOccurrence(rows, code, occurrence);
  }
  return rows;
}

/** Mutates only the caller's own map. */
export function addOccurrence(rows: Map<string, FindingSum>, code: string, occurrence: Occurrence): void {
  const { records = 1, at_stake: usd } = occurrence;
  addTo(rows, code, { count: records, usd, examples: mergeTop(topOccurrences, [], [occurrence]) }, addFindings);
}
