// Cost logged as zero for a call with tokens.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence } from '../occurrence.ts';

export const priceZeroLogged = defineFinding({
  code: 'price/zero-logged',
  severity: 'note',
  title: 'Cost logged as zero for a call with tokens',
  why: 'The source had no price for the model; zero was taken as unknown.',
  fix: 'Give the gateway a price for the model.',
  *check({ trace: { events } }) {
    for (const event of events) {
      for (const note of event.notes) {
        if (note.kind === 'zero-cost-with-usage')
          yield eventOccurrence(
            event,
            `${event.component} logged 0 for ${event.response_model ?? event.model ?? 'a call'}`,
            { model: event.response_model ?? event.model ?? '' },
          );
      }
    }
  },
});
