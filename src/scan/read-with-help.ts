// Feeds a reader, and gives whole lines to a helper that reads them elsewhere. What the helper found counts only where the reader would have
// begun anew at those very lines and would do so again behind them; all other lines are read here, so that nothing depends on who reads.
import { lineFeed } from './byte-codes.ts';
import { scanDefaults } from './limits.ts';
import type { RecordReader } from './record-reader.ts';
import type { Scanned } from './scanned.ts';

export interface LineHelper {
  /** About so many bytes are given at once. */
  readonly blockBytes: number;
  /** Whether it takes lines at this time. */
  ready(): boolean;
  /** It can take no more before something was taken back. */
  full(): boolean;
  give(block: LineBlock): void;
  /** The oldest block given. */
  takeBack(): Promise<ReadBlock>;
}

export interface LineBlock {
  /** Whole lines; the helper may keep them until they are taken back. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Number of the first line, and the position of its first byte. */
  readonly line: number;
  readonly offset: number;
}

export interface ReadBlock {
  readonly bytes: Uint8Array;
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
  let gathered: Uint8Array[] = [];
  let size = 0;
  let enough = helper?.blockBytes ?? 0;

  function* feed(bytes: Uint8Array): Generator<readonly Scanned[], void> {
    for (let from = 0; from < bytes.length; from += sliceBytes) {
      const batch = reader.feed(bytes.subarray(from, from + sliceBytes));
      if (batch.length > 0) yield batch;
    }
  }

  async function* takeBack(by: LineHelper): Batches {
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
  }

  /** Only at its first line does a reader know what it reads. */
  async function* read(bytes: Uint8Array, by: LineHelper): Batches {
    const first = given.length === 0 && !reader.fresh?.() ? bytes.indexOf(lineFeed) + 1 : 0;
    if (first > 0) yield* readLines(bytes.subarray(0, first), by);
    if (first < bytes.length) yield* readLines(bytes.subarray(first), by);
  }

  async function* readLines(bytes: Uint8Array, by: LineHelper): Batches {
    const [from, lines] = [{ line, offset }, countLines(bytes)];
    line += lines;
    offset += bytes.length;
    const isOwn = alone > 0 || (given.length === 0 && !reader.fresh?.());
    if (isOwn) {
      alone = Math.max(0, alone - 1);
      while (given.length > 0) yield* takeBack(by);
      yield* feed(bytes);
      return;
    }
    if (by.full()) yield* takeBack(by);
    by.give({ bytes: new Uint8Array(bytes), ...from });
    given.push({ lines });
  }

  /** What is left, less than a block or a line that is not yet at its end, waits for more. */
  async function* readGathered(by: LineHelper): Batches {
    const bytes = Buffer.concat(gathered);
    let from = 0;
    while (bytes.length - from >= by.blockBytes) {
      const end = endOfBlock(bytes, from, by.blockBytes);
      if (end === undefined) break;
      yield* read(bytes.subarray(from, end), by);
      from = end;
    }
    gathered = [bytes.subarray(from)];
    size = bytes.length - from;
    enough = size < by.blockBytes ? by.blockBytes : 2 * size;
  }

  /** Whole lines are given away to the last: many logs are short. */
  async function* rest(): Batches {
    const bytes = Buffer.concat(gathered);
    const lines = helper?.ready() ? bytes.lastIndexOf(lineFeed) + 1 : 0;
    gathered = [];
    if (helper && lines > 0) yield* read(bytes.subarray(0, lines), helper);
    if (helper) while (given.length > 0) yield* takeBack(helper);
    if (lines < bytes.length) yield* feed(bytes.subarray(lines));
  }

  try {
    for await (const chunk of chunks) {
      if (size === 0 && !helper?.ready()) {
        line += countLines(chunk);
        offset += chunk.length;
        yield* feed(chunk);
        continue;
      }
      gathered.push(chunk);
      size += chunk.length;
      if (helper && size >= enough) yield* readGathered(helper);
    }
  } catch (error) {
    yield* rest();
    throw error;
  }
  yield* rest();
}

/** Behind the first line end that makes a block, else behind the last there is. A line that is longer than any record ends anywhere. */
function endOfBlock(bytes: Buffer, from: number, blockBytes: number): number | undefined {
  const first = bytes.indexOf(lineFeed, from + blockBytes - 1);
  const end = first < 0 ? bytes.lastIndexOf(lineFeed) : first;
  if (end >= from) return end + 1;
  return bytes.length - from > 2 * scanDefaults.recordBytes ? bytes.length : undefined;
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) lines++;
  return lines;
}
