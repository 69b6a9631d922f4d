// Repair plan: coverage as a line that rises with each fix, then the fixes in that order. The document's order is kept.
import type { AuditReport } from '../../../model/report.ts';
import { amountOf, count, counted, moneyOrDash, percent } from '../../figures.ts';
import { fixed } from '../charts.ts';
import { html, type Markup, nothing } from '../markup.ts';
import { countsCalls, figure, lead, type Section } from '../section.ts';

type Fix = AuditReport['repair_plan'][number];

const mostSteps = 10;
const plotHeight = 170;
const top = 26;

export const repairPlan: Section = {
  id: 'repair',
  title: 'Repair plan',
  body: (report) => {
    const { totals, coverage, repair_plan: plan } = report;
    if (totals.calls === 0) return undefined;
    if (plan.length === 0) {
      const unproven = coverage.recoverable.calls + coverage.unattributed.calls;
      return lead(unproven === 0 ? 'Nothing to repair.' : 'No repair can be named from these logs alone.');
    }
    const steps = plan.slice(0, mostSteps);
    const last = steps.at(-1)?.coverage_after ?? null;
    const cut = plan.length > steps.length ? ` of ${count(plan.length)}` : '';
    return html`${lead('The fixes in the order of the spend each would prove. Coverage after a fix counts all fixes above it.')}${
      last === null
        ? nothing
        : figure(
            chart(steps, report),
            `Proven share of ${countsCalls(report) ? 'calls' : 'spend'}: ${percent(coverage.score)} today, ${percent(last)} after ${counted(steps.length, 'fix', 'fixes')}${cut}.`,
          )
    }
<ol class="fixes">${plan.map((fix) => oneFix(fix, report))}</ol>
`;
  },
};

function oneFix(fix: Fix, report: AuditReport): Markup {
  const amount = countsCalls(report) ? counted(fix.calls, 'call') : moneyOrDash(amountOf(fix.usd));
  return html`<li><span class="fix">${fix.fix}<br><span class="quiet">${counted(fix.calls, 'call')} in ${counted(fix.traces, 'trace')}, in <bdi>${fix.component}</bdi>${fix.code === undefined ? nothing : html`; <code>attrib-audit fix ${fix.code} --for TOOL</code>`}</span></span><span class="amount"><strong>${amount}</strong><br><span class="quiet">${percent(fix.coverage_before)} \u2192 ${percent(fix.coverage_after)}</span></span></li>
`;
}

function chart(steps: readonly Fix[], report: AuditReport): Markup {
  const values = [steps[0]?.coverage_before ?? 0, ...steps.map(({ coverage_after: after }) => after ?? 0)];
  const slot = 100 / values.length;
  const yOf = (value: number) => top + plotHeight * (1 - Math.min(100, Math.max(0, value)) / 100);
  const base = top + plotHeight;
  const goal = yOf(report.coverage.target);
  const shapes = values.map((value, i) => {
    const [x, y] = [fixed(i * slot), fixed(yOf(value))];
    const before = values[i - 1];
    const rise =
      before === undefined
        ? nothing
        : html`<line class="rise" x1="${x}%" x2="${x}%" y1="${fixed(yOf(before))}" y2="${y}"/>`;
    const gained =
      before === undefined || value <= before
        ? nothing
        : html`<rect class="gain" x="${x}%" y="${y}" width="${fixed(100 - i * slot)}%" height="${fixed(yOf(before) - yOf(value))}"/>`;
    return html`${gained}<line class="rise" x1="${x}%" x2="${fixed((i + 1) * slot)}%" y1="${y}" y2="${y}"/>${rise}
<text class="on-bar" text-anchor="middle" x="${fixed((i + 0.5) * slot)}%" y="${fixed(labelY(yOf(value) - 7, goal))}">${values.length > 6 ? percent(value).replace(/\.\d %$/, ' %') : percent(value)}</text><text class="axis" text-anchor="middle" x="${fixed((i + 0.5) * slot)}%" y="${base + 18}">${i === 0 ? 'today' : values.length > 6 ? i : `fix ${i}`}</text>
`;
  });
  return html`<svg role="img" aria-label="Coverage after each fix; the figures stand in the list below" width="100%" height="${base + 28}">
<rect class="today" x="0" y="${fixed(yOf(values[0] ?? 0))}" width="100%" height="${fixed(base - yOf(values[0] ?? 0))}"/>
<line class="goal" x1="0" x2="100%" y1="${fixed(goal)}" y2="${fixed(goal)}"/><text class="axis" x="0" y="${fixed(goal - 6)}">goal ${percent(report.coverage.target)}</text>
${shapes}<line class="axis-line" x1="0" x2="100%" y1="${base}" y2="${base}"/></svg>`;
}

/** A figure that the line of the goal would cross stands above it. */
function labelY(y: number, goal: number): number {
  return y > goal - 4 && y < goal + 14 ? goal - 6 : y;
}
