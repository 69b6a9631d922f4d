// Repair plan: fixes in the order that proves the most money soonest, each with the coverage it leads to.

import { usdToDecimal } from '../model/money.ts';
import { compareText } from '../model/place.ts';
import type { AuditReport } from '../model/report.ts';
import { addSums, noSum, type Sum } from './sums.ts';
import { compareUsd, type RepairSum, type Tally } from './tally.ts';

type Plan = AuditReport['repair_plan'];

/** More steps than this are no plan. */
const longestPlan = 25;

/**
 * Greedy: next comes the fix that, with those already chosen, proves the most money; when none proves anything alone, the one
 * that stands in the way of the most. `share` turns money and calls into a coverage in percent.
 */
export function repairPlan(tally: Tally, proven: Sum, share: (sum: Sum) => number | undefined): Plan {
  const open = [...tally.repairs.values()];
  const chosen = new Set<string>();
  const plan: Plan = [];
  let covered = proven;
  while (plan.length < longestPlan) {
    const fix = nextFix(open, chosen);
    if (fix === undefined) break;
    const before = covered;
    chosen.add(fix);
    const freed = open.filter((repair) => repair.fixes.includes(fix) && repair.fixes.every((one) => chosen.has(one)));
    const gain = freed.reduce((sum, repair) => addSums(sum, repair), noSum);
    const touched = open.filter((repair) => repair.fixes.includes(fix));
    covered = addSums(covered, gain);
    plan.push({
      ...describeFix(fix, [...(tally.fix_fields.get(fix) ?? [])].sort(compareText)),
      usd: usdToDecimal(gain.usd),
      calls: gain.calls,
      traces: touched.reduce((sum, repair) => sum + repair.traces, 0),
      coverage_before: share(before) ?? null,
      coverage_after: share(covered) ?? null,
    });
  }
  return plan;
}

interface Score {
  readonly fix: string;
  readonly gain: Sum;
  readonly touched: Sum;
}

function nextFix(open: readonly RepairSum[], chosen: ReadonlySet<string>): string | undefined {
  const candidates = new Set(open.flatMap((repair) => repair.fixes.filter((fix) => !chosen.has(fix))));
  const scores = [...candidates].map((fix): Score => {
    const touched = open.filter((repair) => repair.fixes.includes(fix));
    const freed = touched.filter((repair) => repair.fixes.every((one) => one === fix || chosen.has(one)));
    return { fix, gain: freed.reduce(addSums, noSum), touched: touched.reduce(addSums, noSum) };
  });
  scores.sort((a, b) => compareSums(b.gain, a.gain) || compareSums(b.touched, a.touched) || compareText(a.fix, b.fix));
  return scores[0]?.fix;
}

function compareSums(a: Sum, b: Sum): number {
  return compareUsd(a.usd, b.usd) || a.calls - b.calls;
}

function describeFix(
  fix: string,
  fields: readonly string[],
): Pick<Plan[number], 'fix' | 'kind' | 'component' | 'fields'> {
  const [kind = '', from = '', component = ''] = fix.split('\n');
  const names = fields.join(', ');
  return { fix: sentences[kind]?.(names, component, from) ?? names, kind, component, fields: [...fields] };
}

const sentences: Readonly<Record<string, (names: string, component: string, from: string) => string>> = {
  carry: (names, component, from) =>
    from === component
      ? `copy ${names} onto the call's own record in ${component}`
      : `carry ${names} from ${from} to ${component}`,
  set: (names, component) => `set ${names} at ${component}, where the path begins`,
  correct: (names, component) => `correct the value of ${names} at ${component}`,
  agree: (names, component) => `make all logs of the call agree on ${names}, starting at ${component}`,
  'trace-id': (_, component) => `log the trace id at ${component}`,
  reconnect: (names, component, from) =>
    `continue the trace from ${from} to ${component} instead of starting a new one, and carry ${names} along`,
  record: (names, component) => `record ${names} of the call at ${component}`,
};
