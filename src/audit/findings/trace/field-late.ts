// A field first seen behind the first gateway: too late for the limits there.
import { brokenEdges, edgeOccurrence } from '../broken-edges.ts';
import { defineFinding } from '../define-finding.ts';

export const traceFieldLate = defineFinding({
  code: 'trace/field-late',
  severity: 'warning',
  about: 'breaks',
  title: 'Field added only after the gateway',
  why: 'Budgets and limits at the gateway could not see the owner; calls that take another way have none.',
  fix: 'Set the field before the first gateway hop.',
  *check(audited) {
    for (const edge of brokenEdges(audited, 'late', ['required', 'recommended']))
      yield edgeOccurrence(edge, (where, fields) => `${where} adds ${fields}, after the gateway`);
  },
});
