// A call about whose price the sources of the card disagree: both totals are told, and one of them may be what was logged.
import { usdToDecimal } from '../../../model/money.ts';
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';
import { occurrence } from '../occurrence.ts';

const code = 'price/disputed-rate';

export const priceDisputedRate = defineFinding({
  code,
  severity: 'note',
  about: ['disputes', 'differences'],
  title: 'Sources of the rate card disagree',
  why: 'The card keeps the prices of every source that lists the model. Which one the vendor bills is not settled.',
  fix: "Look up the price on the vendor's page or invoice and put it into a card of your own (--rates).",
  *check(audited) {
    yield* mismatchesOf(audited, code);
    for (const one of audited.calls) {
      const { price, comparison } = one;
      if (price.kind !== 'priced' || !price.disputed || comparison?.kind === 'differs') continue;
      const { model, from = price.source.card } = price.source;
      const usd = usdToDecimal(price.usd);
      const others = price.disputed.map((rival) => `$${usdToDecimal(rival.usd)} by ${rival.source}`).join(', ');
      yield occurrence(one, `${model} costs $${usd} by ${from}, ${others}`, { model, usd, from, others });
    }
  },
});
