// A logged cost that neither is the card's price nor rounds to it; the difference is at stake.
import { usdToDecimal } from '../../../model/money.ts';
import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const priceMismatch = defineFinding({
  code: 'price/mismatch',
  severity: 'warning',
  title: 'Logged cost differs from the rate card',
  why: 'Either the log or the card is wrong; chargeback on the wrong one will be disputed.',
  fix: "Compare the two figures and the formula named; correct the gateway's price map, or add a card with your rates (--rates).",
  *check({ calls }) {
    for (const one of calls) {
      if (one.comparison?.kind !== 'differs') continue;
      const { logged, repriced, causes, detail } = one.comparison;
      const evidence = {
        logged_usd: usdToDecimal(logged),
        repriced_usd: usdToDecimal(repriced),
        cause: causes.join(' or '),
        detail,
      };
      const cause = evidence.cause.replaceAll('-', ' ');
      const figures = `logged $${evidence.logged_usd}, card $${evidence.repriced_usd}`;
      yield {
        ...occurrence(one, `${figures}: ${cause} (${detail})`, evidence),
        at_stake: logged > repriced ? logged - repriced : repriced - logged,
      };
    }
  },
});
