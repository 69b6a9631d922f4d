// No log of the call names a model, as requested or as served.
import { defineFinding } from '../define-finding.ts';
import { unpricedCalls } from '../facts.ts';

export const priceModelMissing = defineFinding({
  code: 'price/model-missing',
  severity: 'warning',
  about: 'doubts',
  title: 'Call without a model',
  why: 'Without a model there is no price: totals are a lower bound.',
  fix: 'Log the model id that served the call.',
  check: (audited) => unpricedCalls(audited, 'no model'),
});
