// An object that stops being JSON: decides between prose, another language's literal, a cut-off line and a broken record,
// and finds the place to go on.
import { type Frame, isInProse, passAsText, readAgain, reject } from './frame-state.ts';
import { passLines } from './line-ledger.ts';
import { lookalikes, recogniseLookalike } from './not-json.ts';
import { awaitsFirstKey } from './object-walk.ts';
import { findNewLine, searchBytes, startSearch } from './recovery.ts';
import { type Complaint, cutOff, tooLargeAndBroken } from './scanned.ts';

/** Bytes read again after broken records stay below this many times the bytes read, so that no input takes quadratic time. */
export const rescanFactor = 4;
const rescanAllowance = 64 * 1024;

/** `ended`: it is still open at the end of the input. */
export function breakObject(frame: Frame, complaint: Complaint, ended: boolean): void {
  const { ledger, limits, walk } = frame;
  const inProse = isInProse(frame);
  ledger.record = true;
  if (frame.oversized) giveUp(frame, tooLargeAndBroken(limits.recordBytes, complaint.reason));
  else if (awaitsFirstKey(walk) && !ended) frame.mode = 'lookalike';
  else if (inProse && (ended ? awaitsFirstKey(walk) : !walk.confirmed)) passAsText(frame);
  else goOnBehind(frame, complaint);
}

/** A cut-off record swallows the lines after it; if one of them may begin a record, reading goes back there. */
function goOnBehind(frame: Frame, complaint: Complaint): void {
  const { at, ledger, opened, start, window } = frame;
  const index = findNewLine(window.view, start - window.base, at - window.base, column(frame));
  const again = at - window.base - index;
  if (index < 0 || frame.rescanned + again > rescanFactor * at + rescanAllowance) {
    giveUp(frame, complaint);
    return;
  }
  readAgain(frame, window.base + index);
  ledger.record = false;
  reject(frame, cutOff(ledger.number), { line: opened.number, offset: start });
}

/** Behind a brace that opens no JSON. False when it needs more bytes. */
export function readLookalike(frame: Frame, complete: boolean): boolean {
  const { view, base } = frame.window;
  const kind = recogniseLookalike(view, frame.at - base, isInProse(frame), complete);
  if (kind === 'more') return false;
  if (kind === 'text') {
    passAsText(frame);
  } else {
    reject(frame, lookalikes[kind]);
    frame.search = startSearch(1, column(frame), kind !== 'curly-quotes');
    frame.mode = 'search';
  }
  return true;
}

/** Behind a rejected record. False when it needs more bytes. */
export function readSearch(frame: Frame): boolean {
  const { ledger, search, window } = frame;
  frame.at = window.base + searchBytes(search, window.view, frame.at - window.base, window.base);
  passLines(ledger, search.lineBreaks, search.lineStart);
  search.lineBreaks = 0;
  if (search.status === 'searching') return false;
  if (search.status === 'new line') ledger.record = false;
  frame.mode = 'text';
  return true;
}

function giveUp(frame: Frame, complaint: Complaint): void {
  reject(frame, complaint);
  frame.search = startSearch(frame.walk.depth, column(frame), false);
  frame.mode = 'search';
}

/** Where the record hangs on its line: its brace when only brackets stand before it, else the line's first text. */
function column(frame: Frame): number {
  return isInProse(frame) ? frame.opened.text : frame.start - frame.opened.start;
}
