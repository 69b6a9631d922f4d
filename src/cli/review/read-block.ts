// Reads a block of calls: a row is made when it is looked at, texts that many calls share once.
import type { Usd } from '../../model/money.ts';
import type { CallRow, Identity } from '../../tui/review.ts';
import {
  amountsEach,
  type CallBlock,
  dollar,
  lineColumn,
  namesEach,
  noAmount,
  type Texts,
  type WordColumn,
  width,
  wordColumns,
} from './call-block.ts';

export interface BlockReader {
  readonly row: (row: number) => CallRow;
  readonly keyAt: (row: number) => string;
  /** Nothing where nothing says what the call cost: that is its place in the order. */
  readonly usdAt: (row: number) => Usd;
}

const readers = new WeakMap<object, BlockReader>();

/** The same reader for the same block. */
export function readBlock(block: CallBlock): BlockReader {
  const known = readers.get(block);
  if (known) return known;
  const reader = openBlock(block);
  readers.set(block, reader);
  return reader;
}

const columnOf: Readonly<Record<WordColumn, number>> = Object.fromEntries(
  wordColumns.map((name, column) => [name, column]),
) as Record<WordColumn, number>; // every name of the list is a key
const nothing: readonly never[] = [];

function openBlock({ columns, amounts, names, words }: CallBlock): BlockReader {
  const nameAt = textReader(names);
  const wordAt = textReader(words);
  const texts: string[] = [];
  const lists: (readonly unknown[])[] = [];
  const word = (row: number, name: WordColumn): string => {
    const index = columns[row * width + columnOf[name]] ?? 0;
    const known = texts[index];
    if (known !== undefined) return known;
    const text = wordAt(index);
    texts[index] = text;
    return text;
  };
  const orNull = (text: string): string | null => (text === '' ? null : text);
  // The casts below hold because `wordsOf` wrote what is read here.
  const list = <T>(row: number, name: 'missing' | 'breaks' | 'identities'): readonly T[] => {
    const index = columns[row * width + columnOf[name]] ?? 0;
    if (index === 0) return nothing;
    const known = lists[index] ?? (JSON.parse(word(row, name)) as readonly unknown[]);
    lists[index] = known;
    return known as readonly T[];
  };
  const amount = (at: number): Usd | null =>
    amounts[at] === noAmount ? null : (amounts[at] ?? 0n) * dollar + (amounts[at + 1] ?? 0n);
  const keyAt = (row: number): string => nameAt(row * namesEach);
  const usdAt = (row: number): Usd => amount(row * amountsEach) ?? 0n;
  return {
    keyAt,
    usdAt,
    row: (row) => ({
      key: () => keyAt(row),
      trace_id: () => nameAt(row * namesEach + 1),
      start: () => orNull(nameAt(row * namesEach + 2)),
      owner_team: orNull(word(row, 'owner_team')),
      part: word(row, 'part') as CallRow['part'],
      cause: orNull(word(row, 'cause')),
      component: word(row, 'component'),
      provider: orNull(word(row, 'provider')),
      model: orNull(word(row, 'model')),
      usd: amount(row * amountsEach),
      logged_usd: () => amount(row * amountsEach + 2),
      price_cause: orNull(word(row, 'price_cause')),
      breaks: () => list<string>(row, 'breaks'),
      missing: list<string>(row, 'missing'),
      identities: () => list<Identity>(row, 'identities'),
      source: word(row, 'source'),
      line: columns[row * width + lineColumn] ?? 0,
    }),
  };
}

function textReader({ bytes, ends }: Texts): (index: number) => string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return (index) => buffer.toString('utf8', index === 0 ? 0 : ends[index - 1], ends[index]);
}
