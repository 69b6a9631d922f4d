// Counts whose parts exceed their whole, or whose total fits another reading than the format states.
import { defineFinding } from '../define-finding.ts';
import { notesOf } from '../facts.ts';
import { eventOccurrence } from '../occurrence.ts';

export const priceUsageConflict = defineFinding({
  code: 'price/usage-conflict',
  severity: 'warning',
  about: 'note usage-semantics-conflict',
  title: 'Token counts that contradict each other',
  why: 'The counts fit another reading than the one this source is known for; that reading was taken, and the other one has another price.',
  fix: 'Check how the producer counts cached and reasoning tokens.',
  *checkTrace(noticed) {
    for (const { event, note } of notesOf(noticed, 'usage-semantics-conflict')) {
      const { detail } = note;
      yield eventOccurrence(event, detail, { detail }, noticed.spend.on(event));
    }
  },
});
