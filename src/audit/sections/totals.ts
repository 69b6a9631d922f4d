// What was spent, and how well it is known.
import { usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { AuditReport } from '../../model/report.ts';
import type { InputSummary } from '../settings.ts';
import { type Sum, wholeCount } from '../sums.ts';
import type { Tally } from '../tally.ts';
import { money, sumAt } from './wire.ts';

export function totals(tally: Tally, inputs: readonly InputSummary[], total: Sum): AuditReport['totals'] {
  const unpriced = sumAt(tally, 'basis', 'unpriced').calls;
  return {
    records: inputs.reduce((sum, { records }) => sum + records, 0),
    traces: tally.traces,
    events: tally.events,
    calls: total.calls,
    spend_usd: usdToDecimal(total.usd),
    logged_usd: usdToDecimal(tally.logged),
    unpriced_calls: unpriced,
    band: { calls: tally.band.calls, low_usd: usdToDecimal(tally.band.low), high_usd: usdToDecimal(tally.band.high) },
    disputed: {
      calls: tally.disputed.calls,
      usd: usdToDecimal(tally.disputed.usd),
      low_usd: usdToDecimal(tally.disputed.low),
      high_usd: usdToDecimal(tally.disputed.high),
    },
    by_basis: {
      repriced: money(sumAt(tally, 'basis', 'repriced')),
      logged: money(sumAt(tally, 'basis', 'logged')),
      unpriced: money(sumAt(tally, 'basis', 'unpriced')),
    },
    lower_bound: unpriced > 0,
    tokens: Object.fromEntries(
      [...tally.tokens].sort(([a], [b]) => compareText(a, b)).map(([name, sum]) => [name, wholeCount(sum)]),
    ),
  };
}
