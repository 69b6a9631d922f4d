// The seven questions of an auditor, each with its verdict and figure, and the gate when one was asked for.
import type { AuditReport } from '../../../model/report.ts';
import { acceptedBy, type Baseline, baselineSummary, baselineTones, rankedEntries } from '../../baseline.ts';
import { amountOf, count, counted, money, percent } from '../../figures.ts';
import { amountCell, nameCell, pill, textCell } from '../cells.ts';
import { dataTable } from '../data-table.ts';
import { html, type Markup, nothing } from '../markup.ts';
import { countsCalls, type Section } from '../section.ts';

const tones = { pass: 'good', partial: 'fair', fail: 'bad', unmeasured: 'quiet' } as const;

export const questions: Section = {
  id: 'questions',
  title: 'Seven questions before a chargeback',
  body: (report) => {
    const { questions: all, gate } = report;
    return all.length === 0 && !gate
      ? undefined
      : html`<ol class="questions">${all.map(
          ({ id, question, verdict, value_pct, evidence }) =>
            html`<li><span class="id">${id}</span><span class="asked">${question}<br><span class="quiet">${evidenceText(id, evidence, report)}</span></span><span class="verdict">${pill(tones[verdict], verdict)}${value_pct !== null && html` <span class="figure">${percent(value_pct)}</span>`}</span></li>
`,
        )}</ol>
${gate ? gateText(gate) : nothing}`;
  },
};

function gateText({ passed, checks, baseline }: NonNullable<AuditReport['gate']>): Markup {
  return html`<h3>Gate: ${passed ? pill('good', 'passed') : pill('bad', 'failed')}</h3>
<ul class="checks">${checks.map(
    (check) =>
      html`<li>${check.passed ? pill('good', 'pass') : pill('bad', 'fail')} <bdi>${check.name}</bdi>: <bdi>${check.actual}</bdi> <span class="quiet">limit <bdi>${check.limit}</bdi></span></li>
`,
  )}</ul>
${baseline ? baselineText(baseline) : nothing}`;
}

/** Accepted problems stay in sight, with who answers for them. */
function baselineText(baseline: Baseline): Markup {
  const rows = rankedEntries(baseline).map((entry) => [
    { content: pill(baselineTones[entry.state], entry.state), sort: entry.state },
    nameCell(entry.code),
    nameCell(entry.subject),
    entry.usd === null ? { content: '', sort: null } : amountCell(entry.usd),
    textCell(acceptedBy(entry)),
  ]);
  return html`<p>Baseline: ${baselineSummary(baseline)}.</p>
${dataTable({
  caption: 'Problems and the baseline',
  columns: [
    { head: 'State' },
    { head: 'Code' },
    { head: 'Problem', fit: 'prose' },
    { head: 'Spend', align: 'right' },
    { head: 'Accepted by', fit: 'prose' },
  ],
  rows,
})}`;
}

/** No percentage without its two numbers: Q7's stand in the parts of the coverage. */
function evidenceText(id: string, evidence: string, report: AuditReport): string {
  const counts = evidence.replace(
    /(\d+) of (\d+)/g,
    (_, part, whole) => `${count(Number(part))} of ${count(Number(whole))}`,
  );
  if (id !== 'Q7' || report.totals.calls === 0) return counts;
  const { coverage, totals } = report;
  const numbers = countsCalls(report)
    ? `${count(coverage.unattributed.calls)} of ${counted(totals.calls, 'call')}`
    : `${money(amountOf(coverage.unattributed.usd))} of ${money(amountOf(totals.spend_usd))}`;
  return `${numbers}; ${counts}`;
}
