// A child more than a second before its parent; parent ids decide the order, so only times are in doubt.
import { defineFinding } from '../define-finding.ts';
import { faultsOf } from '../facts.ts';

export const traceClockSkew = defineFinding({
  code: 'trace/clock-skew',
  severity: 'note',
  about: 'faults',
  title: 'A span starts before the one that called it',
  why: 'Clocks disagree by more than a second; order by time is unreliable here, order by parent id was used.',
  fix: 'Synchronise the clocks of the two hosts.',
  checkTrace: (noticed) => faultsOf(noticed, 'clock-skew'),
});
