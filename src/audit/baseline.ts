// The baseline: which problems of a report it accepts, which of its entries are stale, and the file that a run leaves behind.
// Days are those of the data unless another is given, so that the same logs are judged alike next year.
import type { Baseline } from '../model/baseline.ts';
import { type Severity, severities } from '../model/finding.ts';
import { compareText } from '../model/place.ts';
import { fingerprintOf, type Problem, problemsIn, subjectOf } from '../model/problem.ts';
import type { AuditReport } from '../model/report.ts';

export type Entry = NonNullable<NonNullable<AuditReport['gate']>['baseline']>['entries'][number];
type Accepted = Baseline['accepted'][number];

export interface Held {
  readonly baseline: Baseline;
  /** Problems below it need no acceptance. */
  readonly severity: Severity;
  /** YYYY-MM-DD; the last day of the data when absent. */
  readonly today?: string;
}

/** What needs acceptance now and what was accepted once: new and expired first, each group by its fingerprint's words. */
export function entriesOf(report: AuditReport, { baseline, severity, today }: Held): readonly Entry[] {
  const day = today ?? lastDayOf(report);
  const accepted = new Map(baseline.accepted.map((entry) => [entry.fingerprint, entry]));
  const present = problemsIn(report).map((problem) => ({ problem, fingerprint: fingerprintOf(problem) }));
  const there = new Set(present.map(({ fingerprint }) => fingerprint));
  const problems = present
    .filter(({ problem, fingerprint }) => isAtLeast(problem.severity, severity) || accepted.has(fingerprint))
    .map(({ problem, fingerprint }) => ofProblem(problem, fingerprint, accepted.get(fingerprint), day));
  const stale = [...accepted.values()]
    .filter(({ fingerprint }) => !there.has(fingerprint))
    .map((entry): Entry => ({ state: 'stale', ...entry, severity: null, usd: null, calls: null }));
  return [...problems, ...stale].sort(
    (a, b) => states.indexOf(a.state) - states.indexOf(b.state) || compareText(wordsOf(a), wordsOf(b)),
  );
}

const states = ['new', 'expired', 'accepted', 'stale'] as const satisfies readonly Entry['state'][];

function ofProblem(problem: Problem, fingerprint: string, entry: Accepted | undefined, day: string | undefined): Entry {
  const { code, severity, usd, calls } = problem;
  const { owner = null, reason = null, expires = null } = entry ?? {};
  const over = expires !== null && day !== undefined && day > expires;
  const state = entry === undefined ? 'new' : over ? 'expired' : 'accepted';
  return { state, fingerprint, code, severity, subject: subjectOf(problem), usd, calls, owner, reason, expires };
}

export function lastDayOf({ generated_from: { window } }: AuditReport): string | undefined {
  return window.to?.slice(0, 10);
}

/** Every problem of the report accepted. Words of people stay with their problem; a date that is over stays over. */
export function baselineOf(report: AuditReport, severity: Severity, before: Baseline | undefined): Baseline {
  const known = new Map(before?.accepted.map((entry) => [entry.fingerprint, entry]));
  const accepted = problemsIn(report).flatMap((problem): Accepted[] => {
    const fingerprint = fingerprintOf(problem);
    const entry = known.get(fingerprint);
    if (!entry && !isAtLeast(problem.severity, severity)) return [];
    const { owner = null, reason = null, expires = null } = entry ?? {};
    return [{ fingerprint, code: problem.code, subject: subjectOf(problem), owner, reason, expires }];
  });
  return baselineWith(measuredIn(report), accepted, before);
}

/** A baseline with some more problems accepted, each with what a person said of it. Nothing else of it changes. */
export function withAccepted(
  report: AuditReport,
  before: Baseline | undefined,
  more: readonly { readonly problem: Problem; readonly reason: string; readonly expires: string }[],
): Baseline {
  const accepted = new Map(before?.accepted.map((entry) => [entry.fingerprint, entry]));
  for (const { problem, reason, expires } of more) {
    const fingerprint = fingerprintOf(problem);
    const { owner = null } = accepted.get(fingerprint) ?? {};
    accepted.set(fingerprint, {
      fingerprint,
      code: problem.code,
      subject: subjectOf(problem),
      owner,
      reason,
      expires,
    });
  }
  return baselineWith(before?.measured ?? measuredIn(report), [...accepted.values()], before);
}

/** The ratchet: figures only get better, entries only go. */
export function tightened(report: AuditReport, before: Baseline): Baseline {
  const there = new Set(problemsIn(report).map(fingerprintOf));
  const now = measuredIn(report);
  const { measured } = before;
  const better =
    now.basis === measured.basis &&
    (now.score_pct ?? 0) >= (measured.score_pct ?? 0) &&
    (now.unattributed_pct ?? 100) <= (measured.unattributed_pct ?? 100);
  return baselineWith(
    better ? now : measured,
    before.accepted.filter(({ fingerprint }) => there.has(fingerprint)),
    before,
  );
}

function baselineWith(
  measured: Baseline['measured'],
  accepted: readonly Accepted[],
  before: Baseline | undefined,
): Baseline {
  return {
    ...(before?.$schema === undefined ? {} : { $schema: before.$schema }),
    schema_version: '1.0',
    measured,
    accepted: accepted.toSorted((a, b) => compareText(wordsOf(a), wordsOf(b))),
  };
}

function measuredIn({ coverage, totals }: AuditReport): Baseline['measured'] {
  return {
    basis: coverage.basis,
    score_pct: coverage.score,
    unattributed_pct: coverage.unattributed.pct,
    spend_usd: totals.spend_usd,
    calls: totals.calls,
  };
}

function wordsOf({ code, subject, fingerprint }: Pick<Accepted, 'code' | 'subject' | 'fingerprint'>): string {
  return JSON.stringify([code, subject, fingerprint]);
}

export function isAtLeast(severity: Severity, limit: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(limit);
}
