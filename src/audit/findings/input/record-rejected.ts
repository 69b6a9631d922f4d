// Records that smell of metering and could not be read; the count is the number of records.
import { defineFinding } from '../define-finding.ts';
import { problemOccurrences } from '../problem-occurrences.ts';

export const inputRecordRejected = defineFinding({
  code: 'input/record-rejected',
  severity: 'error',
  title: 'Records that could not be read',
  why: 'What they cost and who owns it is missing from every figure of this report.',
  fix: 'Repair or re-export the lines named; `attrib-audit formats` lists what is recognised.',
  checkReport: (facts) => problemOccurrences(facts, 'rejected', 'records'),
});
