// A parent span id that no record of the trace has.
import { defineFinding } from '../define-finding.ts';
import { faultsOf } from '../facts.ts';

export const traceOrphan = defineFinding({
  code: 'trace/orphan',
  severity: 'warning',
  about: 'faults',
  title: 'Parent span is not in the input',
  why: 'The way up ends here: what the caller knew about the owner cannot be seen.',
  fix: 'Add the log of the component above, or check sampling and exporter drops there.',
  checkTrace: (noticed) => faultsOf(noticed, 'orphan'),
});
