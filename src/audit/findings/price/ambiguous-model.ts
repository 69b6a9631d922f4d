// A model name that fits several rows: a band of prices and never a pick.
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
        model: one.call.metering.response_model ?? one.call.metering.model ?? '',
        low_usd: usdToDecimal(price.low),
        high_usd: usdToDecimal(price.high),
        candidates: price.candidates.map(({ source }) => source.model).join(', '),
      };
      const { model, low_usd, high_usd } = evidence;
      yield occurrence(one, `${model} costs between $${low_usd} and $${high_usd}`, evidence);
    }
  },
});
