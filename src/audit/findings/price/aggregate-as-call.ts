// A row that sums several calls, logged at the price of one long prompt.
import { defineFinding } from '../define-finding.ts';
import { exclusionsOf } from '../facts.ts';
import { differenceOf, mismatchCode } from '../mismatches.ts';
import { eventOccurrence } from '../occurrence.ts';

export const priceAggregateAsCall = defineFinding({
  code: 'price/aggregate-as-call',
  severity: 'warning',
  title: 'A sum of calls is charged as one long prompt',
  why: 'Thresholds hold for one request. A day or a month of short requests is over every one of them and must not cross any.',
  fix: 'Work out costs call by call, or price sums without long-context rates.',
  about: 'excluded aggregate row',
  *checkTrace(noticed) {
    for (const { event, comparison } of exclusionsOf(noticed, 'aggregate row')) {
      if (comparison?.kind !== 'differs' || mismatchCode(comparison) !== 'price/aggregate-as-call') continue;
      const { message, evidence, at_stake } = differenceOf(comparison);
      yield eventOccurrence(event, message, evidence, at_stake);
    }
  },
});
