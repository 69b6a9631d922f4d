// A zero beside usage is how gateways write "no price known": it was read as unknown.
import { defineFinding } from '../define-finding.ts';
import { notesOf } from '../facts.ts';
import { mismatchesOf } from '../mismatches.ts';
import { eventOccurrence } from '../occurrence.ts';

export const priceZeroLogged = defineFinding({
  code: 'price/zero-logged',
  severity: 'note',
  about: ['note zero-cost-with-usage', 'differences'],
  title: 'Cost logged as zero for a call with tokens',
  why: 'The source had no price for the model; zero was taken as unknown. Budgets kept in that source do not see this spend.',
  fix: 'Give the gateway a price for the model.',
  check: (some) => mismatchesOf(some, 'price/zero-logged'),
  *checkTrace(noticed) {
    for (const { event } of notesOf(noticed, 'zero-cost-with-usage')) {
      const { component, model = 'an unnamed model', response_model: served = model } = event;
      const evidence = { component, model: served };
      yield eventOccurrence(
        event,
        `${component} logged a cost of zero for ${served}`,
        evidence,
        noticed.spend.on(event),
      );
    }
  },
});
