// Repair plan: the fixes in the order of the spend they would prove, with the coverage after each one, cumulative.
import { amountOf, count, moneyOrDash, percent } from '../figures.ts';
import { heading, type Pen } from '../pen.ts';
import { type Column, table } from '../table.ts';
import { besideMoney, countsCalls, moneyWidth, moreLine, type Section } from './section.ts';

const title = 'Repair plan';

const columns: readonly Column[] = [
  { head: 'would prove', align: 'right', atLeast: moneyWidth },
  { head: 'coverage', align: 'right' },
  { head: 'traces', align: 'right', expendable: 1 },
  { head: 'calls', align: 'right', secondary: true, expendable: 2 },
  { head: 'fix', least: 20, fit: 'wrap' },
];

const tools = 'TOOL: litellm, bifrost, portkey, kong, envoy, otel-collector, openai-node, openai-python';

function hint(code: string, pen: Pen): string {
  return `${' '.repeat(besideMoney)}${pen.paint('quiet', `attrib-audit fix ${code} --for TOOL`)}`;
}

/** Keeps the document's order: each coverage counts the fixes before it. */
export const repairPlan: Section = (report, pen) => {
  const { totals, coverage, repair_plan: plan } = report;
  if (totals.calls === 0) return [];
  if (plan.length === 0) {
    const unproven = coverage.recoverable.calls + coverage.unattributed.calls;
    return heading(title, unproven === 0 ? 'nothing to repair' : 'no repair can be named from these logs alone', pen);
  }
  const shown = plan.slice(0, pen.style.top);
  const rows = shown.map((item) => ({
    cells: [
      countsCalls(report) ? '' : moneyOrDash(amountOf(item.usd)),
      `${percent(item.coverage_before)} ${pen.signs.arrow} ${percent(item.coverage_after)}`,
      count(item.traces),
      count(item.calls),
      item.note === undefined ? item.fix : `${item.fix}; note: ${item.note}`,
    ],
    ...(item.code === undefined ? {} : { below: [hint(item.code, pen)] }),
  }));
  return [
    ...heading(title, 'best first; coverage counts the fixes above each line', pen),
    ...table(columns, rows, pen),
    ...moreLine(plan.length - shown.length, ['fix', 'fixes'], pen),
    ...(shown.some(({ code }) => code !== undefined) ? [`  ${pen.paint('quiet', tools)}`] : []),
  ];
};
