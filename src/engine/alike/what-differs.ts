// Which fields may differ between calls of one kind, given what the settings look at; and whether calls may be summed up by kinds at all.

import { type AuditSettings, groupsOf } from '../../audit/settings.ts';
import { defaultContract } from '../../contract/default-contract.ts';
import { ownRules } from '../../contract/judges-alike.ts';
import {
  identityFields,
  infrastructureFields,
  ownershipFields,
  type TextField,
  textFields,
} from '../../model/fields.ts';
import { type AlikeValues, alikeValues } from '../../registry/alike-values.ts';

export interface Differing {
  /** May have any plain value in a row. */
  readonly free: ReadonlySet<TextField>;
  /** Free fields that calls are grouped by. */
  readonly dimensions: readonly TextField[];
  /** Names of groups in which all calls of a kind are together. */
  readonly shared: readonly string[];
  /** Values of free fields that a filter tells from all others. */
  readonly told: ReadonlyMap<string, readonly string[]>;
  /** Of the registry, where there is one. */
  readonly mapped: AlikeValues | undefined;
}

/** An environment decides how strict a contract is, and a service names its own hop. */
const telling: ReadonlySet<string> = new Set(['environment', 'service', 'request_source']);
const differing: readonly TextField[] = [
  ...identityFields,
  ...ownershipFields.filter((field) => !telling.has(field)),
  ...infrastructureFields,
];
const numbers = ['usage', 'start', 'end', 'logged_cost_usd'] as const;
/** Calls are summed up by kind and day, over all files. */
const finer: ReadonlySet<string> = new Set(['hour', 'source', 'trace_id', 'span_id', 'parent_span_id']);
const ofDays: ReadonlySet<string> = new Set(['day', 'week', 'month']);
/** What a registry knows of a team. */
const ofTeams: ReadonlySet<string> = new Set(['parent', 'cost_center']);

/** Undefined when the settings look at single calls. */
export function whatDiffers(settings: AuditSettings): Differing | undefined {
  const { select, budgets, policy, registry, contract } = settings;
  if (budgets || policy || (select && !select.looks_at)) return undefined;
  const groups = groupsOf(settings);
  const told = select?.looks_at?.values ?? new Map<string, readonly string[]>();
  if (groups.some((name) => finer.has(name)) || [...told.keys()].some((name) => finer.has(name) || ofDays.has(name)))
    return undefined;
  if (registry && [...groups, ...told.keys()].some((name) => ofTeams.has(name))) return undefined;
  const rules = ownRules(contract.schema, defaultContract().schema, new Set([...differing, ...numbers]));
  if (rules === undefined || numbers.some((name) => rules.has(name))) return undefined;
  const free = new Set(differing.filter((field) => !rules.has(field)));
  return {
    free,
    dimensions: textFields.filter((field) => free.has(field) && groups.includes(field)),
    shared: groups.filter((name) => !free.has(name as TextField)), // any other name is no member
    told,
    mapped: registry && alikeValues(registry, free),
  };
}
