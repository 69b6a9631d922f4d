// Decimal ids (Datadog) are kept as written: only another log can say which hexadecimal id they are, or are half of.
import { defineFinding } from '../define-finding.ts';
import { notesOf } from '../facts.ts';
import { eventOccurrence } from '../occurrence.ts';

export const traceIdDecimal = defineFinding({
  code: 'trace/id-decimal',
  severity: 'note',
  about: 'note decimal-id',
  title: 'A trace or span id in decimal',
  why: 'Other systems write the same id in hexadecimal and will not find it.',
  fix: 'Log ids in hexadecimal.',
  *checkTrace(noticed) {
    for (const { event, note } of notesOf(noticed, 'decimal-id')) {
      const { field, value } = note;
      yield eventOccurrence(event, `${field} is ${value}`, { field, value });
    }
  },
});
