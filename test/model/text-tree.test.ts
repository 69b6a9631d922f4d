// A tree of texts keeps one value for each list of texts, whatever the texts are, and takes no new ones when it is full.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTextTree, type TextNode } from '../../src/model/text-tree.ts';

type Node = TextNode<string> | undefined;
const texts = fc.array(fc.option(fc.string({ maxLength: 2 }), { nil: undefined }), { maxLength: 4 });

it('two lists share a value when they are the same, and only then', () => {
  fc.assert(
    fc.property(fc.array(texts), (all) => {
      const { root, step } = createTextTree<string>();
      const nodeOf = (list: readonly (string | undefined)[]): Node => list.reduce(step, root as Node);
      const said = (list: readonly (string | undefined)[]): string => JSON.stringify(list.map((text) => text ?? null));
      for (const list of all) {
        const node = nodeOf(list);
        if (node) node.value ??= said(list);
      }
      for (const list of all) expect(nodeOf(list)?.value).toBe(said(list));
    }),
  );
});

it('a full tree keeps what it has and takes nothing new, nor a text that is too long', () => {
  const { root, step } = createTextTree<number>(2);
  expect(step(root, 'x'.repeat(1001))).toBeUndefined();
  const a = step(root, 'a');
  expect(a?.text).toBe('a');
  expect(step(a, undefined)?.text).toBeUndefined();
  expect(step(a, 'b')).toBeUndefined();
  expect(step(step(a, 'b'), 'c')).toBeUndefined();
  expect(step(root, 'a')).toBe(a);
});
