// Negative, fractional, no number, or of something unknown: the count was left out, and with it the price of the call.
import { defineFinding } from '../define-finding.ts';
import { notesOf } from '../facts.ts';
import { eventOccurrence } from '../occurrence.ts';

export const priceBadCount = defineFinding({
  code: 'price/bad-count',
  severity: 'warning',
  about: 'note bad-count',
  title: 'A count that is no count',
  why: 'Negative, fractional, not a number, or of something that is not known. A call that lacks a count is left unpriced rather than priced in part; what was logged as its cost counts.',
  fix: 'Correct what the producer writes.',
  *checkTrace(noticed) {
    for (const { event, note } of notesOf(noticed, 'bad-count')) {
      const { field, value } = note;
      yield eventOccurrence(event, `${field} is ${value}`, { field, value }, noticed.spend.on(event));
    }
  },
});
