// Calls that a hard rule of the policy rejects: one occurrence for each rule, with its calls.
import { defineFinding } from '../define-finding.ts';
import { ruleOccurrences } from '../rule-occurrences.ts';

export const policyRejected = defineFinding({
  code: 'policy/rejected',
  severity: 'error',
  title: 'Calls that the policy in force rejects',
  why: 'The rule was hard on the day of these calls and they were made all the same: the gateway does not enforce it, or they went around the gateway.',
  fix: 'Let the gateway enforce the rule (`attrib-audit fix CODE --for TOOL` prints its configuration), and close the way around it.',
  checkReport: (facts) => ruleOccurrences(facts, 'after'),
});
