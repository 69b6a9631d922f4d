// A span that links to traces of different owners: none of them is inherited.
import { defineFinding } from '../define-finding.ts';
import { faultsOf } from '../facts.ts';

export const traceAmbiguousLink = defineFinding({
  code: 'trace/ambiguous-link',
  severity: 'warning',
  about: 'faults',
  title: 'A batch links to requests of different owners',
  why: 'One call serves several owners; nothing says how to split it.',
  fix: 'Split the batch by owner, or name the owner on the call itself.',
  checkTrace: (noticed) => faultsOf(noticed, 'ambiguous-link'),
});
