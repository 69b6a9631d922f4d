// The order of all calls over all blocks: the costliest first. Each block is in that order already, so they are merged.
import { compareUsd } from '../../audit/merge-tallies.ts';
import type { Usd } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { CallBlock } from './call-block.ts';
import { readBlock } from './read-block.ts';

/** The number of a call counts through the blocks, one after the other. */
export interface CallTable {
  readonly blocks: readonly CallBlock[];
  readonly order: Uint32Array;
}

interface Head {
  readonly usd: Usd;
  readonly key: string;
  readonly block: number;
  readonly row: number;
}

/** In steps. `before` lends its order when its calls cost the same and have the same keys. */
export function* ordering(
  blocks: readonly CallBlock[],
  before: CallTable | undefined,
): Generator<undefined, CallTable> {
  if (before && isSameOrder(before.blocks, blocks)) return { blocks, order: before.order };
  const firsts = firstsOf(blocks);
  const size = blocks.reduce((sum, block) => sum + block.size, 0);
  const order = new Uint32Array(new SharedArrayBuffer(size * Uint32Array.BYTES_PER_ELEMENT));
  const heap: Head[] = [];
  for (const block of blocks.keys()) {
    const head = headOf(blocks, block, 0);
    if (head) rise(heap, head);
  }
  for (let length = 0; heap[0]; length++) {
    const [{ block, row }] = heap;
    order[length] = (firsts[block] ?? 0) + row;
    const next = headOf(blocks, block, row + 1);
    const last = next ?? heap.pop();
    if (last && heap.length > 0) sink(heap, last);
    yield;
  }
  return { blocks, order };
}

/** The number of the first call of each block. */
export function firstsOf(blocks: readonly CallBlock[]): readonly number[] {
  let first = 0;
  return blocks.map(({ size }) => {
    first += size;
    return first - size;
  });
}

function isSameOrder(before: readonly CallBlock[], now: readonly CallBlock[]): boolean {
  const same = (a: ArrayBufferView, b: ArrayBufferView): boolean => Buffer.compare(bytesOf(a), bytesOf(b)) === 0;
  return (
    before.length === now.length &&
    now.every((block, index) => {
      const old = before[index];
      return (
        old === block ||
        (old !== undefined && same(old.amounts, block.amounts) && same(old.names.bytes, block.names.bytes))
      );
    })
  );
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

function headOf(blocks: readonly CallBlock[], index: number, row: number): Head | undefined {
  const block = blocks[index];
  if (!block || row >= block.size) return undefined;
  const { usdAt, keyAt } = readBlock(block);
  return { usd: usdAt(row), key: keyAt(row), block: index, row };
}

function compareHeads(a: Head, b: Head): number {
  return compareUsd(b.usd, a.usd) || compareText(a.key, b.key) || a.block - b.block;
}

/** Adds to a binary heap. */
function rise(heap: Head[], head: Head): void {
  let at = heap.length;
  heap.push(head);
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above];
    if (!parent || compareHeads(parent, head) <= 0) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = head;
}

/** Takes the place of the first. */
function sink(heap: Head[], head: Head): void {
  let at = 0;
  for (;;) {
    const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
    if (!left) break;
    const [child, below] = right && compareHeads(right, left) < 0 ? [right, 2 * at + 2] : [left, 2 * at + 1];
    if (compareHeads(child, head) >= 0) break;
    heap[at] = child;
    at = below;
  }
  heap[at] = head;
}
