// What turns bytes into records, whatever the container: pushed chunks in, records out.
import type { Scanned } from './scanned.ts';

export interface RecordReader {
  /** Takes the next bytes and returns what was completed by them. */
  feed(chunk: Uint8Array): readonly Scanned[];
  /** No more bytes: returns the rest. */
  end(): readonly Scanned[];
  /** Lines that are not blank and that no record, not even a rejected one, stands on. */
  textLines(): number;
  /** For readers that can begin at any line: is what comes next read as at the beginning? */
  readonly fresh?: () => boolean;
  /** Lines that somebody else read, from such a moment to another. */
  readonly pass?: (lines: PassedLines) => void;
}

export interface PassedLines {
  readonly bytes: number;
  readonly lines: number;
  readonly textLines: number;
}
