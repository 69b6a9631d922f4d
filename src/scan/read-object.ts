// Inside a record that is not simply one line: follows its brackets to the end and hands its text to the parser.
import * as code from './byte-codes.ts';
import { findOpenList } from './envelope.ts';
import { accept, type Frame, isInProse, passAsText, readAgain, reject } from './frame-state.ts';
import { passLines } from './line-ledger.ts';
import { walkBytes } from './object-walk.ts';
import { parseStrict, parseTidied } from './parse-object.ts';
import { breakObject } from './read-broken.ts';
import { brokenAt, brokenWord, endsInside, tooLarge } from './scanned.ts';
import { findWordFault } from './word-fault.ts';

const blank = code.byteSet(' \t\r');
/** What may follow `{}` for it to be an empty record; anything else makes it prose, as in `rm {} \;`. */
const followsEmpty = code.byteSet('\n,[]{');

/** False when it needs more bytes. */
export function readObject(frame: Frame, complete: boolean): boolean {
  const { ledger, limits, walk, window } = frame;
  const { view: bytes, base } = window;
  // Never beyond the limit in one step, so that an object is too large by its size and not by the size of the chunks.
  const limit = frame.oversized ? Number.POSITIVE_INFINITY : frame.start + limits.recordBytes;
  frame.at = base + walkBytes(walk, bytes, frame.at - base, Math.min(bytes.length, limit - base), base);
  passLines(ledger, walk.lineBreaks, walk.lineStart);
  walk.lineBreaks = 0;
  if (walk.status === 'closed') closeObject(frame);
  else if (walk.status === 'fault')
    breakObject(frame, brokenAt(walk.fault, ledger.number, frame.at - ledger.start + 1), false);
  else if (frame.at === limit) outgrow(frame);
  else if (complete) breakObject(frame, endsInside(frame.opened.number), true);
  else return false;
  return true;
}

/** Behind `{}`: a record where only records stand, text inside prose. False when it needs more bytes. */
export function readEmpty(frame: Frame, complete: boolean): boolean {
  const { view: bytes, base } = frame.window;
  let index = frame.at - base;
  while (blank[bytes[index] ?? 0] === 1) index++;
  frame.at = base + index;
  const next = bytes[index];
  if (next === undefined && !complete) return false;
  if (isInProse(frame) || (next !== undefined && followsEmpty[next] === 0)) {
    passAsText(frame);
  } else {
    accept(frame, {});
    frame.mode = 'text';
  }
  return true;
}

function closeObject(frame: Frame): void {
  const { limits, walk, window } = frame;
  frame.mode = 'text';
  frame.ledger.record = true;
  if (frame.oversized) {
    reject(frame, tooLarge(frame.at - frame.start, limits.recordBytes));
  } else if (walk.empty && frame.envelope === undefined) {
    frame.mode = 'empty';
  } else {
    parse(frame, window.view.toString('utf8', frame.start - window.base, frame.at - window.base));
  }
}

function parse(frame: Frame, text: string): void {
  const { limits, opened, start, walk } = frame;
  let value = walk.odd ? undefined : parseStrict(text, limits.depth);
  const fault = value === undefined ? findWordFault(text) : undefined;
  if (value === undefined && fault === undefined) value = parseTidied(text, limits.depth);
  if (value !== undefined) {
    accept(frame, value);
    return;
  }
  const known = fault ?? { index: 0, reason: 'not JSON', hint: 'Look at what wrote this record.' };
  reject(frame, brokenWord(text, known, opened.number, start - opened.start));
}

/** The object is larger than may be held. If it only wraps a list, the list is read instead; else it is passed over to its end. */
function outgrow(frame: Frame): void {
  const envelope =
    frame.envelope === undefined ? findOpenList(frame.walk, frame.window.view, frame.window.base) : undefined;
  if (envelope === undefined) {
    frame.oversized = true;
    return;
  }
  frame.envelope = { ...envelope, line: frame.opened.number, offset: frame.start, depth: 1 };
  readAgain(frame, envelope.list + 1);
  frame.ledger.record = true;
}
