// zstd for a Node whose zlib has none (before 22.15): fzstd as the same kind of pull. It checks no checksums; a frame's header may ask
// for no more memory than zlib would grant.
import type { Decoder } from './decoder.ts';
import { groupDigits } from './limits.ts';

/** What zlib grants by default: a window of 2^27 bytes. */
const largestWindow = 128 * 1024 * 1024;
/** A block of four bytes may unpack to 128 KiB, and fzstd hands out nothing before it has read all it was given. */
const stepBytes = 512;
/** The longest frame header. */
const headerBytes = 18;

/** For one frame. The library is loaded only when a zstd input is met. */
export async function createFzstdDecoder(): Promise<Decoder> {
  const { Decompress } = await import('fzstd');
  let out: Uint8Array[] = [];
  let header: Uint8Array | undefined = new Uint8Array(0);
  let taken = 0;
  const frame = new Decompress((bytes) => {
    if (bytes.length > 0) out.push(bytes);
  });

  function* push(bytes: Uint8Array, final: boolean): Generator<Uint8Array, void> {
    frame.push(bytes, final);
    yield* out;
    out = [];
  }

  function* inSteps(bytes: Uint8Array): Generator<Uint8Array, void> {
    for (let from = 0; from < bytes.length; from += stepBytes) {
      // A copy: fzstd keeps what it could not use yet, and the caller may reuse its buffer.
      yield* push(new Uint8Array(bytes.subarray(from, from + stepBytes)), false);
    }
  }

  function* checked(bytes: Uint8Array): Generator<Uint8Array, void> {
    checkWindow(bytes);
    header = undefined;
    yield* inSteps(bytes);
  }

  return {
    async *take(bytes) {
      taken += bytes.length;
      if (header === undefined) yield* inSteps(bytes);
      else {
        header = Buffer.concat([header, bytes]);
        if (header.length >= headerBytes) yield* checked(header);
      }
    },
    async *end() {
      if (header !== undefined) yield* checked(header);
      yield* push(new Uint8Array(0), true);
    },
    consumed: () => taken,
    close: () => {},
  };
}

/** Window of a frame, RFC 8878 section 3.1.1.1; a frame in a single segment needs its whole content. */
function checkWindow(header: Uint8Array): void {
  const [first = 0, , , , descriptor = 0, window = 0] = header;
  if (first !== 0x28) return; // a skippable frame
  const bytes = (descriptor & 0x20) === 0 ? windowSize(window) : contentSize(header, descriptor);
  if (bytes > largestWindow) throw new Error(`a window of ${groupDigits(bytes)} bytes`);
}

function windowSize(byte: number): number {
  const base = 2 ** (10 + (byte >> 3));
  return base + (base / 8) * (byte & 7);
}

function contentSize(header: Uint8Array, descriptor: number): number {
  const from = 5 + ([0, 1, 2, 4][descriptor & 3] ?? 0);
  const width = [1, 2, 4, 8][descriptor >> 6] ?? 1;
  return header.subarray(from, from + width).reduceRight((sum, byte) => sum * 256 + byte, 0);
}
