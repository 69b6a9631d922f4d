// Which scanner reads an input: OTLP in protobuf by its first bytes, else text. Other binary files are refused.
import { branchOnHead } from '../scan/branch-on-head.ts';
import { recogniseOtlp, scanOtlp } from '../scan/scan-otlp.ts';
import { type ScanTotals, scanRecords } from '../scan/scan-records.ts';
import type { Scanned } from '../scan/scanned.ts';
import { refuseBinary } from './refuse-binary.ts';

const headBytes = 4096;

/** `chunks` are unpacked bytes. Throws UnreadableInput for binary files that nobody reads. */
export function scanInput(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<readonly Scanned[], ScanTotals> {
  return branchOnHead(chunks, headBytes, (head) => {
    const framing = recogniseOtlp(head);
    return framing === undefined
      ? (text) => scanRecords(refuseBinary(text, name), { name })
      : (requests) => scanOtlp(requests, framing);
  });
}
