// The card has the model, but no row, or no exchange rate for it, that holds on the day of the call.
import { isoTime } from '../../time-text.ts';
import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const priceNotOnSale = defineFinding({
  code: 'price/not-on-sale',
  severity: 'warning',
  about: 'doubts',
  title: 'Call outside the dates of its price',
  why: 'The card has the model, but no price of it in US dollars for that day.',
  fix: 'Check the time of the call, the dates of the card and, where it is in another currency, those of its exchange rates (fx).',
  *check({ calls }) {
    for (const one of calls) {
      const { price, call } = one;
      if (price.kind !== 'unpriced' || price.why !== 'not on sale then') continue;
      const { detail } = price;
      const time = call.metering.start === undefined ? 'no time' : isoTime(call.metering.start);
      yield occurrence(one, `${detail} (${time})`, { detail, time });
    }
  },
});
