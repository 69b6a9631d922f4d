// Parts of a record that was read otherwise: a span of a batch, a call of a trace.
import { defineFinding } from '../define-finding.ts';
import { problemOccurrences } from '../problem-occurrences.ts';

export const inputPartRejected = defineFinding({
  code: 'input/part-rejected',
  severity: 'error',
  title: 'Parts of records that could not be read',
  why: 'The rest of the record is in the figures and these parts are not.',
  fix: 'Repair or re-export the records named.',
  checkReport: (facts) => problemOccurrences(facts, 'part', 'parts of records'),
});
