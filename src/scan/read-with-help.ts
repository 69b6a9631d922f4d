// Feeds a reader, and gives whole lines to a helper that reads them elsewhere. What the helper found counts only where the reader would have
// begun anew at those very lines and would do so again behind them; all other lines are read here, so that nothing depends on who reads.
import { lineFeed } from './byte-codes.ts';
import { cutLines, type Fill, fillFrom, type LineBlocks } from './line-blocks.ts';
import type { RecordReader } from './record-reader.ts';
import type { Scanned } from './scanned.ts';

export interface LineHelper {
  /** About so many bytes are given at once. */
  readonly blockBytes: number;
  /** Whether it takes lines at this time. */
  ready(): boolean;
  /** The oldest block is to be taken back before it takes another. */
  full(): boolean;
  give(block: LineBlock): void;
  /** The oldest block given. */
  takeBack(): Promise<ReadBlock>;
  /** The bytes of the input by their positions, where they stand somewhere as they are. */
  readonly stored?: () => Promise<StoredBytes | undefined>;
}

/** A file held open. */
export interface StoredBytes {
  /** Puts the bytes from there on into the memory and gives their number; 0 when there are none. */
  read(into: Uint8Array, from: number): Promise<number>;
  close(): Promise<void>;
}

export interface LineBlock {
  /** Whole lines; the helper keeps them until they are taken back. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Number of the first line, and the position of its first byte. */
  readonly line: number;
  readonly offset: number;
}

export interface ReadBlock {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Absent where the lines cannot be read by themselves. */
  readonly found?: { readonly textLines: number; readonly accept: () => void };
}

type Batches = AsyncGenerator<readonly Scanned[], void>;

/** One batch never comes from more bytes than this, however large a chunk is. */
const sliceBytes = 1024 * 1024;
/** After lines that cannot be read by themselves, so many blocks are read here: a file may consist of such lines. */
const blocksAlone = 16;

export async function* readWithHelp(
  reader: RecordReader,
  chunks: AsyncIterable<Uint8Array>,
  helper: LineHelper | undefined,
): Batches {
  let given: { readonly lines: number }[] = [];
  let [line, offset, alone] = [1, 0, 0];

  function* feed(bytes: Uint8Array): Generator<readonly Scanned[], void> {
    for (let from = 0; from < bytes.length; from += sliceBytes) {
      const batch = reader.feed(bytes.subarray(from, from + sliceBytes));
      if (batch.length > 0) yield batch;
    }
  }

  async function* takeBack(by: LineHelper, blocks: LineBlocks): Batches {
    const [oldest, ...others] = given;
    given = others;
    const { bytes, found } = await by.takeBack();
    if (oldest && found && reader.fresh?.() && reader.pass) {
      reader.pass({ bytes: bytes.length, lines: oldest.lines, textLines: found.textLines });
      found.accept();
      yield [];
    } else {
      alone = blocksAlone;
      yield* feed(bytes);
    }
    blocks.done(bytes);
  }

  /** Only at its first line does a reader know what it reads. */
  async function* read(bytes: Buffer<ArrayBuffer>, by: LineHelper, blocks: LineBlocks): Batches {
    const first = given.length === 0 && !reader.fresh?.() ? bytes.indexOf(lineFeed) + 1 : 0;
    if (first > 0) {
      pass(bytes.subarray(0, first));
      yield* feed(bytes.subarray(0, first));
    }
    if (first < bytes.length) yield* readLines(bytes.subarray(first), by, blocks);
  }

  async function* readLines(bytes: Buffer<ArrayBuffer>, by: LineHelper, blocks: LineBlocks): Batches {
    const from = { line, offset };
    const lines = pass(bytes);
    const isOwn = alone > 0 || (given.length === 0 && !reader.fresh?.());
    if (isOwn) {
      alone = Math.max(0, alone - 1);
      while (given.length > 0) yield* takeBack(by, blocks);
      yield* feed(bytes);
      blocks.done(bytes);
      return;
    }
    while (by.full()) yield* takeBack(by, blocks);
    by.give({ bytes, ...from });
    given.push({ lines });
  }

  /** They are read by somebody; gives the number of their lines. */
  function pass(bytes: Uint8Array): number {
    const lines = countLines(bytes);
    line += lines;
    offset += bytes.length;
    return lines;
  }

  async function* readBlocks(blocks: LineBlocks, by: LineHelper): Batches {
    for (let bytes = await blocks.next(); bytes; bytes = await blocks.next()) yield* read(bytes, by, blocks);
    while (given.length > 0) yield* takeBack(by, blocks);
    const { bytes, failure } = blocks.end();
    yield* feed(bytes);
    if (failure) throw failure.error;
  }

  const stream = chunks[Symbol.asyncIterator]();
  let stored: StoredBytes | undefined;
  try {
    let next = await stream.next();
    for (; !next.done && !helper?.ready(); next = await stream.next()) {
      if (helper) pass(next.value);
      yield* feed(next.value);
    }
    if (next.done || !helper) return;
    stored = await helper.stored?.();
    const fill = stored ? fillAt(stored, offset) : fillFrom(next.value, stream);
    yield* readBlocks(cutLines(fill, helper.blockBytes), helper);
  } finally {
    await stream.return?.();
    await stored?.close();
  }
}

function fillAt(stored: StoredBytes, from: number): Fill {
  let at = from;
  return async (into) => {
    const read = await stored.read(into, at);
    at += read;
    return read;
  };
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) lines++;
  return lines;
}
