// The unattributed share against the target: Q7 as a finding, so that a gate can fail on it.
import { parseUsd, restOfPercent } from '../../../model/money.ts';
import { percentText } from '../../percent-text.ts';
import { defineFinding } from '../define-finding.ts';

export const coverageOverTarget = defineFinding({
  code: 'coverage/over-target',
  severity: 'error',
  title: 'Unattributed share over the target',
  why: 'More money than agreed has no owner.',
  fix: 'Work through the repair plan from the top.',
  *checkReport({ coverage: { unattributed, target, basis }, totals }) {
    const { pct, usd, calls } = unattributed;
    const limit = restOfPercent(target);
    if (pct === null || pct <= limit) return;
    const [part, whole] =
      basis === 'spend' ? [`$${usd}`, `$${totals.spend_usd}`] : [`${calls}`, `${totals.calls} calls`];
    const share = percentText(pct, limit);
    yield {
      message: `${part} of ${whole} (${share}) has no owner, target ${limit} %`,
      at_stake: parseUsd(usd) ?? 0n,
      evidence: { part, whole, share, limit: `${limit} %` },
    };
  },
});
