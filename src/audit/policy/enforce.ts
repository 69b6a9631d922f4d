// What enforcement would have done: every rule judged by itself over all calls in order of time. What a cap or a budget refuses is
// not sent, so it counts for neither.
import { type Usd, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { Enforcement } from '../../model/policy.ts';
import { compareUsd } from '../merge-tallies.ts';
import { addSums, addTo, noSum, type Sum } from '../sums.ts';
import { type Period, periodOf } from '../time-text.ts';
import type { CompiledPolicy, CompiledRule } from './compile-policy.ts';
import { comparePolicyCalls, type PolicyCall } from './policy-calls.ts';
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
  const ordered = [...calls].sort(comparePolicyCalls);
  const rejected = new Set<PolicyCall>();
  const inForce = new Set<PolicyCall>();
  const rules = policy.rules.map((compiled, index) => {
    const teams = new Map<string | undefined, Judged>();
    let example: Enforcement['rules'][number]['example'] = null;
    for (const { call, detail } of refusals(compiled, index, ordered, policy)) {
      const hard = compiled.hardSince(call.start);
      const sum: Sum = { calls: 1, usd: call.usd };
      addTo(teams, call.team, hard ? { before: noSum, after: sum } : { before: sum, after: noSum }, addJudged);
      rejected.add(call);
      if (hard) inForce.add(call);
      const { source, line } = call.place;
      example ??= { source, line, trace_id: call.trace_id ?? null, detail };
    }
    return ruleRow(compiled, teams, example);
  });
  return { judged: total(ordered), rejected: total(rejected), in_force: total(inForce), rules };
}

interface Refusal {
  readonly call: PolicyCall;
  readonly detail: string;
}

function* refusals(
  { rule }: CompiledRule,
  index: number,
  calls: readonly PolicyCall[],
  policy: CompiledPolicy,
): Iterable<Refusal> {
  const used = new Map<string, Usd>();
  for (const call of calls) {
    const reason = call.reasons.get(index);
    const subject = call.counted.get(index);
    const over =
      subject === undefined || call.start === undefined
        ? undefined
        : rule.rule === 'request-cap'
          ? overCap(subject, call.start, rule, used)
          : overBudget(subject, call.start, call.usd, policy, used);
    const detail = reason ?? over;
    if (detail !== undefined) yield { call, detail };
  }
}

const minute = 60_000_000_000n;

function overCap(
  subject: string,
  start: bigint,
  { per_minute: usual, caps = {}, by }: Extract<CompiledRule['rule'], { rule: 'request-cap' }>,
  used: Map<string, Usd>,
): string | undefined {
  const cap = Object.hasOwn(caps, subject) ? (caps[subject] ?? usual) : usual;
  const at = `${start / minute}\n${subject}`;
  const sent = used.get(at) ?? 0n;
  if (sent >= BigInt(cap)) return `${by} ${subject}: more than ${cap} in a minute`;
  used.set(at, sent + 1n);
  return undefined;
}

/** A budget is asked what is left before a call, not what the call will cost. */
function overBudget(
  team: string,
  start: bigint,
  usd: Usd,
  { budgets, approved }: CompiledPolicy,
  used: Map<string, Usd>,
): string | undefined {
  const budget = budgets.get(team);
  if (!budget) return undefined;
  const window = periodOf(start, budget.window as Period); // its windows are periods
  const at = `${window}\n${team}`;
  const spent = used.get(at) ?? 0n;
  const more = approved(team, start);
  if (more !== undefined && spent >= budget.usd + more) {
    const approval = more === 0n ? 'no approval' : `$${usdToDecimal(more)} approved`;
    return `${team} had spent $${usdToDecimal(spent)} of $${usdToDecimal(budget.usd)} in the ${budget.window} of ${window}, ${approval}`;
  }
  used.set(at, spent + usd);
  return undefined;
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

function total(calls: Iterable<PolicyCall>): { usd: string; calls: number } {
  return amount([...calls].reduce((sum, { usd }) => addSums(sum, { calls: 1, usd }), noSum));
}
