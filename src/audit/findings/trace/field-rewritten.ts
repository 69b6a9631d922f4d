// Field changed between two components.
import { needOf } from '../../audited.ts';
import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const traceFieldRewritten = defineFinding({
  code: 'trace/field-rewritten',
  severity: 'warning',
  title: 'Field changed between two components',
  why: 'Two components disagree about the same request; the team charged is whoever wrote last.',
  fix: 'Let one component own the field and the others forward it.',
  *check({ calls, contract }) {
    for (const one of calls) {
      for (const { from, to, field, kind, at, before, after } of one.call.breaks) {
        if (kind !== 'rewritten' || needOf(contract, field) === 'optional') continue;
        yield {
          ...occurrence(one, `${field} changes from ${before} to ${after} at ${from} -> ${to}`, { from, to, field }),
          where: at.place,
        };
      }
    }
  },
});
