// Between records: looks for the next brace, counts lines, and takes a line that is one record in a single step.
import * as code from './byte-codes.ts';
import { type Frame, openObject } from './frame-state.ts';
import { nextLine } from './line-ledger.ts';
import { continueWalk } from './object-walk.ts';
import { parseStrict } from './parse-object.ts';

/** Bytes that do not make a line text: blanks, array punctuation, padding and the byte order mark. */
const quiet = code.byteSet(' \t\r\0[],\u00ef\u00bb\u00bf');
const blank = code.byteSet(' \t\r');

/** A failed try costs as much as ten good ones: after one, this many lines are read the careful way, which gives the same. */
const pause = 16;

const wait = -1;
const none = -2;

/** False when it needs more bytes. */
export function readText(frame: Frame, complete: boolean): boolean {
  const { ledger, window } = frame;
  const { view: bytes, base } = window;
  for (let index = frame.at - base; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === code.openBrace) {
      frame.at = base + index;
      const behind = readLine(frame, index, complete);
      if (behind === wait) return false;
      if (behind === none) {
        openObject(frame);
        return true;
      }
      index = behind - 1;
    } else if (byte === code.lineFeed) {
      nextLine(ledger, base + index + 1);
    } else if (quiet[byte] === 0) {
      if (ledger.text < 0) ledger.text = base + index - ledger.start;
    } else if (frame.envelope !== undefined) {
      if (byte === code.openBracket) frame.envelope.depth++;
      if (byte === code.closeBracket) frame.envelope.depth--;
      if (frame.envelope.depth === 0) {
        frame.at = base + index + 1;
        frame.mode = 'rest';
        continueWalk(frame.walk, frame.envelope.around);
        return true;
      }
    }
  }
  frame.at = base + bytes.length;
  return false;
}

/** The fast path: the rest of the line is one record. Returns the index behind it. Tried once a line. */
function readLine(frame: Frame, index: number, complete: boolean): number {
  const { ledger, limits, window } = frame;
  const { view: bytes, base } = window;
  if (ledger.tried || ledger.number < frame.tryLinesFrom) return none;
  if (!opensKey(bytes, index) || isElement(bytes, index)) return none;
  let end = bytes.indexOf(code.lineFeed, Math.max(index, frame.noLineEndBefore - base));
  if (end < 0) {
    frame.noLineEndBefore = base + bytes.length;
    if (!complete && bytes.length - index <= limits.recordBytes) return wait;
    end = bytes.length;
  }
  ledger.tried = true;
  while (blank[bytes[end - 1] ?? 0] === 1 || bytes[end - 1] === code.comma) end--;
  if (bytes[end - 1] !== code.closeBrace || end - index > limits.recordBytes) return none;
  const value = parseStrict(bytes.toString('utf8', index, end), limits.depth);
  if (value === undefined) {
    frame.tryLinesFrom = ledger.number + pause;
    return none;
  }
  frame.found.push({ kind: 'record', value, line: ledger.number, offset: base + index });
  ledger.record = true;
  return end;
}

/** Not so for `{}`: whether that is a record depends on what stands around it. */
function opensKey(bytes: Buffer, index: number): boolean {
  const key = bytes[index + 1] === code.space ? index + 2 : index + 1;
  return bytes[key] === code.doubleQuote;
}

/** An element of an array on one line: the line's end may be gigabytes away. */
function isElement(bytes: Buffer, index: number): boolean {
  let before = index - 1;
  while (blank[bytes[before] ?? 0] === 1) before--;
  return bytes[before] === code.openBracket || bytes[before] === code.comma;
}
