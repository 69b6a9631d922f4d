// Logged cost against the rate card, and what repeated attempts cost.
import { usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { AuditReport } from '../../model/report.ts';
import { compareUsd } from '../merge-tallies.ts';
import type { Tally, VarianceSum } from '../tally.ts';
import { sumAt } from './wire.ts';

type Repricing = AuditReport['repricing'];

export function repricing({ compared, variances, mismatches }: Tally): Repricing {
  return {
    compared_calls: compared.calls,
    ...figures(compared),
    rounding_usd: usdToDecimal(compared.rounding),
    by_cause: [...variances]
      .sort(([a, x], [b, y]) => compareUsd(distance(y), distance(x)) || y.calls - x.calls || compareText(a, b))
      .map(([cause, sum]) => ({ cause, calls: sum.calls, ...figures(sum) })),
    mismatches: mismatches.map(({ trace_id, key, model, logged, repriced, causes, detail, price_source, place }) => ({
      trace_id: trace_id ?? null,
      request_id: key,
      model: model ?? null,
      logged_usd: usdToDecimal(logged),
      repriced_usd: usdToDecimal(repriced),
      likely_cause: causes.join(' or '),
      detail,
      price_source,
      source: place.source,
      line: place.line,
    })),
  };
}

function figures({ logged, repriced }: VarianceSum): Pick<Repricing, 'logged_usd' | 'repriced_usd' | 'delta_usd'> {
  return {
    logged_usd: usdToDecimal(logged),
    repriced_usd: usdToDecimal(repriced),
    delta_usd: usdToDecimal(logged - repriced),
  };
}

function distance({ logged, repriced }: VarianceSum): bigint {
  return logged > repriced ? logged - repriced : repriced - logged;
}

export function attempts(tally: Tally): AuditReport['attempts'] {
  const fallback = sumAt(tally, 'attempt', 'fallback');
  return {
    retry_calls: sumAt(tally, 'attempt', 'retry').calls,
    retry_usd: usdToDecimal(sumAt(tally, 'attempt', 'extra').usd),
    fallback_calls: fallback.calls,
    fallback_usd: usdToDecimal(fallback.usd),
    cache_hits: sumAt(tally, 'attempt', 'cache hit').calls,
    failed_free: sumAt(tally, 'attempt', 'failed without usage').calls,
  };
}
