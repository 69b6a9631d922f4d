// More ancestors than any real request has: a fault or an attack.
import { defineFinding } from '../define-finding.ts';
import { faultsOf } from '../facts.ts';

export const traceTooDeep = defineFinding({
  code: 'trace/too-deep',
  severity: 'warning',
  about: 'faults',
  title: 'A chain of parents without end',
  why: 'Real requests pass tens of spans; this chain was followed only part of the way.',
  fix: 'Check how the component sets parent span ids.',
  checkTrace: (noticed) => faultsOf(noticed, 'too-deep'),
});
