// Values by row, at as few bytes as they take. Rows are put in order. A column is in pieces that are never moved: one that grew by copying would take
// three times its room while it does, and leave holes behind that nothing fits into.

export interface Column<T> {
  put(row: number, value: T): void;
  at(row: number): T;
}

const rowsAPiece = 2 ** 15;
const pieceOf = (row: number): number => Math.floor(row / rowsAPiece);
const placeOf = (row: number): number => row % rowsAPiece;

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Whole numbers from 0. A piece has one, two, four or eight bytes for each, as its largest needs, and none as long as all are the same. */
export function numberColumn(): Column<number> {
  const pieces: (Numbers | undefined)[] = [];
  const sames: number[] = [];
  return {
    put(row, value) {
      const [piece, place] = [pieceOf(row), placeOf(row)];
      if (place === 0) {
        pieces.push(undefined);
        sames.push(value);
      }
      const same = sames[piece] ?? 0;
      let numbers = pieces[piece];
      if (numbers === undefined && value === same) return;
      if (numbers === undefined) numbers = roomFor(Math.max(value, same)).fill(same, 0, place);
      else if (value >= limitOf(numbers)) numbers = widened(numbers, value);
      pieces[piece] = numbers;
      numbers[place] = value;
    },
    at(row) {
      const piece = pieceOf(row);
      return pieces[piece]?.[placeOf(row)] ?? sames[piece] ?? 0;
    },
  };
}

function roomFor(value: number): Numbers {
  if (value < 2 ** 8) return new Uint8Array(rowsAPiece);
  if (value < 2 ** 16) return new Uint16Array(rowsAPiece);
  return value < 2 ** 32 ? new Uint32Array(rowsAPiece) : new Float64Array(rowsAPiece);
}

const limitOf = ({ BYTES_PER_ELEMENT: bytes }: Numbers): number =>
  bytes === 8 ? Number.POSITIVE_INFINITY : 256 ** bytes;

function widened(numbers: Numbers, value: number): Numbers {
  const wider = roomFor(value);
  wider.set(numbers);
  return wider;
}

/** Stands for those that have none, or one of more than 64 bits. */
const odd = -(2n ** 63n);

export function bigColumn(): Column<bigint | undefined> {
  const pieces: (BigInt64Array | undefined)[] = [];
  const others = new Map<number, bigint>();
  return {
    put(row, value) {
      const [piece, place] = [pieceOf(row), placeOf(row)];
      if (place === 0) pieces.push(undefined);
      let numbers = pieces[piece];
      if (numbers === undefined) {
        if (value === undefined) return;
        pieces[piece] = numbers = new BigInt64Array(rowsAPiece).fill(odd);
      }
      const fits = value !== undefined && value !== odd && BigInt.asIntN(64, value) === value;
      if (fits) numbers[place] = value;
      else if (value !== undefined) others.set(row, value);
    },
    at(row) {
      const number = pieces[pieceOf(row)]?.[placeOf(row)] ?? odd;
      return number === odd ? others.get(row) : number;
    },
  };
}
