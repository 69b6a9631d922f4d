// What the calls of one trace need before they are proven.
import { compareText } from '../../model/place.ts';
import type { AuditedCall } from '../audited.ts';
import { type Fix, fixesOf, uniteFixes } from '../fix-text.ts';
import { addSums, addTo, mergeMaps } from '../sums.ts';
import type { Need, RepairSum, Tally } from '../tally.ts';
import { sumFor } from './sum-for.ts';

export function repairsOf(calls: readonly AuditedCall[]): Pick<Tally, 'repairs' | 'fixes'> {
  let fixes: ReadonlyMap<string, Fix> = new Map();
  const needs = new Map<string, Need>();
  for (const one of calls) {
    if (one.obstacles.length === 0) continue;
    const own = fixesOf(one.obstacles);
    fixes = mergeMaps(fixes, own, uniteFixes);
    const keys = [...own.keys()].sort(compareText);
    addTo(needs, keys.join('\n\n'), { ...sumFor(one), fixes: keys }, (a, b) => ({ ...a, ...addSums(a, b) }));
  }
  if (needs.size === 0) return { repairs: new Map(), fixes };
  const sorted = [...needs].sort(([a], [b]) => compareText(a, b));
  const repair: RepairSum = { traces: 1, needs: sorted.map(([, need]) => need) };
  return { repairs: new Map([[sorted.map(([key]) => key).join('\n\n\n'), repair]]), fixes };
}
