// Model that no rate card knows.

import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const priceUnknownModel = defineFinding({
  code: 'price/unknown-model',
  severity: 'warning',
  title: 'Model that no rate card knows',
  why: 'The call has no price: totals are a lower bound.',
  fix: 'Add the model to a card of your own and pass it with --rates.',
  *check({ calls }) {
    for (const one of calls) {
      const { price } = one;
      if (
        price.kind === 'unpriced' &&
        (price.why === 'unknown model' || price.why === 'no model' || price.why === 'no seller')
      )
        yield occurrence(one, price.detail, { why: price.why, detail: price.detail });
    }
  },
});
