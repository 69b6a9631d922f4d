// What the calls of one trace need before they are proven.
import { compareText } from '../../model/place.ts';
import type { AuditedCall } from '../audited.ts';
import { uniteFixes } from '../fix-text.ts';
import { growRepair } from '../merge-tallies.ts';
import { addSum, addTo, growIn, type Running } from '../sums.ts';
import type { Need, OpenTally } from '../tally.ts';
import { sumFor } from './sum-for.ts';
import { wantOf } from './want-of.ts';

/** Those of one trace, by name. */
export type Needs = Map<string, Running<Need>>;

/** `before` are those of the calls before; gives them back with more. */
export function addNeeds(
  tally: OpenTally,
  calls: readonly AuditedCall[],
  before: Needs | undefined,
): Needs | undefined {
  let needs = before;
  for (const one of calls) {
    if (one.obstacles.length === 0) continue;
    const { fixes, keys, name } = wantOf(one.obstacles);
    for (const [key, fix] of fixes) if (tally.fixes.get(key) !== fix) addTo(tally.fixes, key, fix, uniteFixes);
    needs ??= new Map();
    const need = needs.get(name);
    if (need) addSum(need, sumFor(one));
    else needs.set(name, { fixes: keys, calls: 1, usd: one.cost.usd });
  }
  return needs;
}

/** When the needs of all calls of a trace are known. */
export function addRepairs(tally: OpenTally, needs: Needs): void {
  const sorted = [...needs];
  if (sorted.length > 1) sorted.sort(([a], [b]) => compareText(a, b));
  const name = sorted.map(([key]) => key).join('\n\n\n');
  growIn(tally.repairs, name, { traces: 1, needs: sorted.map(([, need]) => need) }, growRepair);
}
