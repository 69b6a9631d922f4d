// Recommended field dropped between two components.
import { needOf } from '../../audited.ts';
import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const traceRecommendedDropped = defineFinding({
  code: 'trace/recommended-dropped',
  severity: 'note',
  title: 'Recommended field dropped between two components',
  why: 'The call can be charged, but loses detail from this edge on.',
  fix: 'Forward the whole envelope at this edge, not only the required fields.',
  *check({ calls, contract }) {
    for (const one of calls) {
      for (const { from, to, field, kind, at, before } of one.call.breaks) {
        if (kind !== 'dropped' || needOf(contract, field) !== 'recommended') continue;
        yield {
          ...occurrence(one, `${field} (${before}) is dropped at ${from} -> ${to}`, { from, to, field }),
          where: at.place,
        };
      }
    }
  },
});
