// What enforcement would have done: every rule judged by itself over all calls in order of time. What a cap or a budget refuses is
// not sent, so it counts for neither. Budgets are replayed by the same check as in the section of budgets.

import type { Enforcement } from '../../model/enforcement.ts';
import { type Usd, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import { utc } from '../../model/zone.ts';
import { callsIn } from '../budgets/budget-calls.ts';
import { dayText } from '../budgets/local-time.ts';
import { isDated, openReplay, type Refuser } from '../budgets/replay.ts';
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

/** @param calls In the order of `compareBudgetCalls`. */
export function enforce(calls: Iterable<PolicyCall>, policy: CompiledPolicy): Enforcement {
  const rules = policy.rules.map((compiled, index) => ({
    compiled,
    refuse: refusing(compiled, index, policy),
    teams: new Map<string | undefined, Judged>(),
    example: null as Enforcement['rules'][number]['example'],
  }));
  let [judged, rejected, inForce] = [noSum, noSum, noSum];
  for (const call of calls) {
    const sum = sumOf(call);
    let isRejected = false;
    let isInForce = false;
    for (const rule of rules) {
      const detail = rule.refuse(call);
      if (detail === undefined) continue;
      const hard = rule.compiled.hardSince(call.start);
      addTo(rule.teams, call.team, hard ? { before: noSum, after: sum } : { before: sum, after: noSum }, addJudged);
      isRejected = true;
      if (hard) isInForce = true;
      const { source, line } = call.place;
      // The first one always stands for itself.
      if (!call.many) rule.example ??= { source, line, trace_id: call.trace_id ?? null, detail };
    }
    judged = addSums(judged, sum);
    if (isRejected) rejected = addSums(rejected, sum);
    if (isInForce) inForce = addSums(inForce, sum);
  }
  return {
    judged: amount(judged),
    rejected: amount(rejected),
    in_force: amount(inForce),
    rules: rules.map(({ compiled, teams, example }) => ruleRow(compiled, teams, example)),
  };
}

/** Why the rule refuses a call; undefined when it does not. Is shown all calls in order of time. */
type Refuse = (call: PolicyCall) => string | undefined;

function refusing({ rule }: CompiledRule, index: number, policy: CompiledPolicy): Refuse {
  if (rule.rule === 'over-budget') return overBudget(index, policy);
  if (rule.rule !== 'request-cap') return ({ reasons }) => reasons.get(index);
  const isOver = overCap(rule);
  return (call) => {
    const subject = call.counted.get(index);
    return subject === undefined ? call.reasons.get(index) : isOver(subject, call);
  };
}

const minute = 60_000_000_000n;
export type CapRule = Extract<CompiledRule['rule'], { rule: 'request-cap' }>;

export function capFor(subject: string, { per_minute: usual, caps = {} }: CapRule): number {
  return Object.hasOwn(caps, subject) ? (caps[subject] ?? usual) : usual;
}

/** Rows of many calls are never in a minute that has too many. */
function overCap(rule: CapRule): (subject: string, call: PolicyCall) => string | undefined {
  let under = 0n;
  const sent = new Map<string, number>();
  return (subject, { start, many }) => {
    if (start === undefined || many) return undefined;
    if (start / minute !== under) sent.clear();
    under = start / minute;
    const cap = capFor(subject, rule);
    const before = sent.get(subject) ?? 0;
    if (before >= cap) return `${rule.by} ${subject}: more than ${cap} in a minute`;
    sent.set(subject, before + 1);
    return undefined;
  };
}

/** What the budgets refuse among the calls of the rule; the other calls are spent, too. */
function overBudget(index: number, { budgets }: CompiledPolicy): Refuse {
  const replay = openReplay(budgets?.approvals);
  return (call) => {
    if (!isDated(call)) return undefined;
    const by = replay.judge(call, call.counted.has(index));
    return by.length === 0 ? undefined : by.map(refuserText).join('; ');
  };
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
