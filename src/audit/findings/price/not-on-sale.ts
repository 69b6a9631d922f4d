// Call outside the dates of its price.

import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const priceNotOnSale = defineFinding({
  code: 'price/not-on-sale',
  severity: 'warning',
  title: 'Call outside the dates of its price',
  why: 'The card says that the model had no price on that day.',
  fix: 'Check the time of the call and the dates of the card.',
  *check({ calls }) {
    for (const one of calls) {
      const { price } = one;
      if (price.kind === 'unpriced' && price.why === 'not on sale then')
        yield occurrence(one, price.detail, { why: price.why, detail: price.detail });
    }
  },
});
