// The price of a model whose name begins alike.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/neighbour-model';

export const priceNeighbourModel = defineFinding({
  code,
  severity: 'warning',
  title: 'Price of a neighbouring model',
  why: 'The logged figure is that of a model with a similar name: a look-up by likeness took the wrong row.',
  fix: "Add the model's own price to the gateway's map; let unknown models stay unpriced.",
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
