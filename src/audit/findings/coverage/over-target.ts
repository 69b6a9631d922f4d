// Unattributed share over the target.
import { parseUsd } from '../../../model/money.ts';
import { defineFinding } from '../define-finding.ts';

export const coverageOverTarget = defineFinding({
  code: 'coverage/over-target',
  severity: 'error',
  title: 'Unattributed share over the target',
  why: 'More money than agreed has no owner.',
  fix: 'Work through the repair plan from the top.',
  *checkReport({ coverage: { unattributed, target } }) {
    const limit = 100 - target;
    if (unattributed.pct === null || unattributed.pct <= limit) return;
    const evidence = { share_pct: String(unattributed.pct), limit_pct: String(limit), usd: unattributed.usd };
    yield {
      message: `${unattributed.pct} % unattributed, target ${limit} %`,
      at_stake: parseUsd(unattributed.usd) ?? 0n,
      evidence,
    };
  },
});
