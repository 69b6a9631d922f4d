// Budget: an amount of money for the calls that fit, over and over again for each window of time.
import type { Usd } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { Approval } from '../../model/policy.ts';
import type { IdentityEntry } from '../../model/registry.ts';
import type { Zone } from '../../model/zone.ts';
import type { Registry } from '../../registry/registry.ts';
import type { AuditedCall } from '../audited.ts';
import { groupKey } from '../group-keys.ts';
import type { WindowName } from './local-time.ts';

/** From the outside in: a call must find money left on every level. */
export const budgetLevels = ['customer', 'team', 'key', 'other'] as const;
export type BudgetLevel = (typeof budgetLevels)[number];

export interface Budget {
  /** Names the budget among all others. */
  readonly key: string;
  readonly level: BudgetLevel;
  readonly label: string;
  readonly usd: Usd;
  readonly window: WindowName;
  readonly zone: Zone;
}

export type BudgetTerms = Pick<Budget, 'usd' | 'window' | 'zone'>;

/** What is written down: fields and their values. `*` stands for any value and gives each value a budget of its own. */
export interface BudgetRule extends BudgetTerms {
  readonly match: readonly (readonly [field: string, value: string])[];
}

export interface BudgetSettings {
  readonly rules: readonly BudgetRule[];
  /** Budgets of the registry's identity rules: a call is under each that fits it. */
  readonly identities?: { readonly registry: Registry; readonly terms: ReadonlyMap<IdentityEntry, BudgetTerms> };
  /** How much over its budget a team may go, and on which days. */
  readonly approvals?: readonly Approval[];
  /** The moment taken for now; the newest call when absent. */
  readonly as_of?: bigint;
}

interface FieldRules {
  readonly byValue: Map<string, BudgetRule[]>;
  readonly anyValue: BudgetRule[];
}
/** Rules by their first field and its value, so that thousands of keys cost no more than one. */
const indexes = new WeakMap<readonly BudgetRule[], ReadonlyMap<string, FieldRules>>();

function indexOf(rules: readonly BudgetRule[]): ReadonlyMap<string, FieldRules> {
  const known = indexes.get(rules);
  if (known) return known;
  const index = new Map<string, FieldRules>();
  for (const rule of rules) {
    const [field, value] = rule.match[0] ?? ['', '*'];
    const fieldRules = index.get(field) ?? { byValue: new Map<string, BudgetRule[]>(), anyValue: [] };
    index.set(field, fieldRules);
    if (value === '*') fieldRules.anyValue.push(rule);
    else fieldRules.byValue.set(value, [...(fieldRules.byValue.get(value) ?? []), rule]);
  }
  indexes.set(rules, index);
  return index;
}

/** The budgets a call is spent from, the outermost first. */
export function budgetsOf(call: AuditedCall, { rules, identities }: BudgetSettings): readonly Budget[] {
  const fitting = [...indexOf(rules)].flatMap(([field, { byValue, anyValue }]) => {
    const value = groupKey(call, field);
    return value === undefined ? [] : [...(byValue.get(value) ?? []), ...anyValue];
  });
  return [
    ...fitting.flatMap((rule) => budgetUnder(call, rule) ?? []),
    ...(identities ? identityBudgets(call, identities) : []),
  ].sort((a, b) => budgetLevels.indexOf(a.level) - budgetLevels.indexOf(b.level) || compareText(a.key, b.key));
}

function identityBudgets(
  { call }: AuditedCall,
  { registry, terms }: NonNullable<BudgetSettings['identities']>,
): readonly Budget[] {
  return registry.rules.fitting(call.sightings, call.metering.start).flatMap(({ rule: { entry, label } }): Budget[] => {
    const found = terms.get(entry);
    if (!found) return [];
    const { usd, window, zone } = found;
    const make = (): Budget => ({
      ...found,
      key: JSON.stringify([label, window, zone.name, usd.toString()]),
      level: 'key',
      label,
    });
    return [onlyOne(found, label, make)];
  });
}

function budgetUnder(call: AuditedCall, rule: BudgetRule): Budget | undefined {
  const { match, usd, window, zone } = rule;
  const values: [string, string][] = [];
  for (const [field, wanted] of match) {
    const value = groupKey(call, field);
    if (value === undefined || (wanted !== '*' && wanted !== value)) return undefined;
    values.push([field, value]);
  }
  const [first, ...others] = values;
  const name = first && others.length === 0 ? first[1] : JSON.stringify(values);
  return onlyOne(rule, name, () => {
    const key = JSON.stringify([values, window, zone.name, usd.toString()]);
    return { key, level: levelOf(match.map(([field]) => field)), label: labelOf(values), usd, window, zone };
  });
}

const made = new WeakMap<BudgetTerms, Map<string, Budget>>();

/** All calls under a budget share it: there are many of them. */
function onlyOne(terms: BudgetTerms, name: string, make: () => Budget): Budget {
  const known = made.get(terms) ?? new Map<string, Budget>();
  made.set(terms, known);
  const budget = known.get(name) ?? make();
  known.set(name, budget);
  return budget;
}

const keys: ReadonlySet<string> = new Set([
  'virtual_key',
  'api_key_id',
  'service_account',
  'principal',
  'project_id',
  'workspace_id',
  'account_id',
]);

export function levelOf(fields: readonly string[]): BudgetLevel {
  if (fields.some((field) => keys.has(field))) return 'key';
  if (fields.length === 1 && fields[0] === 'owner_team') return 'team';
  return fields.length === 1 && fields[0] === 'parent' ? 'customer' : 'other';
}

/** The value alone where the level says what it is. */
function labelOf(values: readonly (readonly [string, string])[]): string {
  const named = values.filter(
    ([field], _, all) => !(field === 'owner_team' && all.length > 1 && all.some(([other]) => keys.has(other))),
  );
  return named
    .map(([field, value]) => (named.length === 1 && field !== 'feature' ? value : `${field}=${value}`))
    .join(' ');
}
