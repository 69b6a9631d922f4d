// Records of no known format in which nothing speaks of metering: most are ordinary log lines.
import { defineFinding } from '../define-finding.ts';
import { problemOccurrences } from '../problem-occurrences.ts';

export const inputRecordPassedOver = defineFinding({
  code: 'input/record-passed-over',
  severity: 'note',
  title: 'Records of no known format',
  why: 'Nothing in them speaks of tokens, cost or a model, so they were passed over; if they are model calls, their spend is missing.',
  fix: 'Look at the lines if their number surprises you, or name their format with --from.',
  checkReport: (facts) => problemOccurrences(facts, 'skipped', 'records'),
});
