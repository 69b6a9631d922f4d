// What a call wants before it is proven: the fixes for its obstacles, and their names. Worked out once for each kind of broken call.
import { compareText } from '../../model/place.ts';
import { createTextTree, type TextNode } from '../../model/text-tree.ts';
import type { Obstacle } from '../audited.ts';
import { type Fix, fixesOf } from '../fix-text.ts';

export interface Want {
  readonly fixes: ReadonlyMap<string, Fix>;
  /** The keys of the fixes, sorted, and in one text. */
  readonly keys: readonly string[];
  readonly name: string;
}

/** Few kinds of call are broken in many ways: what each wants is worked out once. */
const wants = createTextTree<Want>();
/** Of one call after the other, each may be asked about twice. */
let latest: { readonly obstacles: readonly Obstacle[]; readonly want: Want } | undefined;

export function wantOf(obstacles: readonly Obstacle[]): Want {
  if (latest?.obstacles === obstacles) return latest.want;
  let node: TextNode<Want> | undefined = wants.root;
  for (const { kind, component, from, field } of obstacles) {
    node = wants.step(node, kind);
    node = wants.step(node, component);
    node = wants.step(node, from);
    node = wants.step(node, field);
  }
  const want = node?.value ?? workedOut(obstacles);
  if (node) node.value = want;
  latest = { obstacles, want };
  return want;
}

function workedOut(obstacles: readonly Obstacle[]): Want {
  const fixes = fixesOf(obstacles);
  const keys = [...fixes.keys()].sort(compareText);
  return { fixes, keys, name: keys.join('\n\n') };
}
