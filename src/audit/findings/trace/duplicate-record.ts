// A record read twice, in one file or two. What counting it again would have added is at stake.
import { defineFinding } from '../define-finding.ts';
import { exclusionsOf } from '../facts.ts';
import { eventOccurrence } from '../occurrence.ts';

export const traceDuplicateRecord = defineFinding({
  code: 'trace/duplicate-record',
  severity: 'warning',
  about: 'excluded duplicate',
  title: 'The same record twice',
  why: 'Counted once here; a pipeline that adds up rows counts it twice.',
  fix: 'Remove the copy, or check why the exporter sent it again.',
  *checkTrace(noticed) {
    for (const { event, usd } of exclusionsOf(noticed, 'duplicate')) {
      const { component } = event;
      yield eventOccurrence(event, `${component} logged this before`, { component }, usd);
    }
  },
});
