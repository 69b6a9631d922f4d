// Calls that a rule of the policy tells and does not reject yet: the number with which a soft period ends.
import { defineFinding } from '../define-finding.ts';
import { ruleOccurrences } from '../rule-occurrences.ts';

export const policyWouldReject = defineFinding({
  code: 'policy/would-reject',
  severity: 'warning',
  title: 'Calls that the policy would reject once it is hard',
  why: 'These calls fail on the day the rule becomes hard, and whoever depends on them should know before.',
  fix: 'Work the list down by team before the rule becomes hard; the report shows what enforcement would have done.',
  checkReport: (facts) => ruleOccurrences(facts, 'before'),
});
