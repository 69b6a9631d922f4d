// A review holds every call, and Node gives a thread only so much memory. The one that reads large inputs gets more of it.
import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import type { InputFile } from '../../engine/input-file.ts';
import { unpackedBytes } from '../input-size.ts';
import { grantedBytes, type MemoryFlags } from '../memory-limits.ts';

/** Bytes held for each byte of a log, with what is garbage for a moment. Measured: 2.6 without it. */
const heldForEachByte = 4;

/** The heap in MB that these inputs want, when it is more than a thread has by itself. */
export function wantedHeap(files: readonly InputFile[], has: number, machine: number): number | undefined {
  const wanted = Math.min(unpackedBytes(files) * heldForEachByte, machine * 0.8);
  return wanted > has ? Math.ceil(wanted / 1024 ** 2) : undefined;
}

/** In MB: what --memory grants, else what the inputs want; undefined where Node's own limit will do. */
export function heapFor(files: readonly InputFile[], flags: MemoryFlags): number | undefined {
  const granted = grantedBytes(flags);
  if (granted !== undefined) return Math.floor(granted / 1024 ** 2);
  return wantedHeap(files, getHeapStatistics().heap_size_limit, totalmem());
}
