// An owner outside the days of its team, without a successor.
import { defineFinding } from '../define-finding.ts';
import { mappingOccurrences } from '../mapping-occurrences.ts';

export const registryClosedTeam = defineFinding({
  code: 'registry/closed-team',
  severity: 'error',
  title: 'Owner that was no team on that day',
  why: 'The team had ended or not begun when the call was made and nobody succeeds it, so nobody answers for the spend.',
  fix: 'Give the team a successor in the registry, or correct its days, or let the caller name the team of today.',
  about: 'mappings',
  check: (trace) => mappingOccurrences(trace, 'closed-team'),
});
