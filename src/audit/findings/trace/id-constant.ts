// Request ids that say nothing, because many requests share them.
import { defineFinding } from '../define-finding.ts';
import { faultsOf } from '../facts.ts';

export const traceIdConstant = defineFinding({
  code: 'trace/id-constant',
  severity: 'warning',
  about: 'faults',
  title: 'One request id on many requests',
  why: 'It names no request, so it was not used to join logs; a tool that joins by it counts many calls as one.',
  fix: 'Log the id of each request, or leave the field out.',
  checkTrace: (noticed) => faultsOf(noticed, 'constant-id'),
});
