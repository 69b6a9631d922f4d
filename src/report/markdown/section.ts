// Section of the Markdown report: a heading, text, a table of which the last rows may be left out, and text below it.
import type { AuditReport } from '../../model/report.ts';
import { amountOf, count, counted, money, moneyOrDash } from '../figures.ts';
import type { Style } from '../style.ts';

export interface Section {
  readonly title: string;
  readonly above: readonly string[];
  /** Two lines of head, then one per row. */
  readonly table: readonly string[];
  /** Rows the list had before `top` cut it. */
  readonly left: number;
  readonly below: readonly string[];
}
export type SectionOf = (report: AuditReport, style: Style) => Section | undefined;

export function section(title: string, parts: Partial<Omit<Section, 'title'>>): Section {
  return { title, above: [], table: [], left: 0, below: [], ...parts };
}

export function countsCalls({ coverage }: AuditReport): boolean {
  return coverage.basis === 'calls';
}

export function weightOf(report: AuditReport, item: { readonly usd: string; readonly calls: number }): bigint {
  return countsCalls(report) ? BigInt(item.calls) : amountOf(item.usd);
}

export function wholeOf({ totals, coverage }: AuditReport): bigint {
  return coverage.basis === 'calls' ? BigInt(totals.calls) : amountOf(totals.spend_usd);
}

/** Money, or calls where no call has a price. */
export function figureOf(report: AuditReport, item: { readonly usd: string; readonly calls: number }): string {
  return countsCalls(report) ? counted(item.calls, 'call') : moneyOrDash(amountOf(item.usd));
}

export function allOf(report: AuditReport): string {
  const { totals } = report;
  if (countsCalls(report)) return counted(totals.calls, 'call');
  return `${totals.lower_bound ? 'at least ' : ''}${money(amountOf(totals.spend_usd))}`;
}

/** The section as lines, with at most `rows` rows and a word about the rest. */
export function sectionLines({ title, above, table, left, below }: Section, rows: number): readonly string[] {
  const head = table.slice(0, 2);
  const body = table.slice(2);
  const more = left + Math.max(0, body.length - rows);
  const note = more > 0 ? ['', `${count(more)} more in the full report.`] : [];
  const blocks = [above, [...head, ...body.slice(0, rows), ...note], below].filter((block) => block.length > 0);
  return [`### ${title}`, ...blocks.flatMap((block) => ['', ...block])];
}
