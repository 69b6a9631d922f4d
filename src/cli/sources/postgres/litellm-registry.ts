// Rows of a LiteLLM proxy's tables -> a registry: its teams, organisations as their parents, keys and projects as identities, and the
// budgets of all of them. What cannot be said in a registry is left out and counted.
import * as z from 'zod';
import { compareText } from '../../../model/place.ts';
import type { RegistryWire } from '../../../model/registry.ts';

const text = z.string().nullish();
const limits = { max_budget: z.number().nullish(), budget_duration: text };

/** Columns by table; a release that lacks one lacks what it says. Times, models, spend and metadata are not asked for. */
export const litellmTables = {
  LiteLLM_TeamTable: z.object({ team_id: z.string(), team_alias: text, organization_id: text, ...limits }),
  LiteLLM_VerificationToken: z.object({
    token: z.string(),
    team_id: text,
    project_id: text,
    budget_id: text,
    ...limits,
  }),
  LiteLLM_ProjectTable: z.object({ project_id: z.string(), team_id: text }),
  LiteLLM_OrganizationTable: z.object({ organization_id: z.string(), organization_alias: text, budget_id: text }),
  LiteLLM_BudgetTable: z.object({ budget_id: z.string(), ...limits }),
} as const;

export type LitellmTable = keyof typeof litellmTables;
export type LitellmRows = { readonly [T in LitellmTable]: readonly z.output<(typeof litellmTables)[T]>[] };

export interface LitellmRegistry {
  readonly value: RegistryWire;
  /** What is not in it, a sentence each. */
  readonly notes: readonly string[];
}

type Limits = { readonly [K in keyof typeof limits]?: z.output<(typeof limits)[K]> };
type Budget = NonNullable<RegistryWire['teams'][number]['budget']>;

export function litellmRegistry(rows: LitellmRows): LitellmRegistry {
  const left = { budgets: 0, keys: 0 };
  const budgets = new Map(rows.LiteLLM_BudgetTable.map((row) => [row.budget_id, row]));
  const budgetOf = (own: Limits, id?: string | null): { budget?: Budget } => {
    const limit = own.max_budget == null ? budgets.get(id ?? '') : own;
    if (limit?.max_budget == null) return {};
    const budget = asBudget(limit);
    if (!budget) left.budgets += 1;
    return budget ? { budget } : {};
  };
  const parentNames = uniqueNames(rows.LiteLLM_OrganizationTable, (row) => [
    row.organization_id,
    row.organization_alias,
  ]);
  const teamNames = uniqueNames(rows.LiteLLM_TeamTable, (row) => [row.team_id, row.team_alias]);
  const parents = rows.LiteLLM_OrganizationTable.map(({ organization_id: id, budget_id }) => ({
    id: parentNames.names.get(id) ?? id,
    ...budgetOf({}, budget_id),
  }));
  const teams = rows.LiteLLM_TeamTable.map((row) => {
    const id = teamNames.names.get(row.team_id) ?? row.team_id;
    const parent = parentNames.names.get(row.organization_id ?? '');
    return {
      id,
      ...(id !== row.team_id && { aliases: [row.team_id] }),
      ...(parent !== undefined && { parent }),
      ...budgetOf(row),
    };
  });
  const projectTeams = new Map(rows.LiteLLM_ProjectTable.map((row) => [row.project_id, row.team_id]));
  const teamOf = (...ids: readonly (string | null | undefined)[]): string | undefined =>
    ids.map((id) => teamNames.names.get(id ?? '')).find((name) => name !== undefined);
  const keys = rows.LiteLLM_VerificationToken.flatMap((row) => {
    const team = teamOf(row.team_id, projectTeams.get(row.project_id ?? ''));
    if (team === undefined) left.keys += 1;
    return team === undefined ? [] : [{ match: { key_hash: row.token }, team, ...budgetOf(row, row.budget_id) }];
  });
  const projects = rows.LiteLLM_ProjectTable.flatMap(({ project_id, team_id }) => {
    const team = teamOf(team_id);
    return team === undefined ? [] : [{ match: { project_id }, team }];
  });
  const identities = [...keys, ...projects];
  return {
    value: { ...(parents.length > 0 && { parents }), teams, ...(identities.length > 0 && { identities }) },
    notes: [
      ...teamNames.shared.map((name) => `several teams are called "${name}": each goes by its team_id`),
      ...(left.keys > 0 ? [`keys without a team, and so without a rule: ${left.keys}`] : []),
      ...(left.budgets > 0
        ? [`budgets that are not for a day, a week or a month, and so left out: ${left.budgets}`]
        : []),
    ],
  };
}

/** The aliases, where they tell one from another; ids otherwise. Names are compared as a registry compares them. */
function uniqueNames<Row>(
  rows: readonly Row[],
  of: (row: Row) => readonly [id: string, alias: string | null | undefined],
) {
  const fold = (name: string): string => name.trim().toLowerCase();
  const bearers = new Map<string, Set<string>>();
  for (const [id, alias] of rows.map(of))
    for (const name of [id, ...(alias ? [alias] : [])]) {
      const ids = bearers.get(fold(name)) ?? new Set();
      bearers.set(fold(name), ids.add(id));
    }
  const shared = new Set<string>();
  const names = new Map<string, string>();
  for (const [id, alias] of rows.map(of)) {
    const name = alias?.trim() ?? '';
    const isShared = name !== '' && (bearers.get(fold(name))?.size ?? 0) > 1;
    if (isShared) shared.add(fold(name));
    names.set(id, name === '' || name.length > 200 || isShared ? id : name);
  }
  return { names, shared: [...shared].sort(compareText) };
}

/** LiteLLM resets these at midnight, on Mondays and on the first of a month, UTC. */
const windows: ReadonlyMap<string, NonNullable<Budget['window']>> = new Map([
  ['1d', 'day'],
  ['24h', 'day'],
  ['7d', 'week'],
  ['1w', 'week'],
  ['30d', 'month'],
  ['1mo', 'month'],
]);

function asBudget({ max_budget, budget_duration }: Limits): Budget | undefined {
  const window = windows.get(budget_duration ?? '');
  const usd = String(max_budget);
  return window !== undefined && /^\d{1,12}(\.\d{1,18})?$/.test(usd) ? { usd, window } : undefined;
}
