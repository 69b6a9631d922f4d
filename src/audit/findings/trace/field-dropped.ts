// Required field dropped between two components.
import { needOf } from '../../audited.ts';
import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const traceFieldDropped = defineFinding({
  code: 'trace/field-dropped',
  severity: 'warning',
  title: 'Required field dropped between two components',
  why: 'From this edge on nobody downstream, and no provider log, can say who pays.',
  fix: 'Forward the envelope (baggage, headers or message attributes) at the component after the edge.',
  *check({ calls, contract }) {
    for (const one of calls) {
      for (const { from, to, field, kind, at, before } of one.call.breaks) {
        if (kind !== 'dropped' || needOf(contract, field) !== 'required') continue;
        yield {
          ...occurrence(one, `${field} (${before}) is dropped at ${from} -> ${to}`, { from, to, field }),
          where: at.place,
        };
      }
    }
  },
});
