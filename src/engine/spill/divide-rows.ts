// Rows divided into parts: those of one leader stay together. Where there are more parts than chains, a chain is divided again when its turn
// comes.
import { headBytes, rowsOf, writeHead } from './framed-rows.ts';
import type { Chain, SpillFile } from './spill-file.ts';

const partBlock = 16 * 1024;
/** Each holds a block in memory while rows are divided among them. */
const mostChains = 1024;
const rowsWithoutRest = 100_000;

export interface Division {
  readonly newChain: SpillFile['newChain'];
  readonly leaderOf: (record: number) => number;
  /** Called now and then: it takes long. */
  readonly rest: () => Promise<void>;
}

export interface DividedRows {
  readonly chain: Chain;
  /** How many. */
  readonly rows: number;
}

/** A chain for each part; the number of a row becomes that of its leader. `before`: into how many parts the rows were divided already. */
export async function* divideRows(
  pieces: Iterable<Buffer>,
  count: number,
  by: Division,
  before = 1,
): AsyncGenerator<DividedRows, undefined> {
  const parts = Array.from({ length: Math.min(Math.max(1, count), mostChains) }, () => ({
    chain: by.newChain(partBlock),
    rows: 0,
  }));
  const head = Buffer.alloc(headBytes);
  let gone = 0;
  for (const { number, bytes } of rowsOf(pieces)) {
    const leader = by.leaderOf(number);
    const part = parts[Math.floor(spread(leader) / before) % parts.length];
    writeHead(head, bytes.length - headBytes, leader);
    if (part) {
      part.chain.append(head);
      part.chain.append(bytes.subarray(headBytes));
      part.rows += 1;
    }
    gone += 1;
    if (gone % rowsWithoutRest === 0) await by.rest();
  }
  for (const part of parts) {
    if (count > mostChains) {
      yield* divideRows(part.chain.pieces(), Math.ceil(count / mostChains), by, before * mostChains);
      continue;
    }
    if (part.rows > 0) yield part;
    await by.rest();
  }
  return undefined;
}

/** Neighbouring numbers fall into different parts. */
function spread(number: number): number {
  const mixed = Math.imul(number ^ (number >>> 16), 0x45d9f3b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
