// A memo tree keeps one value for each list of texts, whatever the texts are, and begins anew when it is full.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type MemoNode, memoTree } from '../../src/model/memo-tree.ts';

const lists = fc.array(fc.array(fc.option(fc.string({ maxLength: 2 }), { nil: undefined }), { maxLength: 4 }));

it('two lists share a value when they are the same, and only then', () => {
  fc.assert(
    fc.property(lists, (all) => {
      const tree = memoTree<string>(1000);
      const nodeOf = (list: readonly (string | undefined)[]): MemoNode<string> => list.reduce(tree.step, tree.start());
      for (const list of all) nodeOf(list).value ??= JSON.stringify(list.map((text) => text ?? null));
      for (const list of all) expect(nodeOf(list).value).toBe(JSON.stringify(list.map((text) => text ?? null)));
    }),
  );
});

it('a full tree forgets all', () => {
  const tree = memoTree<number>(3);
  for (const [index, text] of ['a', 'b', 'c'].entries()) tree.step(tree.start(), text).value = index;
  expect(tree.step(tree.start(), 'a').value).toBe(0);
  tree.step(tree.start(), 'd').value = 3;
  expect(tree.step(tree.start(), 'a').value).toBeUndefined();
});
