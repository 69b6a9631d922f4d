// Part of the usage has no rate: the whole call is left unpriced.
import { defineFinding } from '../define-finding.ts';
import { unpricedCalls } from '../facts.ts';

export const priceClassWithoutRate = defineFinding({
  code: 'price/class-without-rate',
  severity: 'warning',
  about: 'doubts',
  title: 'Token class that the rate card does not price',
  why: 'Part of the usage has no rate; the call is left unpriced rather than priced in part.',
  fix: 'Add the rate of the class to a card and pass it with --rates.',
  check: (audited) => unpricedCalls(audited, 'class without a rate'),
});
