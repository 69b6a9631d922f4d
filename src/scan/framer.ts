// Finds every outermost JSON object in a byte stream and ignores what stands between: lines, arrays, prose, fences.
// What it finds depends on the bytes alone, never on where the stream was cut into chunks.
import { createFrame, type Frame, type Mode } from './frame-state.ts';
import type { ScanLimits } from './limits.ts';
import { nextLine } from './line-ledger.ts';
import { readLookalike, readSearch } from './read-broken.ts';
import { endEnvelope, readRest } from './read-envelope.ts';
import { readEmpty, readObject } from './read-object.ts';
import { readText } from './read-text.ts';
import type { RecordReader } from './record-reader.ts';
import type { Scanned } from './scanned.ts';

export interface Framer extends RecordReader {
  /** Bytes looked at a second time because of broken records and braces in prose. */
  rescannedBytes(): number;
}

const read: Readonly<Record<Mode, (frame: Frame, complete: boolean) => boolean>> = {
  text: readText,
  object: readObject,
  empty: readEmpty,
  lookalike: readLookalike,
  search: readSearch,
  rest: readRest,
};

export function createFramer(limits: Required<ScanLimits>): Framer {
  const frame = createFrame(limits);
  return {
    feed(chunk) {
      frame.window.append(chunk);
      return readOn(frame, false);
    },
    end() {
      readOn(frame, true);
      endEnvelope(frame);
      nextLine(frame.ledger, frame.at);
      return frame.found;
    },
    textLines: () => frame.ledger.textLines,
    rescannedBytes: () => frame.rescanned,
  };
}

/** Reads until bytes are missing, and forgets the bytes that are no longer needed. */
function readOn(frame: Frame, complete: boolean): readonly Scanned[] {
  frame.found = [];
  while (read[frame.mode](frame, complete));
  const { mode, oversized, start, at } = frame;
  const keepsObject = (mode === 'object' && !oversized) || mode === 'empty' || mode === 'lookalike';
  frame.window.release(keepsObject ? start : at);
  return frame.found;
}
