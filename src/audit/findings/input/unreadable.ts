// Inputs that broke off: the problem of an input that no record carries.
import { defineFinding } from '../define-finding.ts';
import { problemOccurrences } from '../problem-occurrences.ts';

export const inputUnreadable = defineFinding({
  code: 'input/unreadable',
  severity: 'error',
  title: 'Input that could not be read to its end',
  why: 'Nobody knows how many records are behind the break; the figures hold for what was read before it.',
  fix: 'Fetch or unpack the input again and check that it is complete.',
  checkReport: (facts) => problemOccurrences(facts, 'unreadable', 'breaks'),
});
