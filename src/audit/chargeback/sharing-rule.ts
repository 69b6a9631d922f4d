// Sharing rule: which calls are nobody's own (evaluation jobs, cache warm-ups) and how their cost is shared, as it is written down.
import type { AuditedCall } from '../audited.ts';
import { groupKey } from '../group-keys.ts';

export const sharingMethods = ['even', 'proportional', 'fixed', 'requests'] as const;
export type SharingMethod = (typeof sharingMethods)[number];

export interface SharingRule {
  readonly name: string;
  readonly match: readonly (readonly [field: string, value: string])[];
  readonly by: SharingMethod;
  /** Who takes part; every team with calls of its own when absent. */
  readonly among?: readonly string[];
  /** Of a fixed rule: each team's weight. */
  readonly shares?: readonly (readonly [team: string, weight: bigint])[];
  readonly reason?: string;
}

/** The first rule that fits; `missing` stands for calls that have no such value. */
export function ruleFor(call: AuditedCall, rules: readonly SharingRule[]): SharingRule | undefined {
  return rules.find(({ match }) =>
    match.every(([field, value]) => {
      const actual = groupKey(call, field);
      return value === 'missing' ? actual === undefined : actual === value;
    }),
  );
}
