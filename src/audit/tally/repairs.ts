// What the calls of one trace need before they are proven.
import { compareText } from '../../model/place.ts';
import type { AuditedCall } from '../audited.ts';
import { fixesOf, uniteFixes } from '../fix-text.ts';
import { growRepair } from '../merge-tallies.ts';
import { addSum, addTo, growIn, type Running } from '../sums.ts';
import type { Need, OpenTally } from '../tally.ts';
import { sumFor } from './sum-for.ts';

export function addRepairs(tally: OpenTally, calls: readonly AuditedCall[]): void {
  let needs: Map<string, Running<Need>> | undefined;
  for (const one of calls) {
    if (one.obstacles.length === 0) continue;
    const own = fixesOf(one.obstacles);
    for (const [key, fix] of own) addTo(tally.fixes, key, fix, uniteFixes);
    const keys = [...own.keys()].sort(compareText);
    needs ??= new Map();
    growIn(needs, keys.join('\n\n'), { ...sumFor(one), fixes: keys }, addSum);
  }
  if (needs === undefined) return;
  const sorted = [...needs].sort(([a], [b]) => compareText(a, b));
  const name = sorted.map(([key]) => key).join('\n\n\n');
  growIn(tally.repairs, name, { traces: 1, needs: sorted.map(([, need]) => need) }, growRepair);
}
