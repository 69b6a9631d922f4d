// A model id that no row of the seller fits.
import { defineFinding } from '../define-finding.ts';
import { unpricedCalls } from '../facts.ts';

export const priceUnknownModel = defineFinding({
  code: 'price/unknown-model',
  severity: 'warning',
  about: 'doubts',
  title: 'Model that no rate card knows',
  why: 'The call has no price: totals are a lower bound.',
  fix: 'Add the model to a card of your own and pass it with --rates.',
  check: (audited) => unpricedCalls(audited, 'unknown model'),
});
