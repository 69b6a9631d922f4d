// Two calls of one trace that only lack a common id to be one: both are billed.
import { defineFinding } from '../define-finding.ts';
import { faultsOf } from '../facts.ts';

export const tracePossibleDuplicate = defineFinding({
  code: 'trace/possible-duplicate',
  severity: 'warning',
  about: 'faults',
  title: 'Two records look like one call',
  why: 'Same trace, model and tokens in two logs, but no id in common: both were counted.',
  fix: "Log the provider's request id in both places, so that they can be joined.",
  checkTrace: (noticed) => faultsOf(noticed, 'possible-duplicate'),
});
