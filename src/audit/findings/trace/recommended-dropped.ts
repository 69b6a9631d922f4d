// As trace/field-dropped, for fields the contract only recommends.
import { brokenEdges, edgeOccurrence } from '../broken-edges.ts';
import { defineFinding } from '../define-finding.ts';

export const traceRecommendedDropped = defineFinding({
  code: 'trace/recommended-dropped',
  severity: 'note',
  about: 'breaks',
  title: 'Recommended field dropped between two components',
  why: 'The call can be charged, but loses detail from this edge on.',
  fix: 'Forward the whole envelope at this edge, not only the required fields.',
  *check(audited) {
    for (const edge of brokenEdges(audited, 'dropped', ['recommended']))
      yield edgeOccurrence(edge, (where, fields) => `${where} drops ${fields}`);
  },
});
