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

/** A piece has one, two or four bytes for each where all are whole numbers from 0, else eight; and none as long as all are the same. */
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
      if (numbers === undefined) numbers = new (wider(kindFor(value), kindFor(same)))(rowsAPiece).fill(same, 0, place);
      else numbers = withRoomFor(numbers, value);
      pieces[piece] = numbers;
      numbers[place] = value;
    },
    at(row) {
      const piece = pieceOf(row);
      return pieces[piece]?.[placeOf(row)] ?? sames[piece] ?? 0;
    },
  };
}

type Kind = { new (length: number): Numbers; readonly BYTES_PER_ELEMENT: number };

function kindFor(value: number): Kind {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** 32) return Float64Array;
  if (value < 2 ** 8) return Uint8Array;
  return value < 2 ** 16 ? Uint16Array : Uint32Array;
}

const wider = (a: Kind, b: Kind): Kind => (a.BYTES_PER_ELEMENT < b.BYTES_PER_ELEMENT ? b : a);

function withRoomFor(numbers: Numbers, value: number): Numbers {
  const kind = kindFor(value);
  if (kind.BYTES_PER_ELEMENT <= numbers.BYTES_PER_ELEMENT) return numbers;
  const widened = new kind(rowsAPiece);
  widened.set(numbers);
  return widened;
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
