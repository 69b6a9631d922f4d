// Which line we are on, and how many lines held only text. A line that any part of a record stands on is never a text line.
import { lineFeed } from './byte-codes.ts';

export interface LineLedger {
  /** 1-based number of the current line, and the position of its first byte. */
  number: number;
  start: number;
  /** Column (0-based) of the first text on this line, -1 while it has only blanks, brackets and commas. */
  text: number;
  /** A record, or a rejected one, stands on this line. */
  record: boolean;
  /** The rest of this line was already tried as one record. */
  tried: boolean;
  textLines: number;
}

export function createLedger(): LineLedger {
  return { number: 1, start: 0, text: -1, record: false, tried: false, textLines: 0 };
}

/** Closes the current line and opens the one that starts at `start`. */
export function nextLine(ledger: LineLedger, start: number): void {
  if (ledger.text >= 0 && !ledger.record) ledger.textLines++;
  ledger.number++;
  openLine(ledger, start);
}

/** Lines that belong to a record were passed over; the one that starts at `start` is now current. */
export function passLines(ledger: LineLedger, count: number, start: number): void {
  if (count === 0) return;
  ledger.number += count;
  openLine(ledger, start);
  ledger.record = true;
}

/** The same for bytes[from, to) of which the lines were not counted yet; `base` is the position of bytes[0]. */
export function passBytes(ledger: LineLedger, bytes: Buffer, from: number, to: number, base: number): void {
  const part = bytes.subarray(from, to);
  for (let feed = part.indexOf(lineFeed); feed >= 0; feed = part.indexOf(lineFeed, feed + 1)) {
    passLines(ledger, 1, base + from + feed + 1);
  }
}

function openLine(ledger: LineLedger, start: number): void {
  ledger.start = start;
  ledger.text = -1;
  ledger.record = false;
  ledger.tried = false;
}
