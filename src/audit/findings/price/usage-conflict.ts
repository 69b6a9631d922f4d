// Token counts that contradict each other.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence } from '../occurrence.ts';

export const priceUsageConflict = defineFinding({
  code: 'price/usage-conflict',
  severity: 'warning',
  title: 'Token counts that contradict each other',
  why: 'A part is greater than the whole it should be inside, so the counts were read as separate; the other reading has another price.',
  fix: 'Check how the producer counts cached and reasoning tokens.',
  *check({ trace: { events } }) {
    for (const event of events) {
      for (const note of event.notes) {
        if (note.kind === 'usage-semantics-conflict')
          yield eventOccurrence(event, note.detail, { detail: note.detail });
      }
    }
  },
});
