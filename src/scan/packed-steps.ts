// Cuts a packed stream into the steps in which it is fed to a decoder.
import { isFrameComplete, startFrame, walkFrame } from './zstd-frames.ts';

/** `member ends`: the next step needs a new decoder. `cut off`: the stream ends here, inside a member. */
export interface Step {
  readonly bytes: Uint8Array;
  readonly next: 'go on' | 'member ends' | 'cut off';
}

/**
 * On a fault zlib drops what the last step unpacked, so the steps are small, and the last eight bytes, gzip's checksum and length,
 * are a step of their own: a wrong checksum then costs nothing, other faults a few lines.
 */
const stepBytes = 4 * 1024;
const trailerBytes = 8;

export async function* inSteps(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Step, void> {
  let held: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([held, chunk]);
    const ready = Math.max(0, bytes.length - trailerBytes);
    for (let from = 0; from < ready; from += stepBytes) {
      yield { bytes: bytes.subarray(from, Math.min(from + stepBytes, ready)), next: 'go on' };
    }
    held = bytes.subarray(ready);
  }
  if (held.length > 0) yield { bytes: held, next: 'go on' };
}

/** The same for zstd, each frame a member of its own. */
export async function* inZstdSteps(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Step, void> {
  let frame = startFrame();
  let inside = false;
  for await (const { bytes } of inSteps(chunks)) {
    for (let from = 0, to = 0; from < bytes.length; from = to) {
      to = walkFrame(frame, bytes, from);
      inside = !isFrameComplete(frame);
      yield { bytes: bytes.subarray(from, to), next: inside ? 'go on' : 'member ends' };
      if (!inside) frame = startFrame();
    }
  }
  if (inside) yield { bytes: new Uint8Array(0), next: 'cut off' };
}
