// What the calls of one trace need before they are proven.
import { compareText } from '../../model/place.ts';
import type { AuditedCall, Obstacle } from '../audited.ts';
import { type Fix, fixesOf, uniteFixes } from '../fix-text.ts';
import { growRepair } from '../merge-tallies.ts';
import { addSum, addTo, growIn, type Running } from '../sums.ts';
import type { Need, OpenTally } from '../tally.ts';
import { sumFor } from './sum-for.ts';

export function addRepairs(tally: OpenTally, calls: readonly AuditedCall[]): void {
  let needs: Map<string, Running<Need>> | undefined;
  for (const one of calls) {
    if (one.obstacles.length === 0) continue;
    const { fixes, keys, name } = wantOf(one.obstacles);
    for (const [key, fix] of fixes) if (tally.fixes.get(key) !== fix) addTo(tally.fixes, key, fix, uniteFixes);
    needs ??= new Map();
    growIn(needs, name, { ...sumFor(one), fixes: keys }, addSum);
  }
  if (needs === undefined) return;
  const sorted = [...needs].sort(([a], [b]) => compareText(a, b));
  const name = sorted.map(([key]) => key).join('\n\n\n');
  growIn(tally.repairs, name, { traces: 1, needs: sorted.map(([, need]) => need) }, growRepair);
}

interface Want {
  readonly fixes: ReadonlyMap<string, Fix>;
  /** The keys of the fixes, sorted, and in one text. */
  readonly keys: readonly string[];
  readonly name: string;
}

/** Few kinds of call are broken in many ways: what each wants is worked out once. A hostile file cannot fill the memory. */
const mostKept = 2000;
const wants = new Map<string, Want>();

function wantOf(obstacles: readonly Obstacle[]): Want {
  let same = '';
  for (const { kind, component, from, field } of obstacles)
    same += `${kind}\n${component}\n${from ?? ''}\n${field}\n\n`;
  const known = wants.get(same);
  if (known) return known;
  const fixes = fixesOf(obstacles);
  const keys = [...fixes.keys()].sort(compareText);
  const want = { fixes, keys, name: keys.join('\n\n') };
  if (wants.size >= mostKept) wants.clear();
  wants.set(same, want);
  return want;
}
