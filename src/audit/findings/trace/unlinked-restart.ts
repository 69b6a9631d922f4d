// A trace that begins at a queue or an ownerless worker, with nothing that says which request caused it.
import { defineFinding } from '../define-finding.ts';
import { faultsOf } from '../facts.ts';

export const traceUnlinkedRestart = defineFinding({
  code: 'trace/unlinked-restart',
  severity: 'warning',
  about: 'faults',
  title: 'A trace begins in the middle of the path',
  why: 'A queue or worker starts the trace and nothing in the input says which request caused it, so no owner can come from there.',
  fix: 'Put traceparent into the message, or link the consumer span to the producer.',
  checkTrace: (noticed) => faultsOf(noticed, 'unstitched-restart'),
});
