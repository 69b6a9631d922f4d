// A ring of parents; it was cut at one span so that the trace could be read at all.
import { defineFinding } from '../define-finding.ts';
import { faultsOf } from '../facts.ts';

export const traceCycle = defineFinding({
  code: 'trace/cycle',
  severity: 'warning',
  about: 'faults',
  title: 'Spans are their own ancestors',
  why: 'The ids are wrong, so no path can be trusted; the ring was cut at one span.',
  fix: 'Check how the component generates and forwards span ids.',
  checkTrace: (noticed) => faultsOf(noticed, 'cycle'),
});
