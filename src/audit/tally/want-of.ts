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

/** Few kinds of call are broken in many ways: what each wants is worked out once. A hostile file cannot fill the memory. */
const mostKept = 2000;
const wants = new Map<string, Want>();

/** Of one call after the other, each may be asked about twice. */
let latest: { readonly obstacles: readonly Obstacle[]; readonly want: Want } | undefined;

export function wantOf(obstacles: readonly Obstacle[]): Want {
  if (latest?.obstacles === obstacles) return latest.want;
  const want = wantOfKind(obstacles);
  latest = { obstacles, want };
  return want;
}

function wantOfKind(obstacles: readonly Obstacle[]): Want {
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
