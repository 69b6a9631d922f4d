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

export interface Taken {
  /** The first rule that fits. */
  readonly rule: SharingRule;
  /** It does, and may not: the call has no owner, and no rule that fits gives a reason to share it. */
  readonly barred: boolean;
}

export function ruleFor(call: AuditedCall, rules: readonly SharingRule[]): Taken | undefined {
  const fitting = rules.filter((rule) => fits(call, rule));
  const owned = groupKey(call, 'owner_team') !== undefined;
  const allowed = fitting.find(({ reason }) => owned || reason !== undefined);
  const rule = allowed ?? fitting[0];
  return rule && { rule, barred: allowed === undefined };
}

/** `missing` stands for calls that have no such value. */
function fits(call: AuditedCall, { match }: SharingRule): boolean {
  return match.every(([field, value]) => {
    const actual = groupKey(call, field);
    return value === 'missing' ? actual === undefined : actual === value;
  });
}
