// Packed bytes -> plain bytes: gzip and zstd by their magic bytes, brotli by `.br` in the name, everything else unchanged.
import { UnreadableInput } from '../model/errors.ts';
import { branchOnHead } from './branch-on-head.ts';
import { headBytes, recognisePacking, recogniseRefusal } from './container.ts';
import { type UnpackLimits, unpackDefaults } from './limits.ts';
import { unpack } from './unpack.ts';

/** Throws UnreadableInput for archives and for truncated, corrupt or exploding streams; what could be read is yielded before. */
export function decompress(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  limits: UnpackLimits = {},
): AsyncIterable<Uint8Array> {
  const plain = (stream: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> => stream;
  const plainUnlessArchive = (head: Uint8Array): typeof plain => {
    const refusal = recogniseRefusal(head);
    if (refusal !== undefined) throw new UnreadableInput(name, `is ${refusal.what}`, refusal.hint);
    return plain;
  };
  return branchOnHead(chunks, headBytes, (head) => {
    const packing = recognisePacking(head, name);
    if (packing === 'plain') return plainUnlessArchive(head);
    const allLimits = { ...unpackDefaults, ...limits };
    return (stream) => branchOnHead(unpack(stream, packing, name, allLimits), headBytes, plainUnlessArchive);
  });
}
