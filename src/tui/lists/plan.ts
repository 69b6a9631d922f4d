// The repair plan, best first: what each repair would prove, counted on top of the ones above it.

import type { AuditReport } from '../../model/report.ts';
import { amountOf, count, money, percent } from '../../report/figures.ts';
import type { ListDefinition, Subject } from './list-definition.ts';

type Repair = AuditReport['repair_plan'][number];
export const repairAt = ({ review }: Subject, index: number): Repair => {
  const found = review.report.repair_plan[index];
  if (!found) throw new Error(`there is no repair ${index}`);
  return found;
};

export const plan: ListDefinition = {
  columns: [
    { head: 'would prove', align: 'right', value: (subject, index) => amountOf(repairAt(subject, index).usd) },
    { head: 'coverage after', align: 'right' },
    { head: 'calls', align: 'right', value: (subject, index) => repairAt(subject, index).calls },
    { head: 'repair', least: 20, fit: 'end' },
  ],
  size: ({ review }) => review.report.repair_plan.length,
  cells: (subject, index) => {
    const { usd, coverage_after: after, calls, fix } = repairAt(subject, index);
    return [money(amountOf(usd)), percent(after), count(calls), fix];
  },
  key: (subject, index) => repairAt(subject, index).fix,
  text: (subject, index) => repairAt(subject, index).fix.toLowerCase(),
  detail: ({ review, decisions }, index) => {
    const { fix } = repairAt({ review, decisions, scope: undefined }, index);
    const notes = decisions.taken.flatMap((one) =>
      one.kind === 'note' && one.fix === fix ? [`note: ${one.text}`] : [],
    );
    return [fix, ...notes];
  },
  empty: 'nothing to repair',
};
