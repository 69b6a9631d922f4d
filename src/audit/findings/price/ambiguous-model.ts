// A model name that fits several rows: a band of prices and never a pick.
import { usdToDecimal } from '../../../model/money.ts';
import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const priceAmbiguousModel = defineFinding({
  code: 'price/ambiguous-model',
  severity: 'warning',
  about: 'doubts',
  title: 'Model name that fits several models',
  why: 'The price depends on the version; a guess would be wrong for some of them, so a band is given.',
  fix: 'Log the full model id that served the call.',
  *check({ calls }) {
    for (const one of calls) {
      const { price } = one;
      if (price.kind !== 'band') continue;
      const evidence = {
        model: one.call.metering.response_model ?? one.call.metering.model ?? '',
        low_usd: usdToDecimal(price.low),
        high_usd: usdToDecimal(price.high),
        most_often: mostOften(price.candidates.map(({ usd }) => usdToDecimal(usd))),
        candidates: price.candidates.map(({ source }) => source.model).join(', '),
      };
      const { model, low_usd, high_usd, most_often } = evidence;
      yield occurrence(one, `${model} costs between $${low_usd} and $${high_usd}; ${most_often}`, evidence);
    }
  },
});

/** The commonest price among the candidates; of equals the least. */
function mostOften(prices: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const price of prices) counts.set(price, (counts.get(price) ?? 0) + 1);
  const [usd, count] = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), ['', 0]);
  return `$${usd} for ${count} of ${prices.length} versions`;
}
