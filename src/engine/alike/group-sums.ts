// Sums of groups in which rows of a kind may differ: by owner, feature and whatever else calls are grouped by.
import { groupSumOf } from '../../audit/alike/scale-call.ts';
import type { AttributionPart } from '../../audit/audited.ts';
import { growGroup, tableIn } from '../../audit/merge-tallies.ts';
import { growIn } from '../../audit/sums.ts';
import { newTally, type Tally } from '../../audit/tally.ts';
import type { TextField } from '../../model/fields.ts';
import type { UsageClass } from '../../model/usage.ts';
import { createExactSums, type ExactSums } from './exact-sums.ts';
import { fixedSums, sumsOf } from './row-sums.ts';

export const groupWidth = fixedSums + 2;

/** Sums by the number of a name, for each part and group. */
export interface GroupsByName {
  of(part: AttributionPart, index: number): ExactSums;
  tally(names: readonly string[]): Tally;
}

export function newGroups(dimensions: readonly TextField[]): GroupsByName {
  const tables = new Map<AttributionPart, readonly ExactSums[]>();
  return {
    of(part, index) {
      const sums = tables.get(part) ?? dimensions.map(createExactSums);
      tables.set(part, sums);
      const own = sums[index];
      if (own === undefined) throw new Error(`no group ${index}`);
      return own;
    },
    tally(names) {
      const tally = newTally();
      for (const [part, sums] of tables) {
        for (const [index, field] of dimensions.entries()) {
          const own = sums[index];
          for (let name = 0; own !== undefined && name < names.length; name++) {
            const { counts, ...sum } = sumsOf(own, [name * groupWidth], twoCounts);
            if (sum.calls > 0)
              growIn(tableIn(tally.groups, field), names[name], groupSumOf(part, { ...sum, counts }), growGroup);
          }
        }
      }
      return tally;
    },
  };
}

/** All that is sent, and all that comes back. */
const twoCounts: readonly UsageClass[] = ['input', 'output'];
