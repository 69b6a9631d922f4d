// What a call wants before it is proven: the fixes for its obstacles, and their names. Worked out once for each kind of broken call.
import { memoTree } from '../../model/memo-tree.ts';
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
const wants = memoTree<Want>(20_000);
/** Of one call after the other, each may be asked about twice. */
let latest: { readonly obstacles: readonly Obstacle[]; readonly want: Want } | undefined;

export function wantOf(obstacles: readonly Obstacle[]): Want {
  if (latest?.obstacles === obstacles) return latest.want;
  let node = wants.start();
  for (const { kind, component, from, field } of obstacles) {
    node = wants.step(node, kind);
    node = wants.step(node, component);
    node = wants.step(node, from);
    node = wants.step(node, field);
  }
  node.value ??= workedOut(obstacles);
  latest = { obstacles, want: node.value };
  return node.value;
}

function workedOut(obstacles: readonly Obstacle[]): Want {
  const fixes = fixesOf(obstacles);
  const keys = [...fixes.keys()].sort(compareText);
  return { fixes, keys, name: keys.join('\n\n') };
}
