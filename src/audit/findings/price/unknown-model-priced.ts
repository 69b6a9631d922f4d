// The log has a cost for a model no card knows: it may be the price of a default or of a neighbour.
import { usdToDecimal } from '../../../model/money.ts';
import { defineFinding } from '../define-finding.ts';
import { isUnpriced } from '../facts.ts';
import { occurrence } from '../occurrence.ts';

export const priceUnknownModelPriced = defineFinding({
  code: 'price/unknown-model-priced',
  severity: 'warning',
  title: 'Unknown model has a logged cost',
  why: 'No card lists the model, yet the log has a price for it. Gateways fall back to a default or to a similar name; the figure is unproven.',
  fix: 'Check where the source has this price from, then add the model to a card of your own (--rates).',
  about: 'doubts',
  *check({ calls }) {
    for (const one of calls) {
      const { logged_cost_usd: logged, model, response_model, usage } = one.call.metering;
      if (!isUnpriced(one, 'unknown model') || logged === undefined || logged <= 0n || usage === undefined) continue;
      const id = response_model ?? model ?? '';
      const evidence = { model: id, logged_usd: usdToDecimal(logged) };
      yield occurrence(one, `logged $${evidence.logged_usd} for ${id}, which no card lists`, evidence);
    }
  },
});
