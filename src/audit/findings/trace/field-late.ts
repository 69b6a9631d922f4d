// Field added only after the gateway.
import { needOf } from '../../audited.ts';
import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const traceFieldLate = defineFinding({
  code: 'trace/field-late',
  severity: 'warning',
  title: 'Field added only after the gateway',
  why: 'Budgets and limits at the gateway could not see the owner; calls that take another way have none.',
  fix: 'Set the field before the first gateway hop.',
  *check({ calls, contract }) {
    for (const one of calls) {
      for (const { from, to, field, kind, at, after } of one.call.breaks) {
        if (kind !== 'late' || needOf(contract, field) === 'optional') continue;
        yield {
          ...occurrence(one, `${field} (${after}) first appears at ${from} -> ${to}, after the gateway`, {
            from,
            to,
            field,
          }),
          where: at.place,
        };
      }
    }
  },
});
