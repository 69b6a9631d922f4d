// A review holds every call: decisions judge them anew, and a key opens any of them. So inputs that are too large for --memory are refused before
// the screen opens. What is larger than it looks ends the review when the thread that reads has used up its heap.
import type { InputFile } from '../../engine/input-file.ts';
import { UsageError } from '../../model/errors.ts';
import { unpackedBytes } from '../input-size.ts';
import { grantedBytes, type MemoryFlags, megabyte, megabytesText } from '../memory-limits.ts';

/** Bytes held for each byte of a log, with what is garbage for a moment: 2.6 to 4, where bodies are few up to 10. */
const heldForEachByte = 4;
/** What the thread of the screen and the one that reads need by themselves. */
const ownBytes = 140 * megabyte;

/** In MB, of the thread that reads. */
export function heapFor(files: readonly InputFile[], flags: MemoryFlags): number {
  const granted = grantedBytes(flags);
  const wanted = ownBytes + unpackedBytes(files) * heldForEachByte;
  if (wanted > granted)
    throw new UsageError(
      `a review holds every call: of these inputs they take about ${megabytesText(wanted)}, and --memory grants ${megabytesText(granted)}`,
      `review fewer files, grant --memory ${megabytesText(wanted)}, or read the report, which needs no more for any input: attrib-audit FILES`,
    );
  return Math.floor((granted - ownBytes) / megabyte);
}
