// Chooses among the rules that fit a call: the most specific wins; equals that disagree win nothing, and say so.
import type { Attribution, MappingFault } from '../model/trace.ts';
import { compareRanks, type Fitting, type Rule } from './rules.ts';
import type { TeamFound } from './teams.ts';

export interface Choice {
  readonly owner: Attribution | undefined;
  /** What the most specific rule of that team says of a field. */
  readonly valueFor: (field: 'workflow_id' | 'feature' | 'environment', team: string) => Attribution | undefined;
  /** Of the most specific rule that names one, whoever it belongs to. */
  readonly environment: string | undefined;
  readonly faults: readonly MappingFault[];
}

interface Teamed extends Fitting {
  readonly team: string;
}

/** `fitting` has the most specific first. */
export function chooseRule(fitting: readonly Fitting[], find: (name: string) => TeamFound): Choice {
  const teamed = fitting.map((one): Teamed => ({ ...one, team: teamOf(one.rule, find) }));
  const [first] = teamed;
  const equals = first ? teamed.filter(({ rule }) => compareRanks(rule, first.rule) === 0) : [];
  const torn = new Set(equals.map(({ team }) => team)).size > 1;
  const winner = torn ? undefined : first;
  return {
    owner: winner && mapped(winner, winner.team),
    valueFor: (field, team) =>
      valueFor(
        field,
        teamed.filter((one) => one.team === team),
      ),
    environment: teamed.find(({ rule }) => rule.entry.environment !== undefined)?.rule.entry.environment,
    faults: torn ? [equalRules(equals)] : winner ? contradictions(winner, teamed) : [],
  };
}

/** The team that answers for the rule's on that day; the rule's own when it is closed. */
function teamOf({ entry }: Rule, find: (name: string) => TeamFound): string {
  const found = find(entry.team);
  return found.kind === 'team' ? found.team.id : entry.team;
}

function mapped({ rule, from }: Fitting, value: string): Attribution {
  return { value, grade: 'mapped', from, rivals: [], rule: ruleText(rule), proves: rule.entry.exclusive };
}

export function ruleText({ label, entry }: Rule): string {
  return `rule ${label}${entry.exclusive ? ' (exclusive)' : ''}`;
}

/** Equals that disagree about a default give none. */
function valueFor(field: 'workflow_id' | 'feature' | 'environment', own: readonly Teamed[]): Attribution | undefined {
  const saying = own.filter(({ rule }) => rule.entry[field] !== undefined);
  const [first] = saying;
  const value = first?.rule.entry[field];
  if (!first || value === undefined) return undefined;
  const equals = saying.filter(({ rule }) => compareRanks(rule, first.rule) === 0);
  return equals.every(({ rule }) => rule.entry[field] === value) ? mapped(first, value) : undefined;
}

function equalRules(equals: readonly Teamed[]): MappingFault {
  const said = equals.map(({ rule, team }) => `${rule.label} says ${team}`);
  return {
    kind: 'equal-rules',
    detail: `rules of the same weight: ${said.join(', ')}`,
    evidence: {
      rules: equals.map(({ rule }) => rule.label).join(', '),
      teams: [...new Set(equals.map(({ team }) => team))].join(', '),
    },
  };
}

/** Another identity of the call belongs to another team. A pattern below the winner is a fallback and no contradiction. */
function contradictions(winner: Teamed, teamed: readonly Teamed[]): readonly MappingFault[] {
  const fields = new Set(winner.rule.conditions.flatMap((condition) => condition.fields));
  const other = teamed.find(
    ({ rule, team }) =>
      team !== winner.team &&
      rule.conditions.every(
        (condition) => condition.glob.exact && !condition.fields.some((field) => fields.has(field)),
      ),
  );
  if (!other) return [];
  return [
    {
      kind: 'contradicting-identities',
      detail: `${winner.rule.label} belongs to ${winner.team}, ${other.rule.label} to ${other.team}`,
      evidence: { rule: winner.rule.label, team: winner.team, other_rule: other.rule.label, other_team: other.team },
    },
  ];
}
