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

export interface Framer extends Required<RecordReader> {
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

/** Where in the input the first byte stands, for whoever reads some lines of it. */
export interface Beginning {
  readonly line: number;
  readonly offset: number;
}

export function createFramer(limits: Required<ScanLimits>, from: Beginning = { line: 1, offset: 0 }): Framer {
  const frame = createFrame(limits);
  goOn(frame, from.offset, from.line - 1);
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
    fresh() {
      const { mode, envelope, at, ledger, window } = frame;
      const atLineStart = ledger.start === at && ledger.text < 0 && !ledger.record;
      return mode === 'text' && envelope === undefined && window.view.length === 0 && atLineStart;
    },
    pass({ bytes, lines, textLines }) {
      goOn(frame, bytes, lines);
      frame.ledger.textLines += textLines;
    },
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

function goOn(frame: Frame, bytes: number, lines: number): void {
  frame.window.skip(bytes);
  frame.at += bytes;
  frame.ledger.start += bytes;
  frame.ledger.number += lines;
}
