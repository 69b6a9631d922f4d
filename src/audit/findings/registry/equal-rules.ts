// Rules of the same weight that disagree: no owner is taken from either.
import { defineFinding } from '../define-finding.ts';
import { mappingOccurrences } from '../mapping-occurrences.ts';

export const registryEqualRules = defineFinding({
  code: 'registry/equal-rules',
  severity: 'error',
  title: 'Equal rules of the registry name different owners',
  why: 'Two rules fit the call equally well and disagree, so neither may decide who pays.',
  fix: 'Make one rule more specific, or give the two days that do not overlap; `attrib-audit registry check` finds those with equal matches.',
  about: 'mappings',
  check: (trace) => mappingOccurrences(trace, 'equal-rules'),
});
