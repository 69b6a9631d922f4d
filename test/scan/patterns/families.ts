// Logs whose lines are of a few patterns that differ in optional keys, nulls, types and lengths of arrays; learned and read in one scanner.
import { lineFeed } from '../../../src/scan/byte-codes.ts';
import { type Member, valuesOf } from '../../../src/scan/patterns/line-values.ts';
import type { HoleKind, PatternScanner } from '../../../src/scan/patterns/pattern-scanner.ts';
import { bytesOf, chance, changed, fitting, judgeValues, type PathHole, readRows, textOf } from './judge.ts';

type Below = (limit: number) => number;
type Make = (below: Below) => unknown;

const pick = <T>(list: readonly T[], below: Below): T => list[below(list.length)] as T; // cast: the index is below the length
const texts = [
  'gpt-4.1',
  'claude',
  '',
  'x',
  '5dfe0dfd-147d-987d-493f-1344c1af1b0f',
  'a "quoted"\n',
  '\u00e9',
  '{"cost":1}',
  'null',
  `${'words '.repeat(40)}`,
];
const numbers = [0, 1, 7, 12, 999_999_999, 1_000_000_000, -1, 0.5, 1e21, 1.5e-7];

function makerOf(below: Below, depth: number): Make {
  const inner = (): Make => makerOf(below, depth + 1);
  const way = below(depth > 2 ? 4 : 9);
  if (way === 0) return (next) => pick(texts, next);
  if (way === 1) return (next) => next(1_000_000);
  if (way === 2) return (next) => pick(numbers, next);
  if (way === 3) return (next) => next(2) === 0;
  if (way === 4 || way === 5) {
    const [one, other] = [inner(), way === 4 ? () => null : inner()];
    return (next) => (next(3) === 0 ? other : one)(next);
  }
  if (way === 6) {
    const one = inner();
    return (next) => Array.from({ length: next(4) }, () => one(next));
  }
  return objectMaker(below, 3, depth);
}

function objectMaker(below: Below, keys: number, depth: number): Make {
  const members = Array.from({ length: 1 + below(keys) }, (_, index) => ({
    key: pick(['a', 'ab', 'model', '', 'k"'], below) + index,
    make: makerOf(below, depth + 1),
    isOptional: below(3) === 0,
  }));
  return (next) =>
    Object.fromEntries(
      members.flatMap(({ key, make, isOptional }) => (isOptional && next(3) === 0 ? [] : [[key, make(next)]])),
    );
}

/** Always the same kind for the same path and type, as `learn` asks; undefined: a part of the pattern, or looked into. */
function kindFor(seed: number, path: Member['path'], type: Member['kind']): HoleKind | undefined {
  const below = chance([...`${path.join('.')} ${type}`].reduce((sum, c) => sum * 31 + c.charCodeAt(0), seed) | 0);
  for (let warm = 0; warm < 5; warm++) below(2);
  if (type === 'string') return pick(['name', 'text', 'skip'], below);
  if (type === 'number') return pick(['count', 'number', 'skip'], below);
  return type === 'word' || below(3) === 0 ? 'skip' : undefined;
}

function holesOf(seed: number, values: readonly Member[]): readonly PathHole[] {
  const holes: PathHole[] = [];
  let behind = 0;
  for (const { path, from, to, kind: type } of values) {
    const kind = from < behind ? undefined : kindFor(seed, path, type);
    if (kind === undefined) continue;
    if (type !== 'word') holes.push({ path, from, to, kind, type });
    behind = to;
  }
  return holes;
}

/** One log, its lines learned when they are not known; one in four of them changed. */
export function tryFamily(
  scanner: PatternScanner,
  seed: number,
  count: number,
): { read: number; patterns: number; refused: number; fault?: string } {
  const below = chance(seed);
  const make = objectMaker(below, 8, 0);
  const lines = Array.from({ length: count }, () => {
    const line = bytesOf(JSON.stringify(make(below)));
    return below(4) === 0 ? changed(line, below).filter((byte) => byte !== lineFeed) : line;
  });
  const bytes = Uint8Array.from(lines.flatMap((line) => [...line, lineFeed]));
  const learned: (readonly PathHole[])[] = [];
  let [at, read, refused] = [0, 0, 0];
  const found = (fault?: string) => ({
    read,
    patterns: learned.length,
    refused,
    ...(fault !== undefined && { fault }),
  });
  while (at < bytes.length) {
    const scan = scanner.scan(bytes, at);
    for (const { pattern, position, length, values } of readRows(scanner, bytes, scan, learned)) {
      const text = textOf(bytes.subarray(position, position + length));
      const holes = learned[pattern];
      const wrong = holes && values ? judgeValues(text, holes, values) : 'a pattern that nobody learned';
      if (position !== at || wrong !== undefined) return found(`${wrong}: ${text}`);
      at = position + length + 1;
      read++;
    }
    if (scan.end !== at) return found(`ended at ${scan.end} instead of ${at}`);
    if (at === bytes.length) break;
    const line = bytes.subarray(at, bytes.indexOf(lineFeed, at));
    const values = valuesOf(line);
    const holes = values && holesOf(seed, values);
    const pattern = holes && scanner.learn(line, holes);
    const fits = holes?.every(({ type, from, to, kind }) =>
      fitting(type, textOf(line.subarray(from, to))).includes(kind),
    );
    if (pattern === undefined) {
      // Within the limits every line is learned whose values fit their holes.
      if (fits && learned.length < 64) return found(`not learned: ${textOf(line)}`);
      refused++;
      at += line.length + 1;
    } else {
      if (!fits || !holes) return found(`learned what does not fit: ${textOf(line)}`);
      if (pattern !== learned.length) return found(`known, and yet not read: ${textOf(line)}`);
      if (scanner.scan(bytes, at).lines === 0) return found(`learned, and yet not read: ${textOf(line)}`);
      learned.push(holes);
    }
  }
  return found();
}
