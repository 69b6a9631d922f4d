// What enforcement would have done: every rule judged by itself over all calls in order of time. What a cap or a budget refuses is
// not sent, so it counts for neither. Budgets are replayed by the same check as in the section of budgets.

import type { Enforcement } from '../../model/enforcement.ts';
import { type Usd, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import { utc } from '../../model/zone.ts';
import { callsIn, compareBudgetCalls } from '../budgets/budget-calls.ts';
import { dayText } from '../budgets/local-time.ts';
import { type Dated, type Refuser, replayBudgets } from '../budgets/replay.ts';
import { compareUsd } from '../merge-tallies.ts';
import { addSums, addTo, noSum, type Sum } from '../sums.ts';
import type { CompiledPolicy, CompiledRule } from './compile-policy.ts';
import type { PolicyCall } from './policy-calls.ts';
import { ruleTexts } from './rule-texts.ts';

interface Judged {
  readonly before: Sum;
  readonly after: Sum;
}
const nothing: Judged = { before: noSum, after: noSum };
const addJudged = (a: Judged, b: Judged): Judged => ({
  before: addSums(a.before, b.before),
  after: addSums(a.after, b.after),
});

export function enforce(calls: readonly PolicyCall[], policy: CompiledPolicy): Enforcement {
  const ordered = [...calls].sort(compareBudgetCalls);
  const rejected = new Set<PolicyCall>();
  const inForce = new Set<PolicyCall>();
  const rules = policy.rules.map((compiled, index) => {
    const teams = new Map<string | undefined, Judged>();
    let example: Enforcement['rules'][number]['example'] = null;
    for (const { call, detail } of refusals(compiled, index, ordered, policy)) {
      const hard = compiled.hardSince(call.start);
      const sum = sumOf(call);
      addTo(teams, call.team, hard ? { before: noSum, after: sum } : { before: sum, after: noSum }, addJudged);
      rejected.add(call);
      if (hard) inForce.add(call);
      const { source, line } = call.place;
      // The first one always stands for itself.
      if (!call.many) example ??= { source, line, trace_id: call.trace_id ?? null, detail };
    }
    return ruleRow(compiled, teams, example);
  });
  return { judged: total(ordered), rejected: total(rejected), in_force: total(inForce), rules };
}

interface Refusal {
  readonly call: PolicyCall;
  readonly detail: string;
}

function refusals(
  { rule }: CompiledRule,
  index: number,
  calls: readonly PolicyCall[],
  policy: CompiledPolicy,
): readonly Refusal[] {
  if (rule.rule === 'over-budget') return overBudget(index, calls, policy);
  const sent = new Map<string, number>();
  return calls.flatMap((call) => {
    const subject = call.counted.get(index);
    const detail =
      rule.rule === 'request-cap' && subject !== undefined
        ? overCap(subject, call, rule, sent)
        : call.reasons.get(index);
    return detail === undefined ? [] : [{ call, detail }];
  });
}

const minute = 60_000_000_000n;
export type CapRule = Extract<CompiledRule['rule'], { rule: 'request-cap' }>;

export function capFor(subject: string, { per_minute: usual, caps = {} }: CapRule): number {
  return Object.hasOwn(caps, subject) ? (caps[subject] ?? usual) : usual;
}

/** Rows of many calls are never in a minute that has too many. */
function overCap(
  subject: string,
  { start, many }: PolicyCall,
  rule: CapRule,
  sent: Map<string, number>,
): string | undefined {
  if (start === undefined || many) return undefined;
  const { by } = rule;
  const cap = capFor(subject, rule);
  const at = `${start / minute}\n${subject}`;
  const before = sent.get(at) ?? 0;
  if (before >= cap) return `${by} ${subject}: more than ${cap} in a minute`;
  sent.set(at, before + 1);
  return undefined;
}

/** What the budgets refuse among the calls of the rule; the other calls are spent, too. */
function overBudget(index: number, calls: readonly PolicyCall[], { budgets }: CompiledPolicy): readonly Refusal[] {
  const dated = calls.filter((call): call is Dated<PolicyCall> => call.start !== undefined);
  const { refusals } = replayBudgets(dated, budgets?.approvals, ({ counted }) => counted.has(index));
  return refusals.map(({ call, by }) => ({ call, detail: by.map(refuserText).join('; ') }));
}

function refuserText({ window: { budget, span }, spent, approved }: Refuser): string {
  const { level, label, usd, window, zone } = budget;
  const first = dayText(span.first);
  const when = `${window} of ${window === 'month' ? first.slice(0, -'-01'.length) : first}${zone === utc ? '' : ` (${zone.name})`}`;
  const approval = approved === 0n ? 'no approval' : `$${usdToDecimal(approved)} approved`;
  return `${level} ${label} had spent $${usdToDecimal(spent)} of $${usdToDecimal(usd)} in the ${when}, ${approval}`;
}

type Row = Enforcement['rules'][number];

function ruleRow({ rule }: CompiledRule, teams: ReadonlyMap<string | undefined, Judged>, example: Row['example']): Row {
  const all = [...teams.values()].reduce(addJudged, nothing);
  return {
    rule: rule.rule,
    ...ruleTexts[rule.rule],
    environments: rule.environments ?? null,
    mode: rule.mode,
    hard_from: rule.hard_from ?? null,
    ...wireOf(all),
    teams: [...teams]
      .sort(
        ([a, x], [b, y]) =>
          compareUsd(usdOf(y), usdOf(x)) ||
          callsOf(y) - callsOf(x) ||
          Number(a === undefined) - Number(b === undefined) ||
          compareText(a ?? '', b ?? ''),
      )
      .map(([team, sums]) => ({ team: team ?? null, ...wireOf(sums) })),
    example,
  };
}

const usdOf = ({ before, after }: Judged): Usd => before.usd + after.usd;
const callsOf = ({ before, after }: Judged): number => before.calls + after.calls;
const amount = ({ usd, calls }: Sum): { usd: string; calls: number } => ({ usd: usdToDecimal(usd), calls });
const wireOf = ({ before, after }: Judged): Pick<Row, 'before' | 'after'> => ({
  before: amount(before),
  after: amount(after),
});

const sumOf = (call: PolicyCall): Sum => ({ calls: callsIn(call), usd: call.usd });

function total(calls: Iterable<PolicyCall>): { usd: string; calls: number } {
  return amount([...calls].reduce((sum, call) => addSums(sum, sumOf(call)), noSum));
}
