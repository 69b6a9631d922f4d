// What turns bytes into records, whatever the container: pushed chunks in, records out.
import type { Scanned } from './scanned.ts';

export interface RecordReader {
  /** Takes the next bytes and returns what was completed by them. */
  feed(chunk: Uint8Array): readonly Scanned[];
  /** No more bytes: returns the rest. */
  end(): readonly Scanned[];
  /** Lines that are not blank and that no record, not even a rejected one, stands on. */
  textLines(): number;
}
