// What an audit is given besides the events.
import type { Contract } from '../contract/contract.ts';
import type { Severity } from '../model/finding.ts';
import type { AuditReport } from '../model/report.ts';
import type { Rates } from '../pricing/rates.ts';
import type { Registry } from '../registry/registry.ts';
import type { BudgetSettings } from './budgets/budget.ts';
import type { CompiledPolicy } from './policy/compile-policy.ts';
import type { CallFilter } from './select-calls.ts';

export interface AuditSettings {
  readonly contract: Contract;
  readonly contract_mode: 'soft' | 'hard';
  readonly rates: Rates;
  /** Teams and what belongs to them; without one, names of teams are taken as they come. */
  readonly registry?: Registry;
  readonly registry_file?: { readonly id: string; readonly sha256: string | null };
  readonly rate_cards: readonly {
    readonly id: string;
    readonly as_of: string | null;
    readonly sha256: string | null;
  }[];
  /** Largest acceptable unattributed share, in percent. */
  readonly target_pct: number;
  /** Fields to group by besides owner_team; see group-keys.ts. */
  readonly group_by: readonly string[];
  /** Named owner of the exception bucket and days until it must be empty. */
  readonly bucket: { readonly owner: string | null; readonly sla_days: number | null; readonly due?: string };
  /** Calls to report on; all when absent. What is left out is accounted for as `filtered out`. */
  readonly select?: CallFilter;
  /** Notes for the repair plan, by the text of the fix. */
  readonly notes?: Readonly<Record<string, string>>;
  /** Judged on all calls, whatever `select` leaves out: half of the calls would look like half of the spend. */
  readonly budgets?: BudgetSettings;
  /** Judged on all calls, whatever `select` leaves out. */
  readonly policy?: CompiledPolicy;
  readonly tool_version: string;
  /** What another command must be given to see the same calls. */
  readonly flags?: readonly string[];
  /** Severities by finding code as the user wants them. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
}

export type InputSummary = AuditReport['generated_from']['inputs'][number];

/** What spend is grouped by: the owner first, then what was asked for; model and feature are in every document. */
export function groupsOf({ group_by }: Pick<AuditSettings, 'group_by'>): readonly string[] {
  return [...new Set(['owner_team', ...group_by, 'model', 'feature'])];
}
