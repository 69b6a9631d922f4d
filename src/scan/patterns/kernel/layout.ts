// Where everything stands in the kernel's memory. All places are fixed, so that learning moves nothing; only the lines and the rows
// behind them grow. Pages that nothing was written to cost no memory.

/** Patterns: alternatives one behind the other, see trie.ts. */
export const trieAt: usize = 0x10000;
export const trieBytes: usize = 12 << 20;

/** Names: a hash table of (hash, number), the place of each name, their bytes with their quotes. */
export const slotsAt: usize = trieAt + trieBytes;
export const slots: u32 = 1 << 17;
export const placesAt: usize = slotsAt + (slots << 3);
export const mostNames: u32 = 1 << 16;
export const nameBytesAt: usize = placesAt + (mostNames << 3);
export const nameBytes: usize = 4 << 20;

/** The bits of each character of ASCII, from the caller. */
export const bitsAt: usize = nameBytesAt + nameBytes + (mostNames << 1);

/** Lines to read, and behind them whatever the caller keeps there. */
export const linesAt: usize = bitsAt + (128 << 2);

/** Bytes are compared and searched 16 at a time (64 in long strings); so many may be read behind the last one. */
export const margin: usize = 64;
