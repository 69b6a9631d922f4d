// A logged cost that neither is the card's price nor rounds to it, which no single known mistake explains.
import { defineFinding } from '../define-finding.ts';
import { generalCode, mismatchesOf } from '../mismatches.ts';

export const priceMismatch = defineFinding({
  code: 'price/mismatch',
  severity: 'warning',
  title: 'Logged cost differs from the rate card',
  why: 'Either the log or the card is wrong; chargeback on the wrong one will be disputed. No formula explains it, or several do.',
  fix: "Compare the two figures and the formulas named; correct the gateway's price map, or add a card with your rates (--rates).",
  about: 'differences',
  check: (audited) => mismatchesOf(audited, generalCode),
});
