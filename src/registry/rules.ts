// Identity rules: which of them fit the identities of a call, the most specific first. Their order in the file means nothing.
import type { Event, Nanoseconds } from '../model/event.ts';
import { compareText } from '../model/place.ts';
import type { IdentityEntry } from '../model/registry.ts';
import { type RuleField, ruleAliases, ruleFields } from '../model/rule-fields.ts';
import { compileGlob, type Glob } from './glob.ts';
import { holds, type Window, windowOf } from './window.ts';

interface Condition {
  /** Any of these may have the value. */
  readonly fields: readonly RuleField[];
  readonly text: string;
  readonly glob: Glob;
}

export interface Rule {
  readonly entry: IdentityEntry;
  readonly window: Window;
  /** What the rule asks for, as evidence shows it: `virtual_key=vk-1, service=mailer`. */
  readonly label: string;
  readonly conditions: readonly Condition[];
  readonly rank: Rank;
}

/** Compared from left to right, the greater first: conditions, then the telling fields, then exact values, then letters. */
type Rank = readonly number[];

export interface Fitting {
  readonly rule: Rule;
  /** The record that shows the identity. */
  readonly from: Event;
}

export interface Rules {
  readonly fitting: (sightings: readonly Event[], time: Nanoseconds | undefined) => readonly Fitting[];
}

export function compileRule(entry: IdentityEntry): Rule {
  const conditions = Object.entries(entry.match)
    .flatMap(([key, text]) =>
      text === undefined ? [] : [{ key, fields: fieldsOf(key), text, glob: compileGlob(text) }],
    )
    .sort((a, b) => compareText(a.key, b.key));
  return {
    entry,
    window: windowOf(entry),
    label: conditions.map(({ key, text }) => `${key}=${text}`).join(', '),
    conditions,
    rank: rankOf(conditions),
  };
}

function fieldsOf(key: string): readonly RuleField[] {
  if (Object.hasOwn(ruleAliases, key)) return ruleAliases[key as keyof typeof ruleAliases]; // own key of the table
  return [key as RuleField]; // the schema knows no other key
}

function rankOf(conditions: readonly Condition[]): Rank {
  const count = (of: (condition: Condition) => number): number => conditions.reduce((sum, one) => sum + of(one), 0);
  const telling = conditions
    .map(({ fields }) => Math.min(...fields.map((field) => ruleFields.indexOf(field))))
    .sort((a, b) => a - b);
  return [
    conditions.length,
    ...Array.from({ length: ruleFields.length }, (_, at) => -(telling[at] ?? ruleFields.length)),
    count(({ glob }) => Number(glob.exact)),
    count(({ glob }) => (glob.exact ? 0 : glob.literal)),
  ];
}

export function compareRanks(a: Rule, b: Rule): number {
  for (const [at, rank] of a.rank.entries()) {
    const other = b.rank[at] ?? 0;
    if (rank !== other) return other - rank;
  }
  return 0;
}

/** Rules with an exact value are found by it; only those made of patterns alone are tried one by one. */
export function compileRules(entries: readonly IdentityEntry[]): Rules {
  const exact = new Map<RuleField, Map<string, Rule[]>>();
  const patterns: Rule[] = [];
  for (const rule of entries.map(compileRule)) {
    const key = rule.conditions.find(({ glob }) => glob.exact);
    if (!key) patterns.push(rule);
    for (const field of key?.fields ?? []) {
      const byValue = exact.get(field) ?? new Map<string, Rule[]>();
      exact.set(field, byValue);
      byValue.set(key?.text ?? '', [...(byValue.get(key?.text ?? '') ?? []), rule]);
    }
  }
  return {
    fitting: (sightings, time) => {
      const found: Fitting[] = [];
      const consider = (rule: Rule): void => {
        const fitting = holds(rule.window, time) ? fittingOf(rule, sightings) : undefined;
        if (fitting) found.push(fitting);
      };
      for (const rule of patterns) consider(rule);
      const tried = new Set<Rule>();
      for (const event of sightings) {
        for (const [field, byValue] of exact) {
          const value = event[field];
          if (value !== undefined) for (const rule of byValue.get(value) ?? none) tried.add(rule);
        }
      }
      for (const rule of tried) consider(rule);
      return found.sort((a, b) => compareRanks(a.rule, b.rule) || compareText(keyOf(a.rule), keyOf(b.rule)));
    },
  };
}

const none: readonly never[] = Object.freeze([]);

/** Two rules that say the same are the same. */
const keyOf = ({ label, entry }: Rule): string => JSON.stringify([label, entry.team, entry.workflow_id, entry.feature]);

function fittingOf(rule: Rule, sightings: readonly Event[]): Fitting | undefined {
  let from: Event | undefined;
  for (const condition of rule.conditions) {
    const event = sightings.find((one) => isMet(condition, one));
    if (!event) return undefined;
    from ??= event;
  }
  return from && { rule, from };
}

function isMet({ fields, glob }: Condition, event: Event): boolean {
  for (const field of fields) {
    const value = event[field];
    if (value !== undefined && glob.test(value)) return true;
  }
  return false;
}
