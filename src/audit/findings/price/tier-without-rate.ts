// The model is listed, but not in the tier that served the call.
import { defineFinding } from '../define-finding.ts';
import { unpricedCalls } from '../facts.ts';

export const priceTierWithoutRate = defineFinding({
  code: 'price/tier-without-rate',
  severity: 'warning',
  about: 'doubts',
  title: 'Service tier that the rate card does not price',
  why: 'Batch, flex and priority calls have prices of their own; those of another tier would be wrong.',
  fix: 'Add the rates of the tier to a card and pass it with --rates.',
  check: (audited) => unpricedCalls(audited, 'tier without a rate'),
});
