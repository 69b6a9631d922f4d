// Where the search for objects stands, and the few moves every part of it makes. All positions count bytes since the stream's start.
import type { JsonObject } from '../model/json.ts';
import { type ByteWindow, createWindow } from './byte-window.ts';
import type { Envelope } from './envelope.ts';
import type { ScanLimits } from './limits.ts';
import { createLedger, type LineLedger, passBytes } from './line-ledger.ts';
import { createWalk, startWalk, type Walk } from './object-walk.ts';
import { type Search, startSearch } from './recovery.ts';
import type { Complaint, Scanned } from './scanned.ts';

/**
 * text: between records. object: inside one. empty: behind `{}`, until it is clear whether that is a record.
 * lookalike: behind a brace that opens no JSON. search: behind a broken record. rest: behind the streamed list of an envelope.
 */
export type Mode = 'text' | 'object' | 'empty' | 'lookalike' | 'search' | 'rest';

export interface Frame {
  readonly limits: Required<ScanLimits>;
  readonly window: ByteWindow;
  readonly walk: Walk;
  readonly ledger: LineLedger;
  mode: Mode;
  /** The next byte to look at. */
  at: number;
  /** The brace that opened the object we are in, and its line as it stood then. */
  start: number;
  opened: LineLedger;
  /** The object outgrew limits.recordBytes: its bytes are no longer kept. */
  oversized: boolean;
  search: Search;
  envelope: OpenEnvelope | undefined;
  /** No line ends between the byte we wait at and this position. */
  noLineEndBefore: number;
  /** The first line that may be tried as one record again. */
  tryLinesFrom: number;
  rescanned: number;
  found: Scanned[];
}

/** An envelope whose list is being read as if its elements stood alone. */
export interface OpenEnvelope extends Envelope {
  readonly line: number;
  readonly offset: number;
  /** Open brackets inside the envelope, its list included. */
  depth: number;
}

export function createFrame(limits: Required<ScanLimits>): Frame {
  const ledger = createLedger();
  return {
    limits,
    window: createWindow(),
    walk: createWalk(limits.depth),
    ledger,
    mode: 'text',
    at: 0,
    start: 0,
    opened: { ...ledger },
    oversized: false,
    search: startSearch(0, 0, false),
    envelope: undefined,
    noLineEndBefore: 0,
    tryLinesFrom: 0,
    rescanned: 0,
    found: [],
  };
}

/** The brace at `at` may open a record: its bytes are kept until that is decided. */
export function openObject(frame: Frame): void {
  frame.start = frame.at;
  frame.opened = { ...frame.ledger };
  frame.oversized = false;
  startWalk(frame.walk, frame.start);
  frame.at++;
  frame.mode = 'object';
}

export function isInProse(frame: Frame): boolean {
  return frame.opened.text >= 0;
}

/** It was no record: the brace is text, and what stands behind it is read again as text. */
export function passAsText(frame: Frame): void {
  readAgain(frame, frame.start + 1);
  if (frame.ledger.text < 0) frame.ledger.text = frame.start - frame.ledger.start;
}

/** Goes back, inside the object we are in, to read from `position` as text. The bytes are still in the window. */
export function readAgain(frame: Frame, position: number): void {
  const { view, base } = frame.window;
  frame.rescanned += frame.at - position;
  Object.assign(frame.ledger, frame.opened);
  passBytes(frame.ledger, view, frame.start - base, position - base, base);
  frame.at = position;
  frame.mode = 'text';
}

export function accept(frame: Frame, value: JsonObject): void {
  frame.found.push({ kind: 'record', value, line: frame.opened.number, offset: frame.start });
}

/** Rejects the object we are in, or the one that opened at `place`. */
export function reject(
  frame: Frame,
  complaint: Complaint,
  place?: { readonly line: number; readonly offset: number },
): void {
  const { line, offset } = place ?? { line: frame.opened.number, offset: frame.start };
  frame.found.push({ kind: 'rejected', line, offset, ...complaint });
}
