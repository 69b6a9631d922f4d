// Ids that were made one spelling so that they compare.
import { defineFinding } from '../define-finding.ts';
import { notesOf } from '../facts.ts';
import { eventOccurrence } from '../occurrence.ts';

export const traceIdReshaped = defineFinding({
  code: 'trace/id-reshaped',
  severity: 'note',
  about: 'note reshaped-id',
  title: 'An id in another spelling',
  why: 'Upper case, dashes, base64 or the form of AWS X-Ray: the same id as elsewhere, but an exact comparison misses it. It was made one spelling here.',
  fix: 'Log trace and span ids as lower-case hexadecimal.',
  *checkTrace(noticed) {
    for (const { event, note } of notesOf(noticed, 'reshaped-id')) {
      const { field, value, change } = note;
      const how = {
        case: 'in upper case',
        dashes: 'with dashes',
        base64: 'in base64',
        'x-ray': 'as AWS X-Ray writes it',
      }[change];
      yield eventOccurrence(event, `${field} ${value} is written ${how}`, { field, value, change });
    }
  },
});
