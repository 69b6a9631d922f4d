// Where the registry and a call do not agree: one occurrence for each call and kind.
import type { Occurrence } from '../../model/finding.ts';
import type { MappingFault } from '../../model/trace.ts';
import type { SomeCalls } from './define-finding.ts';
import { occurrence } from './occurrence.ts';

export function* mappingOccurrences({ calls }: SomeCalls, wanted: MappingFault['kind']): Iterable<Occurrence> {
  for (const one of calls) {
    // A value that the contract refuses is told there.
    if (wanted === 'unknown-team' && one.contract.invalid.some(({ field }) => field === 'owner_team')) continue;
    for (const { kind, detail, evidence } of one.call.mapping?.faults ?? [])
      if (kind === wanted) yield occurrence(one, detail, evidence);
  }
}
