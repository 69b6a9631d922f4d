// A logged cost that is no amount of dollars: the call is taken as one whose log names no cost.
import { defineFinding } from '../define-finding.ts';
import { notesOf } from '../facts.ts';
import { eventOccurrence } from '../occurrence.ts';

export const priceBadAmount = defineFinding({
  code: 'price/bad-amount',
  severity: 'warning',
  about: 'note bad-amount',
  title: 'A logged cost that could not be read',
  why: 'It is no plain number, or names a currency: nothing was compared with it, and where the card has no price the call has none.',
  fix: 'Write a number of US dollars, with a point and without a sign of the currency.',
  *checkTrace(noticed) {
    for (const { event, note } of notesOf(noticed, 'bad-amount')) {
      const { value } = note;
      yield eventOccurrence(event, `the logged cost is ${value}`, { value }, noticed.spend.on(event));
    }
  },
});
