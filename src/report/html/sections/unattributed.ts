// Spend without an owner: by cause, where it sits, whose job it is, and the costliest calls. It is never spread over teams.
import type { AuditReport } from '../../../model/report.ts';
import { deadlineText } from '../../deadline.ts';
import { amountOf, count, counted, money, moneyOrDash, share } from '../../figures.ts';
import { worstFirst } from '../../ranking.ts';
import { amountCell, code, codeCell, nameCell, placeCell, textCell } from '../cells.ts';
import { shareBar } from '../charts.ts';
import { dataTable } from '../data-table.ts';
import { html, type Markup, nothing } from '../markup.ts';
import { countsCalls, lead, type Section, weightOf, wholeOf } from '../section.ts';

const listed = 5;

export const unattributed: Section = {
  id: 'unattributed',
  title: 'Spend without an owner',
  body: (report) => {
    const part = report.coverage.unattributed;
    if (report.totals.calls === 0) return undefined;
    if (part.calls === 0) return lead('None: every billed call has an owner.');
    const weight = weightOf(report, part);
    const of = countsCalls(report)
      ? `${count(part.calls)} of ${counted(report.totals.calls, 'call')}`
      : `${money(weight)} of ${money(wholeOf(report))}, ${counted(part.calls, 'call')}`;
    return html`${lead(html`${share(weight, wholeOf(report))}: ${of}. ${bucket(report)}`)}
<ul class="bars">${worstFirst(report.unattributed.by_cause, ({ cause }) => cause).map((cause) => causeBar(cause, report))}</ul>
<div class="columns">${[
      spots('By component', report.unattributed.by_component),
      spots('By model', report.unattributed.by_model),
      spots('Worst days', report.unattributed.by_day),
    ]}</div>
${topCalls(report)}`;
  },
};

function bucket({ unattributed: { bucket: owner } }: AuditReport): Markup {
  const who =
    owner.owner === null ? html`<em class="bad">no owner named yet</em>` : html`owner <bdi>${owner.owner}</bdi>`;
  const when = deadlineText(owner);
  return html`Exception bucket: ${who}, ${when}.`;
}

function causeBar(cause: AuditReport['unattributed']['by_cause'][number], report: AuditReport): Markup {
  const part = weightOf(report, cause);
  const whole = weightOf(report, report.coverage.unattributed);
  const figure = countsCalls(report) ? '' : `${moneyOrDash(amountOf(cause.usd))}, `;
  const example = cause.example;
  return html`<li><div><span>${cause.title}</span> <span class="amount">${figure}${share(part, whole)}, ${counted(cause.calls, 'call')}</span></div>${shareBar(part, whole, 'unattributed')}${
    example !== null &&
    html`<span class="quiet">for example ${code(`${example.source}:${example.line}`)}${example.trace_id !== null && html`, trace ${code(example.trace_id)}`}</span>`
  }</li>
`;
}

function spots(title: string, all: AuditReport['unattributed']['by_day']): Markup {
  if (all.length === 0) return nothing;
  const ranked = worstFirst(all, ({ key }) => key);
  const left = ranked.length - listed;
  return html`<div><h3>${title}</h3><ul class="plain">${ranked
    .slice(0, listed)
    .map(
      ({ key, usd, calls }) =>
        html`<li><bdi>${key}</bdi> <span class="amount">${amountOf(usd) === 0n ? counted(calls, 'call') : money(amountOf(usd))}</span></li>`,
    )}${left > 0 && html`<li class="quiet">${count(left)} more</li>`}</ul></div>
`;
}

function topCalls({ unattributed: { top_calls, by_cause } }: AuditReport): Markup {
  const titles = new Map(by_cause.map(({ cause, title }) => [cause, title]));
  if (top_calls.length === 0) return nothing;
  return html`<details><summary>The ${counted(top_calls.length, 'costliest call')} without an owner</summary>
${dataTable({
  caption: 'The costliest calls without an owner',
  columns: [
    { head: 'Call', fit: 'long' },
    { head: 'Spend', align: 'right' },
    { head: 'Model' },
    { head: 'Component' },
    { head: 'Cause', fit: 'prose' },
    { head: 'Trace', fit: 'long' },
    { head: 'Seen at', fit: 'long' },
  ],
  rows: worstFirst(top_calls, ({ key }) => key).map((call) => [
    codeCell(call.key),
    amountCell(call.usd),
    nameCell(call.model ?? '(no model)'),
    nameCell(call.component),
    textCell(titles.get(call.cause) ?? call.cause),
    codeCell(call.trace_id),
    placeCell(call),
  ]),
  sortedBy: 1,
})}</details>
`;
}
