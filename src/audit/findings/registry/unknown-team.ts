// An owner the registry does not know. A value that the contract refuses already is told there.
import { defineFinding } from '../define-finding.ts';
import { mappingOccurrences } from '../mapping-occurrences.ts';

export const registryUnknownTeam = defineFinding({
  code: 'registry/unknown-team',
  severity: 'error',
  title: 'Owner that is no team of the registry',
  why: 'A name nobody has registered is a typo or a team without a budget holder; no statement can be sent to it, so the spend is unattributed.',
  fix: 'Correct owner_team where it is set, or add the name to the registry: as an alias of the team it means, or as a team.',
  about: 'mappings',
  check: (trace) => mappingOccurrences(trace, 'unknown-team'),
});
