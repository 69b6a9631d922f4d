// Bytes -> JSON records, in batches. Memory stays flat: what is held is one record and one slice of the input.
import { decodeText } from './decode-text.ts';
import { createFramer } from './framer.ts';
import { type ScanLimits, scanDefaults } from './limits.ts';
import type { Scanned } from './scanned.ts';

export type { ScanLimits } from './limits.ts';
export type { Scanned } from './scanned.ts';

export interface ScanTotals {
  /** Bytes read, before any change of encoding. */
  readonly bytes: number;
  /** Lines that are not blank and that no record, not even a rejected one, stands on. */
  readonly text_lines: number;
}

/** One batch never comes from more bytes than this, however large a chunk is. */
const sliceBytes = 1024 * 1024;

/** If `chunks` fails, what was read before is yielded first and then the error is thrown. */
export async function* scanRecords(
  chunks: AsyncIterable<Uint8Array>,
  limits: ScanLimits = {},
): AsyncGenerator<readonly Scanned[], ScanTotals> {
  const framer = createFramer({ ...scanDefaults, ...limits });
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      yield chunk;
    }
  }
  try {
    for await (const chunk of decodeText(counted())) {
      for (let from = 0; from < chunk.length; from += sliceBytes) {
        const batch = framer.feed(chunk.subarray(from, from + sliceBytes));
        if (batch.length > 0) yield batch;
      }
    }
  } catch (error) {
    yield framer.end();
    throw error;
  }
  const rest = framer.end();
  if (rest.length > 0) yield rest;
  return { bytes, text_lines: framer.textLines() };
}
