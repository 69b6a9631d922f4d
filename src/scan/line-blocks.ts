// Bytes cut into blocks of whole lines, each in memory of its own: it may move to another thread, and is filled again when it comes back.
import { lineFeed } from './byte-codes.ts';
import { scanDefaults } from './limits.ts';

/** Puts the next bytes there and gives their number; 0 when there are no more. */
export type Fill = (into: Buffer<ArrayBuffer>) => Promise<number>;

export interface LineBlocks {
  /** Whole lines; undefined behind the last. A line that is longer than any record ends anywhere. */
  next(): Promise<Buffer<ArrayBuffer> | undefined>;
  /** What stands behind the last line end, and why reading ended early if it did: when there are no more blocks. */
  end(): { readonly bytes: Uint8Array; readonly failure: { readonly error: unknown } | undefined };
  /** The block is needed no more. */
  done(bytes: Uint8Array<ArrayBuffer>): void;
}

interface Filled {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly used: number;
  readonly isLast: boolean;
}

const mostBytes = 2 * scanDefaults.recordBytes;
const nothing = Buffer.alloc(0);

/** The next block is filled while the last one is read. */
export function cutLines(fill: Fill, blockBytes: number): LineBlocks {
  const spare: ArrayBuffer[] = [];
  let failure: { readonly error: unknown } | undefined;
  let rest: Uint8Array = nothing;
  let ahead: Promise<Filled> | undefined;

  async function fillBehind(begin: Uint8Array): Promise<Filled> {
    let used = begin.length;
    const isUsual = used < blockBytes;
    let bytes = Buffer.from((isUsual && spare.pop()) || new ArrayBuffer(isUsual ? blockBytes : 2 * used));
    bytes.set(begin);
    for (;;) {
      if (used === bytes.length) {
        if (used > mostBytes || bytes.includes(lineFeed)) return { bytes, used, isLast: false };
        const larger = Buffer.from(new ArrayBuffer(2 * used));
        larger.set(bytes);
        bytes = larger;
      }
      const more = await fill(bytes.subarray(used)).catch((error: unknown) => {
        failure = { error };
        return 0;
      });
      if (more === 0) return { bytes, used, isLast: true };
      used += more;
    }
  }

  return {
    async next() {
      if (rest !== nothing) return undefined;
      const { bytes, used, isLast } = await (ahead ?? fillBehind(nothing));
      const lines = bytes.lastIndexOf(lineFeed, used - 1) + 1;
      const end = lines > 0 || isLast ? lines : used;
      if (isLast) rest = Buffer.from(bytes.subarray(end, used));
      else ahead = fillBehind(bytes.subarray(end, used));
      return end > 0 ? bytes.subarray(0, end) : undefined;
    },
    end: () => ({ bytes: rest, failure }),
    done({ buffer }) {
      if (buffer.byteLength === blockBytes) spare.push(buffer);
    },
  };
}

/** The rest of a stream of which `first` was taken. */
export function fillFrom(first: Uint8Array, stream: AsyncIterator<Uint8Array>): Fill {
  let chunk: Uint8Array | undefined = first;
  return async (into) => {
    while (chunk?.length === 0) {
      const next = await stream.next();
      chunk = next.done ? undefined : next.value;
    }
    if (chunk === undefined) return 0;
    const part = chunk.subarray(0, into.length);
    into.set(part);
    chunk = chunk.subarray(part.length);
    return part.length;
  };
}
