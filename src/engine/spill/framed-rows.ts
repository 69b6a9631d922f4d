// Rows one after the other as bytes: each behind its length and the number of its record.

/** Length of the row and number of its record. */
export const headBytes = 8;

export function framed(row: string, record: number): Buffer {
  const length = Buffer.byteLength(row);
  const bytes = Buffer.allocUnsafe(headBytes + length);
  writeHead(bytes, length, record);
  bytes.write(row, headBytes);
  return bytes;
}

export function writeHead(into: Buffer, length: number, number: number): void {
  into.writeUInt32LE(length, 0);
  into.writeUInt32LE(number, 4);
}

export interface FramedRow {
  readonly number: number;
  /** With its head. */
  readonly bytes: Buffer;
}

/** `pieces` may be cut anywhere. The bytes of a row are good until the next one is asked for. */
export function* rowsOf(pieces: Iterable<Buffer>): Iterable<FramedRow> {
  let rest: Buffer = Buffer.alloc(0);
  for (const piece of pieces) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let at = 0;
    while (bytes.length - at >= headBytes) {
      const end = endOf(bytes, at);
      if (end > bytes.length) break;
      yield { number: numberOf(bytes, at), bytes: bytes.subarray(at, end) };
      at = end;
    }
    rest = Buffer.from(bytes.subarray(at)); // the piece is gone with the next one
  }
}

const endOf = (rows: Buffer, at: number): number => at + headBytes + rows.readUInt32LE(at);
const numberOf = (rows: Buffer, at: number): number => rows.readUInt32LE(at + 4);

/**
 * The rows of each number together, made into what they are when their turn comes: what they become need not be held all at once. The bytes are
 * let go with the last of them, which may be all there are.
 */
export function* rowsTogether<T>(
  bytes: () => Uint8Array<ArrayBuffer>,
  read: (row: string) => T,
): Iterable<readonly T[]> {
  let rows = Buffer.from(bytes().buffer);
  const groups = new Map<number, number[]>();
  for (let at = 0; at < rows.length; at = endOf(rows, at)) {
    const number = numberOf(rows, at);
    const group = groups.get(number);
    if (group) group.push(at);
    else groups.set(number, [at]);
  }
  for (const [number, group] of groups) {
    groups.delete(number);
    const members = group.map((at) => read(textOf(rows, at)));
    if (groups.size === 0) rows = Buffer.alloc(0);
    yield members;
  }
}

const textOf = (rows: Buffer, at: number): string => rows.toString('utf8', at + headBytes, endOf(rows, at));

/** The same of rows that are too many to be held as bytes: those of a number that has more than `most` are read one by one. */
export function* rowsOfMany<T>(
  pieces: () => Iterable<Buffer>,
  read: (row: string) => T,
  readMany: (rows: Iterable<string>) => readonly T[],
  most: { readonly bytes: number; readonly rows: number },
): Iterable<readonly T[]> {
  const sizes = new Map<number, { bytes: number; rows: number }>();
  for (const { number, bytes } of rowsOf(pieces())) {
    const size = sizes.get(number) ?? { bytes: 0, rows: 0 };
    if (size.rows === 0) sizes.set(number, size);
    size.bytes += bytes.length;
    size.rows += 1;
  }
  for (const [number, { bytes, rows }] of sizes) if (bytes <= most.bytes && rows <= most.rows) sizes.delete(number);
  const isMany = (number: number): boolean => sizes.has(number);
  const others: Buffer[] = [];
  for (const { number, bytes } of rowsOf(pieces())) if (!isMany(number)) others.push(Buffer.from(bytes));
  yield* rowsTogether(() => bytesOfTheirOwn(others.splice(0)), read);
  for (const number of sizes.keys()) yield readMany(textsOf(pieces(), number));
}

function* textsOf(pieces: Iterable<Buffer>, number: number): Iterable<string> {
  for (const row of rowsOf(pieces)) if (row.number === number) yield textOf(row.bytes, 0);
}

/** The rows with `by` added to the number of each, in place. */
export function* renumber(rows: Buffer, by: number): Iterable<FramedRow> {
  for (const row of rowsOf([rows])) {
    const number = row.number + by;
    row.bytes.writeUInt32LE(number, 4);
    yield { ...row, number };
  }
}

/** In memory that nothing else shares, so that it can move to another thread. */
export function bytesOfTheirOwn(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
