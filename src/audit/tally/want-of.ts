// What a call wants before it is proven: the fixes for its obstacles, and their names. Worked out once for each kind of broken call.
import { compareText } from '../../model/place.ts';
import type { Obstacle } from '../audited.ts';
import { type Fix, fixesOf } from '../fix-text.ts';

export interface Want {
  readonly fixes: ReadonlyMap<string, Fix>;
  /** The keys of the fixes, sorted, and in one text. */
  readonly keys: readonly string[];
  readonly name: string;
}

/** Calls share their lists of obstacles. */
const wants = new WeakMap<readonly Obstacle[], Want>();

export function wantOf(obstacles: readonly Obstacle[]): Want {
  const known = wants.get(obstacles);
  if (known) return known;
  const want = workedOut(obstacles);
  wants.set(obstacles, want);
  return want;
}

function workedOut(obstacles: readonly Obstacle[]): Want {
  const fixes = fixesOf(obstacles);
  const keys = [...fixes.keys()].sort(compareText);
  return { fixes, keys, name: keys.join('\n\n') };
}
