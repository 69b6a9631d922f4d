// A provider that no card knows, or none at all where the model's name does not tell it.
import { defineFinding } from '../define-finding.ts';
import { unpricedCalls } from '../facts.ts';

export const priceUnknownSeller = defineFinding({
  code: 'price/unknown-seller',
  severity: 'warning',
  about: 'doubts',
  title: 'Seller of the call is not known',
  why: 'The same model has another price at another seller, so none was picked: totals are a lower bound.',
  fix: 'Log the provider that billed the call, or add a card of that seller with --rates.',
  check: (audited) => unpricedCalls(audited, 'no seller'),
});
