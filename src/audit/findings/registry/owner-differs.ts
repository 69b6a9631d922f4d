// The request names another team than the exclusive rule for its key. The request is believed.
import { defineFinding } from '../define-finding.ts';
import { mappingOccurrences } from '../mapping-occurrences.ts';

export const registryOwnerDiffers = defineFinding({
  code: 'registry/owner-differs',
  severity: 'warning',
  title: 'Owner that its exclusive key contradicts',
  why: 'The registry says that nobody else uses this key, and the request names another team. The request is believed, so a wrong tag moves money.',
  fix: 'Correct owner_team where it is set, or the rule, or take `exclusive` from it when the key is shared.',
  about: 'mappings',
  check: (trace) => mappingOccurrences(trace, 'owner-differs'),
});
