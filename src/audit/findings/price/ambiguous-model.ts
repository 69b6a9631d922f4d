// Model name that fits several models.
import { usdToDecimal } from '../../../model/money.ts';
import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const priceAmbiguousModel = defineFinding({
  code: 'price/ambiguous-model',
  severity: 'warning',
  title: 'Model name that fits several models',
  why: 'The price depends on the version; a guess would be wrong for some of them, so a band is given.',
  fix: 'Log the full model id that served the call.',
  *check({ calls }) {
    for (const one of calls) {
      const { price } = one;
      if (price.kind !== 'band') continue;
      const evidence = {
        low_usd: usdToDecimal(price.low),
        high_usd: usdToDecimal(price.high),
        candidates: price.candidates.map(({ source }) => source.model).join(', '),
      };
      const name = one.call.metering.response_model ?? one.call.metering.model;
      yield {
        ...occurrence(one, `${name} costs between $${evidence.low_usd} and $${evidence.high_usd}`, evidence),
        at_stake: price.high,
      };
    }
  },
});
