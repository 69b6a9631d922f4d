// Earlier records of a stream that was logged while it grew: set aside for the last one.
import { defineFinding } from '../define-finding.ts';
import { exclusionsOf } from '../facts.ts';
import { eventOccurrence } from '../occurrence.ts';

export const traceStreamingPartial = defineFinding({
  code: 'trace/streaming-partial',
  severity: 'note',
  about: 'excluded streaming partial',
  title: 'Several records of one streamed call',
  why: 'Only the last one holds the whole usage; the others were set aside, and a pipeline that adds up rows counts them too.',
  fix: 'Log a stream once, when it ends.',
  *checkTrace(noticed) {
    for (const { event, usd } of exclusionsOf(noticed, 'streaming partial')) {
      const { component } = event;
      yield eventOccurrence(event, `${component} logged an earlier part of this call`, { component }, usd);
    }
  },
});
