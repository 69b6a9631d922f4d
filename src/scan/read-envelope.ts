// Behind the streamed list of an envelope: passes over its other members, which belong to no record.
import { type Frame, reject } from './frame-state.ts';
import { passLines } from './line-ledger.ts';
import { walkBytes } from './object-walk.ts';
import { brokenAt, endsInside } from './scanned.ts';

/** False when it needs more bytes. */
export function readRest(frame: Frame): boolean {
  const { ledger, walk, window } = frame;
  const { view: bytes, base } = window;
  frame.at = base + walkBytes(walk, bytes, frame.at - base, bytes.length, base);
  passLines(ledger, walk.lineBreaks, walk.lineStart);
  walk.lineBreaks = 0;
  ledger.record = true;
  if (walk.status === 'open') return false;
  if (walk.status === 'fault')
    reject(frame, brokenAt(walk.fault, ledger.number, frame.at - ledger.start + 1), frame.envelope);
  frame.envelope = undefined;
  frame.mode = 'text';
  return true;
}

/** The input has ended: an envelope that is still open was cut off, even if all its records were read. */
export function endEnvelope(frame: Frame): void {
  if (frame.envelope !== undefined) reject(frame, endsInside(frame.envelope.line), frame.envelope);
}
