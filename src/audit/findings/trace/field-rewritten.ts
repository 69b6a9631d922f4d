// A value that changes at an edge. Where logs of the call itself disagree about the owner, contract/conflicting-owners tells what it means.
import { brokenEdges, edgeOccurrence } from '../broken-edges.ts';
import { defineFinding } from '../define-finding.ts';

export const traceFieldRewritten = defineFinding({
  code: 'trace/field-rewritten',
  severity: 'warning',
  about: 'breaks',
  title: 'Field changed between two components',
  why: 'Two components disagree about the same request; the team charged is whoever wrote last.',
  fix: 'Let one component own the field and the others forward it.',
  *check(audited) {
    for (const edge of brokenEdges(audited, 'rewritten', ['required', 'recommended']))
      yield edgeOccurrence(edge, (where, fields) => `${where} changes ${fields}`);
  },
});
