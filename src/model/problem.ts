// Problem: what a CI system lists and a baseline accepts. Every finding is one, but a break is one per edge and field, because each
// has its own repair. Its fingerprint stays the same when lines, dates and amounts change.
import type { Severity } from './finding.ts';
import { fingerprint } from './fingerprint.ts';
import type { AuditReport } from './report.ts';

export type ReportedBreak = AuditReport['breaks'][number];
export type ReportedFinding = AuditReport['findings'][number];

interface Common {
  readonly code: string;
  readonly severity: Severity;
  readonly usd: string;
  readonly calls: number;
}
export type Problem =
  | (Common & { readonly kind: 'break'; readonly item: ReportedBreak; readonly finding: ReportedFinding | undefined })
  | (Common & { readonly kind: 'finding'; readonly item: ReportedFinding });

/** In the report's order. The finding that only sums up breaks is left to them. */
export function problemsIn({ breaks, findings }: AuditReport): readonly Problem[] {
  const known = new Map(findings.map((finding) => [finding.code, finding]));
  const codes = new Set(breaks.map(({ kind }) => breakCode(kind)));
  return [
    ...breaks.map((item): Problem => {
      const code = breakCode(item.kind);
      const finding = known.get(code);
      const { usd, calls } = item;
      return { kind: 'break', code, severity: finding?.severity ?? 'warning', usd, calls, item, finding };
    }),
    ...findings
      .filter(({ code }) => !codes.has(code))
      .map((item): Problem => {
        const { code, severity, usd, count: calls } = item;
        return { kind: 'finding', code, severity, usd, calls, item };
      }),
  ];
}

function breakCode(kind: ReportedBreak['kind']): string {
  return `trace/field-${kind}`;
}

export function fingerprintOf(problem: Problem): string {
  if (problem.kind === 'finding') return fingerprint([problem.code]);
  const { field, from, to } = problem.item;
  return fingerprint([problem.code, field, from, to]);
}

/** What is wrong, without anything that changes from run to run. */
export function subjectOf(problem: Problem): string {
  if (problem.kind === 'finding') return problem.item.message;
  const { field, from, to } = problem.item;
  return `${field}: ${from} -> ${to}`;
}
