// Repair plan: which changes to make together, in the order that proves the most money for the fewest changes, with the coverage after each.
import { type Usd, usdToDecimal } from '../model/money.ts';
import { compareText } from '../model/place.ts';
import type { AuditReport } from '../model/report.ts';
import { obstacleKinds } from './audited.ts';
import { type Fix, fieldNames, fixCode, fixText } from './fix-text.ts';
import { compareUsd } from './merge-tallies.ts';
import { addSums, addTo, keepTop, noSum, type Sum } from './sums.ts';
import type { Need, RepairSum, Tally } from './tally.ts';

type Plan = AuditReport['repair_plan'];

/** More lines than this are no plan. */
const longestPlan = 25;
/** Needs tried for the next line, the best by themselves first; keeps the time in bounds when every trace is broken differently. */
const mostCandidates = 400;

/**
 * Greedy over sets: the calls of each line need all of its fixes (less those of the lines above), so a line says what it proves.
 * Score: the money proven by completing the set, per fix in it. `share` turns money and calls into a coverage in percent.
 */
export function repairPlan(tally: Tally, proven: Sum, share: (sum: Sum) => number | undefined): Plan {
  const repairs = [...tally.repairs.values()];
  /** One for each set of fixes, by name. */
  const open = new Map<string, Need>();
  for (const { needs } of repairs) for (const need of needs) addNeed(open, need);
  const done = new Set<string>();
  const plan: Plan = [];
  let covered = proven;
  while (plan.length < longestPlan) {
    const best = bestSet(open);
    if (!best) break;
    const before = new Set(done);
    for (const key of best.fixes) done.add(key);
    takeAway(open, done);
    const after = addSums(covered, best.gain);
    plan.push({
      ...describe(best.fixes.flatMap((key) => tally.fixes.get(key) ?? [])),
      usd: usdToDecimal(best.gain.usd),
      calls: best.gain.calls,
      traces: provenTraces(repairs, before, done),
      coverage_before: share(covered) ?? null,
      coverage_after: share(after) ?? null,
    });
    covered = after;
  }
  return plan;
}

/** What needs nothing more is gone. */
function addNeed(open: Map<string, Need>, need: Need): void {
  if (need.fixes.length > 0)
    addTo(open, need.fixes.join('\n\n'), need, (a, b) => ({ ...addSums(a, b), fixes: a.fixes }));
}

/** Most needs stay as they are: there may be as many as calls. */
function takeAway(open: Map<string, Need>, done: ReadonlySet<string>): void {
  for (const [name, need] of open) {
    if (!need.fixes.some((key) => done.has(key))) continue;
    open.delete(name);
    addNeed(open, { ...need, fixes: need.fixes.filter((key) => !done.has(key)) });
  }
}

interface Scored {
  readonly name: string;
  readonly fixes: readonly string[];
  /** What completing the set proves: its own calls and those that need less. */
  readonly gain: Sum;
}

function bestSet(open: ReadonlyMap<string, Need>): Scored | undefined {
  const alone = keepTop({ most: mostCandidates, compare: compareScores });
  for (const [name, need] of open) alone.add({ name, fixes: need.fixes, gain: need });
  const candidates = alone.list();
  const tried = new Set(candidates.flatMap(({ fixes }) => fixes));
  const provenBy = completions([...open.values()].filter(({ fixes }) => fixes.every((key) => tried.has(key))));
  return candidates.map(({ name, fixes }): Scored => ({ name, fixes, gain: provenBy(fixes) })).sort(compareScores)[0];
}

/** Every need is filed under its rarest fix, so that a set looks only at needs that may be inside it. */
function completions(open: readonly Need[]): (fixes: readonly string[]) => Sum {
  const uses = new Map<string, number>();
  for (const { fixes } of open) for (const key of fixes) addTo(uses, key, 1, (a, b) => a + b);
  const filed = new Map<string, Need[]>();
  for (const need of open) {
    const [first = '', ...rest] = need.fixes;
    const rarest = rest.reduce((a, b) => ((uses.get(b) ?? 0) < (uses.get(a) ?? 0) ? b : a), first);
    const file = filed.get(rarest);
    if (file) file.push(need);
    else filed.set(rarest, [need]);
  }
  return (fixes) => {
    const set = new Set(fixes);
    const inside = fixes
      .flatMap((key) => filed.get(key) ?? [])
      .filter((need) => need.fixes.every((key) => set.has(key)));
    return inside.reduce(addSums, noSum);
  };
}

/** Money per fix, then calls per fix, then the text of the keys. */
function compareScores(a: Scored, b: Scored): number {
  const each = (amount: Usd, other: Scored): Usd => amount * BigInt(other.fixes.length);
  return (
    compareUsd(each(b.gain.usd, a), each(a.gain.usd, b)) ||
    compareUsd(each(BigInt(b.gain.calls), a), each(BigInt(a.gain.calls), b)) ||
    compareText(a.name, b.name)
  );
}

/** Traces in which some call becomes proven. */
function provenTraces(repairs: readonly RepairSum[], before: ReadonlySet<string>, done: ReadonlySet<string>): number {
  const becomesProven = ({ fixes }: Need): boolean =>
    fixes.every((key) => done.has(key)) && !fixes.every((key) => before.has(key));
  return repairs.reduce((sum, { needs, traces }) => sum + (needs.some(becomesProven) ? traces : 0), 0);
}

function describe(fixes: readonly Fix[]): Pick<Plan[number], 'fix' | 'kind' | 'code' | 'component' | 'fields'> {
  const ordered = [...fixes].sort(
    (a, b) =>
      obstacleKinds.indexOf(a.kind) - obstacleKinds.indexOf(b.kind) ||
      compareText(a.from ?? '', b.from ?? '') ||
      compareText(a.component, b.component),
  );
  const each = (name: 'kind' | 'component'): string => [...new Set(ordered.map((fix) => fix[name]))].join(' and ');
  const code = fixCode(ordered);
  return {
    fix: fixText(ordered),
    kind: each('kind'),
    ...(code !== undefined && { code }),
    component: each('component'),
    fields: [...fieldNames(new Set(ordered.flatMap(({ fields }) => fields)))],
  };
}
