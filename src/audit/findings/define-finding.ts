// Finding: judges the facts of one trace, or of the whole report. Severity, wording and advice live here and nowhere else.
import type { FindingText, Occurrence } from '../../model/finding.ts';
import type { AuditReport } from '../../model/report.ts';
import type { AuditedTrace } from '../audited.ts';

/** The report before its findings are known. */
export type ReportFacts = Omit<AuditReport, 'findings' | 'gate'>;

export interface Finding extends FindingText {
  /** Occurrences in one trace. */
  readonly check?: (trace: AuditedTrace) => Iterable<Occurrence>;
  /** Occurrences that only the whole input shows. */
  readonly checkReport?: (facts: ReportFacts) => Iterable<Occurrence>;
}

export const defineFinding = (finding: Finding): Finding => finding;
