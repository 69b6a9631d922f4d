// Section: one part of the terminal report as finished lines. No lines at all means the section has nothing to say.
import { restOfPercent } from '../../model/money.ts';
import type { AuditReport } from '../../model/report.ts';
import { counted } from '../figures.ts';
import type { Pen } from '../pen.ts';

/** The report's strings are already printable. */
export type Section = (report: AuditReport, pen: Pen) => readonly string[];

/** All amounts stand right-aligned in a first column of this width, so that one eye movement scans the report. */
export const moneyWidth = 12;

/** Where the text beside that column starts; lines under a row stand there. */
export const besideMoney = moneyWidth + 4;

/** No amount is known for any call: figures are counts of calls, and columns of money would only say nothing. */
export function countsCalls({ coverage }: AuditReport): boolean {
  return coverage.basis === 'calls';
}

/** Nothing was read but sums over many calls, as usage reports and bills have them. */
export function holdsSums({ totals, excluded }: AuditReport): boolean {
  return totals.calls === 0 && excluded.some(({ reason }) => reason === 'aggregate row');
}

/** The document holds the coverage aimed at; the unattributed share may be the rest. */
export function unattributedLimit({ coverage }: AuditReport): string {
  return String(restOfPercent(coverage.target));
}

export function place(where: { readonly source: string; readonly line: number }): string {
  return `${where.source}:${where.line}`;
}

/** The line under a list that was cut. */
export function moreLine(left: number, [one, many]: readonly [one: string, many: string], pen: Pen): readonly string[] {
  return left > 0 ? [`  ${pen.paint('quiet', counted(left, `more ${one}`, `more ${many}`))}`] : [];
}
