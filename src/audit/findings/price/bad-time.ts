// A time that is no time: the record is read as if it had none.
import { defineFinding } from '../define-finding.ts';
import { notesOf } from '../facts.ts';
import { eventOccurrence } from '../occurrence.ts';

export const priceBadTime = defineFinding({
  code: 'price/bad-time',
  severity: 'warning',
  about: 'note bad-time',
  title: 'A time that could not be read',
  why: 'Without its start a call is undated: priced by the newest rates, and in no period of the report.',
  fix: 'Write ISO 8601 or an epoch number in a known unit.',
  *checkTrace(noticed) {
    for (const { event, note } of notesOf(noticed, 'bad-time')) {
      const { field, value } = note;
      yield eventOccurrence(event, `${field} is ${value}`, { field, value }, noticed.spend.on(event));
    }
  },
});
