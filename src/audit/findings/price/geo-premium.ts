// The price of another place of the same model.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/geo-premium';

export const priceGeoPremium = defineFinding({
  code,
  severity: 'warning',
  title: 'Another place is charged than served',
  why: 'Bedrock sells the same model at other prices in a geography and globally; the log has the price of another id.',
  fix: 'Log the model id with its place, such as us. or global., and price by that id.',
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
