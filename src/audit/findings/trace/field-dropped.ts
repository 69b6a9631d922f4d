// A required field known on one side of an edge and on no record after it.
import { brokenEdges, edgeOccurrence } from '../broken-edges.ts';
import { defineFinding } from '../define-finding.ts';

export const traceFieldDropped = defineFinding({
  code: 'trace/field-dropped',
  severity: 'warning',
  about: 'breaks',
  title: 'Required field dropped between two components',
  why: 'From this edge on nobody downstream, and no provider log, can say who pays.',
  fix: 'Forward the envelope (baggage, headers or message attributes) at the component after the edge.',
  *check(audited) {
    for (const edge of brokenEdges(audited, 'dropped', ['required']))
      yield edgeOccurrence(edge, (where, fields) => `${where} drops ${fields}`);
  },
});
