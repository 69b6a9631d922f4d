// The identities of one call lead to different teams. The most specific has decided.
import { defineFinding } from '../define-finding.ts';
import { mappingOccurrences } from '../mapping-occurrences.ts';

export const registryContradictingIdentities = defineFinding({
  code: 'registry/contradicting-identities',
  severity: 'warning',
  title: 'Keys and accounts of one call belong to different teams',
  why: 'The key of one team was used in the project of another: a borrowed key, or a registry that is out of date. The most specific rule decides who pays.',
  fix: 'Give the caller a key of its own, or correct the rule that is out of date.',
  about: 'mappings',
  check: (trace) => mappingOccurrences(trace, 'contradicting-identities'),
});
