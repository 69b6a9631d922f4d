// Token class that the rate card does not price.

import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const priceClassWithoutRate = defineFinding({
  code: 'price/class-without-rate',
  severity: 'warning',
  title: 'Token class that the rate card does not price',
  why: 'Part of the usage has no rate; the call is left unpriced rather than priced in part.',
  fix: 'Add the rate of the class to a card and pass it with --rates.',
  *check({ calls }) {
    for (const one of calls) {
      const { price } = one;
      if (price.kind === 'unpriced' && price.why === 'class without a rate')
        yield occurrence(one, price.detail, { why: price.why, detail: price.detail });
    }
  },
});
