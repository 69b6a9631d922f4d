// Compiles a policy: patterns and dates of its rules, and the budgets that one of them asks.
import type { Nanoseconds } from '../../model/event.ts';
import type { TextField } from '../../model/fields.ts';
import type { Policy, PolicyRule } from '../../model/policy.ts';
import { compileGlob, type Glob } from '../../registry/glob.ts';
import type { Registry } from '../../registry/registry.ts';
import { holds, type Window, windowOf } from '../../registry/window.ts';
import type { BudgetSettings } from '../budgets/budget.ts';

export interface CompiledRule {
  readonly rule: PolicyRule;
  readonly inEnvironment: (environment: string) => boolean;
  /** A call that fits all conditions of one of these is let be. */
  readonly except: readonly (readonly (readonly [TextField, Glob])[])[];
  readonly hardSince: (start: Nanoseconds | undefined) => boolean;
}

export interface CompiledPolicy {
  readonly rules: readonly CompiledRule[];
  readonly isProduction: (environment: string) => boolean;
  /** What a call counts as that names no environment. */
  readonly assumed: string;
  readonly isPremium: (model: string) => boolean;
  /** All budgets there are: a policy has none of its own. */
  readonly budgets: BudgetSettings | undefined;
  readonly registry: Registry | undefined;
}

export function compilePolicy(
  { rules, production, premium_models: premium }: Policy,
  registry: Registry | undefined,
  budgets?: BudgetSettings,
): CompiledPolicy {
  return {
    rules: rules.map(compileRule),
    isProduction: anyOf(production),
    assumed: production[0] ?? 'production',
    isPremium: anyOf(premium),
    budgets: rules.some(({ rule }) => rule === 'over-budget') ? budgets : undefined,
    registry,
  };
}

function compileRule(rule: PolicyRule): CompiledRule {
  const { environments, except = [], mode, hard_from: from } = rule;
  const window: Window = windowOf({ valid_from: from });
  return {
    rule,
    inEnvironment: environments ? anyOf(environments) : () => true,
    except: except.map(
      (match) => Object.entries(match).map(([field, text]) => [field as TextField, compileGlob(text)] as const), // keys of the schema
    ),
    hardSince: (start) => mode === 'hard' && holds(window, start),
  };
}

type Test = (value: string) => boolean;
const tests = new WeakMap<readonly string[], Test>();

/** Without regard to case. Compiled once for each list. */
export function anyOf(texts: readonly string[]): Test {
  const known = tests.get(texts);
  if (known) return known;
  const globs = texts.map((text) => compileGlob(text.toLowerCase()));
  const test: Test = (value) => globs.some((glob) => glob.test(value.toLowerCase()));
  tests.set(texts, test);
  return test;
}
