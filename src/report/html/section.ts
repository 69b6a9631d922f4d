// Section: one part of the page. The report's strings are already printable; no markup at all means nothing to say.
import { restOfPercent } from '../../model/money.ts';
import type { AuditReport } from '../../model/report.ts';
import { amountOf } from '../figures.ts';
import { html, type Markup, type Value } from './markup.ts';

export interface Section {
  readonly id: string;
  readonly title: string;
  /** Undefined: the page does without it. */
  readonly body: (report: AuditReport) => Markup | undefined;
}

/** No call has a price: figures are counts of calls. */
export function countsCalls({ coverage }: AuditReport): boolean {
  return coverage.basis === 'calls';
}

/** What is counted: money, or calls where no call has a price. */
export function weightOf(report: AuditReport, item: { readonly usd: string; readonly calls: number }): bigint {
  return countsCalls(report) ? BigInt(item.calls) : amountOf(item.usd);
}

export function wholeOf({ totals, coverage }: AuditReport): bigint {
  return coverage.basis === 'calls' ? BigInt(totals.calls) : amountOf(totals.spend_usd);
}

/** The limit that the document's coverage target stands for. */
export function unattributedLimit({ coverage }: AuditReport): string {
  return String(restOfPercent(coverage.target));
}

export function lead(text: Value): Markup {
  return html`<p class="lead">${text}</p>
`;
}

export function figure(chart: Markup, caption: Value): Markup {
  return html`<figure>${chart}<figcaption>${caption}</figcaption></figure>
`;
}

/** A picture too wide for a phone scrolls by itself instead of making the page scroll. */
export function wide(picture: Markup, label: string): Markup {
  return html`<div class="scroll" role="group" aria-label="${label}" tabindex="0">${picture}</div>
`;
}
