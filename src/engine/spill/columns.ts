// Values by row, at as few bytes as they take. Rows are put in order. What was put last is in memory, the rest in pages: nothing is ever moved.
// A column that grew by copying would take three times its room while it does, and leave holes behind that nothing fits into.
import { type Frame, type Pages, pageBytes } from './pages.ts';

export interface Column<T> {
  put(row: number, value: T): void;
  at(row: number): T;
}

/** A page for each byte of a value. */
const rowsAPiece = pageBytes;
const pieceOf = (row: number): number => Math.floor(row / rowsAPiece);
const placeOf = (row: number): number => row % rowsAPiece;

type Width = 1 | 2 | 4 | 8;
type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** A piece has one, two or four bytes for each where all are whole numbers from 0, else eight; and no page as long as all are the same. */
export function numberColumn(pages: Pages): Column<number> {
  const firsts: (number | undefined)[] = [];
  const widths: Width[] = [];
  const sames: number[] = [];
  /** Those of the last piece, where they differ; its room is used again. */
  let open: Float64Array | undefined;
  let differ = false;
  let width: Width = 1;

  function close(piece: number): void {
    if (!differ || !open) return;
    const { buffer, byteOffset, byteLength } = width === 8 ? open : new kinds[width](open);
    firsts[piece] = pages.add(new Uint8Array(buffer, byteOffset, byteLength));
    widths[piece] = width;
  }

  return {
    put(row, value) {
      const [piece, place] = [pieceOf(row), placeOf(row)];
      if (place === 0) {
        close(piece - 1);
        differ = false;
        width = 1;
        firsts.push(undefined);
        widths.push(1);
        sames.push(value);
      }
      const same = sames[piece] ?? 0;
      const needed = widthOf(value);
      if (needed > width) width = needed;
      if (!differ) {
        if (value === same) return;
        open ??= new Float64Array(rowsAPiece);
        open.fill(same, 0, place);
        differ = true;
      }
      if (open) open[place] = value;
    },
    at(row) {
      const [piece, place] = [pieceOf(row), placeOf(row)];
      const first = firsts[piece];
      if (first !== undefined) return numberIn(pages, first, widths[piece] ?? 1, place);
      return (differ && piece === firsts.length - 1 ? open?.[place] : sames[piece]) ?? 0;
    },
  };
}

const kinds: Readonly<Record<1 | 2 | 4, new (numbers: Float64Array) => Numbers>> = {
  1: Uint8Array,
  2: Uint16Array,
  4: Uint32Array,
};

function widthOf(value: number): Width {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** 32) return 8;
  if (value < 2 ** 8) return 1;
  return value < 2 ** 16 ? 2 : 4;
}

/** Typed arrays have the order of bytes of the machine. */
const isLittle = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function numberIn(pages: Pages, first: number, width: Width, place: number): number {
  const { view } = frameAt(pages, first, width, place);
  const at = (place * width) % pageBytes;
  if (width === 1) return view.getUint8(at);
  if (width === 2) return view.getUint16(at, isLittle);
  return width === 4 ? view.getUint32(at, isLittle) : view.getFloat64(at, isLittle);
}

const frameAt = (pages: Pages, first: number, width: Width, place: number): Frame =>
  pages.at(first + Math.floor((place * width) / pageBytes));

/** Stands for those that have none, or one of more than 64 bits. */
const odd = -(2n ** 63n);

export function bigColumn(pages: Pages): Column<bigint | undefined> {
  const firsts: (number | undefined)[] = [];
  const others = new Map<number, bigint>();
  /** Those of the last piece, where there are some; its room is used again. */
  let open: BigInt64Array | undefined;
  let some = false;
  const numberAt = (row: number): bigint => {
    const [piece, place] = [pieceOf(row), placeOf(row)];
    const first = firsts[piece];
    if (first === undefined) return (some && piece === firsts.length - 1 ? open?.[place] : odd) ?? odd;
    return frameAt(pages, first, 8, place).view.getBigInt64((place * 8) % pageBytes, isLittle);
  };
  return {
    put(row, value) {
      const [piece, place] = [pieceOf(row), placeOf(row)];
      if (place === 0) {
        if (some && open) firsts[piece - 1] = pages.add(new Uint8Array(open.buffer));
        some = false;
        firsts.push(undefined);
      }
      if (!some) {
        if (value === undefined) return;
        open ??= new BigInt64Array(rowsAPiece);
        open.fill(odd);
        some = true;
      }
      const fits = value !== undefined && value !== odd && BigInt.asIntN(64, value) === value;
      if (fits && open) open[place] = value;
      else if (value !== undefined) others.set(row, value);
    },
    at(row) {
      const number = numberAt(row);
      return number === odd ? others.get(row) : number;
    },
  };
}
