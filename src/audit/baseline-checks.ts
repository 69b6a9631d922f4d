// What a baseline adds to the gate: nothing new, no worse figures, and, when asked to be strict, no stale entry.

import type { AuditReport } from '../model/report.ts';
import type { Entry, Held } from './baseline.ts';
import { percentText } from './percent-text.ts';

type Check = NonNullable<AuditReport['gate']>['checks'][number];
interface Rules extends Held {
  /** Points of percent that the figures may be worse than the baseline's. */
  readonly max_regression?: number;
  readonly strict: boolean;
}

export function baselineChecks(report: AuditReport, rules: Rules, entries: readonly Entry[]): readonly Check[] {
  const { max_regression: points } = rules;
  return [
    newProblems(rules, entries),
    ...(points === undefined ? [] : regressionChecks(report, rules, points)),
    ...(rules.strict ? [noneStale(entries)] : []),
  ];
}

function newProblems({ severity }: Rules, entries: readonly Entry[]): Check {
  const failing = entries.filter(({ state }) => state === 'new' || state === 'expired');
  const number = (wanted: Entry['state']): number => entries.filter(({ state }) => state === wanted).length;
  const [first] = failing;
  const counts = (['new', 'expired', 'accepted'] as const)
    .map((state) => [number(state), state] as const)
    .filter(([count]) => count > 0)
    .map(([count, state]) => `${count} ${state}`)
    .join(', ');
  return {
    name: 'new findings',
    limit: `none from ${severity} up that is not accepted`,
    actual: `${counts === '' ? 'none' : counts}${first ? ` (first ${first.code} ${first.subject})` : ''}`,
    passed: failing.length === 0,
  };
}

function regressionChecks({ coverage }: AuditReport, { baseline }: Rules, points: number): readonly Check[] {
  const { measured } = baseline;
  const rules = [
    ['coverage regression', coverage.score, measured.score_pct, -1],
    ['unattributed regression', coverage.unattributed.pct, measured.unattributed_pct, 1],
  ] as const;
  return rules.map(([name, now, then, worse]): Check => {
    if (then === null) return { name, limit: 'as the baseline', actual: 'the baseline had no call', passed: true };
    // Six decimals, as shares have.
    const bound = Number((then + worse * points).toFixed(6));
    const limit = `${worse < 0 ? 'at least' : 'at most'} ${bound} %: ${then} % in the baseline${points === 0 ? '' : `, ${points} allowed`}`;
    if (now === null) return { name, limit, actual: 'no call', passed: false };
    if (coverage.basis !== measured.basis) {
      const actual = `cannot be compared: measured by ${coverage.basis}, the baseline by ${measured.basis}`;
      return { name, limit, actual, passed: false };
    }
    const passed = worse < 0 ? now >= bound : now <= bound;
    return { name, limit, actual: `${percentText(now, bound)} by ${coverage.basis}`, passed };
  });
}

function noneStale(entries: readonly Entry[]): Check {
  const stale = entries.filter(({ state }) => state === 'stale');
  const [first] = stale;
  return {
    name: 'stale entries',
    limit: 'none in the baseline',
    actual: first ? `${stale.length} (first ${first.code} ${first.subject})` : 'none',
    passed: stale.length === 0,
  };
}
