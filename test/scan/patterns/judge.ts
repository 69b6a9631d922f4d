// Holds the pattern scanner against JSON.parse: what it accepts must parse, with equal values in all holes.
import fc from 'fast-check';
import { charactersOf } from '../../../src/scan/patterns/characters.ts';
import { type Member, valuesOf } from '../../../src/scan/patterns/line-values.ts';
import type { Hole, HoleKind, PatternScanner, Scan } from '../../../src/scan/patterns/pattern-scanner.ts';

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

export interface PathHole extends Hole {
  readonly path: Member['path'];
  readonly type: Member['kind'];
}

/** What a scan says, in words: one list for each line, its pattern first. */
export function readRows(
  scanner: PatternScanner,
  bytes: Uint8Array,
  { rows, lines }: Scan,
  learned: readonly (readonly PathHole[])[],
) {
  let at = 0;
  const next = () => rows[at++] ?? Number.NaN;
  const slice = (from: number, length: number) => textOf(bytes.subarray(from, from + length));
  const read: Readonly<Record<HoleKind, () => unknown>> = {
    skip: () => undefined,
    name: () => scanner.name(next()),
    text: () => textIn(slice(next(), next()), next()),
    count: () => next(),
    number: () => Number(slice(next(), next())),
  };
  return Array.from({ length: lines }, () => {
    const pattern = next();
    const position = next();
    const length = next();
    return { pattern, position, length, values: learned[pattern]?.map(({ kind }) => read[kind]()) };
  });
}

/** The text, when the scanner says rightly of which characters it is. */
function textIn(text: string, characters: number): string {
  return characters === charactersOf(text) ? text : `${characters} beside ${text}`;
}

/** Why the scanner is wrong about one line of a pattern it learned; undefined when it is right. */
export function judge(scanner: PatternScanner, line: Uint8Array, holes: readonly PathHole[]): string | undefined {
  const scan = scanner.scan(line, 0);
  if (scan.lines === 0) return scan.end === 0 ? undefined : `read nothing and ended at ${scan.end}`;
  const text = textOf(line);
  const rows = readRows(scanner, line, scan, [holes]);
  const lines = text.split('\n');
  for (const [index, { values }] of rows.entries()) {
    const fault = judgeValues(lines[index] ?? '', holes, values ?? []);
    if (fault !== undefined) return `${fault}: ${JSON.stringify(lines[index])}`;
  }
  return undefined;
}

/** Why the values that were read of a line are wrong. */
export function judgeValues(text: string, holes: readonly PathHole[], values: readonly unknown[]): string | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return 'accepted what JSON.parse refuses';
  }
  for (const [index, { path, kind, type }] of holes.entries()) {
    // Cast: a step into whatever was parsed; what is not there is undefined.
    const value = path.reduce<unknown>((inside, step) => (inside as Record<string | number, unknown>)?.[step], parsed);
    if (typeOf(value) !== type) return `${path.join('.')} is no ${type}`;
    if (kind !== 'skip' && !Object.is(value, values[index])) return `${path.join('.')} is not ${String(values[index])}`;
  }
  return undefined;
}

function typeOf(value: unknown): Member['kind'] | undefined {
  if (value === null || typeof value === 'boolean') return 'word';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'object' ? type : undefined;
}

/** Objects of every kind of value, as text, compact or with blanks; and a number to choose holes and changes by. */
export const generatedLines = fc.record({
  text: fc
    .tuple(
      fc.dictionary(
        fc.oneof(fc.constantFrom('a', 'model', 'usage'), fc.string({ maxLength: 5 })),
        fc.oneof(
          fc.jsonValue({ maxDepth: 3 }),
          fc.string({ maxLength: 40 }),
          fc.string({ unit: 'binary', maxLength: 90 }),
          fc.nat(),
          fc.constantFrom(
            'gpt-4.1',
            'text with "quotes"\nand \u0001 more',
            0,
            -0,
            1.5,
            1e21,
            999_999_999,
            1_000_000_000,
          ),
        ),
        { maxKeys: 8 },
      ),
      fc.boolean(),
    )
    .map(([object, blanks]) =>
      blanks ? JSON.stringify(object, null, '\t').replaceAll('\n', ' ') : JSON.stringify(object),
    ),
  seed: fc.nat(),
});

export function chance(seed: number): (below: number) => number {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Some holes that fit the line. */
export function someHoles(line: Uint8Array, below: (limit: number) => number): readonly PathHole[] | undefined {
  const values = valuesOf(line);
  if (values === undefined) return undefined;
  const holes: PathHole[] = [];
  let behind = 0;
  for (const { path, from, to, kind } of values) {
    if (from < behind) continue;
    const fits = fitting(kind, textOf(line.subarray(from, to)));
    const choice = fits[below(fits.length + 1)];
    if (choice === undefined || (choice === 'skip' && (kind === 'object' || kind === 'array') && below(3) > 0))
      continue;
    holes.push({ path, from, to, kind: choice, type: kind });
    behind = to;
  }
  return holes;
}

/** What the hole of a value may be. */
export function fitting(kind: Member['kind'], text: string): readonly HoleKind[] {
  if (kind === 'number') return /^(?:0|[1-9]\d{0,8})$/.test(text) ? ['skip', 'count', 'number'] : ['skip', 'number'];
  if (kind !== 'string' || !/^"[ !#-[\]-~]{0,1024}"$/.test(text)) return ['skip'];
  return text.length <= 130 ? ['skip', 'name', 'text'] : ['skip', 'text'];
}

const telling = bytesOf('""\\\\{}[],:0123456789.eE+-truefalsn/bu \t\r\n\0\u001f\u007f');

/** The line with one to three bytes changed, put in, taken out or doubled. */
export function changed(line: Uint8Array, below: (limit: number) => number): Uint8Array {
  const bytes = [...line];
  for (let times = below(3); times >= 0; times--) {
    const at = below(bytes.length + 1);
    const byte = below(4) === 0 ? below(256) : (telling[below(telling.length)] ?? 0);
    const way = below(4);
    if (way === 0) bytes.splice(at, 1, byte);
    else if (way === 1) bytes.splice(at, 0, byte);
    else if (way === 2) bytes.splice(at, 1 + below(4));
    else bytes.splice(at, 0, ...bytes.slice(at, at + 1 + below(8)));
  }
  return Uint8Array.from(bytes);
}

/** Learns a line and holds it and many changes of it against JSON.parse, with all kernels, which must agree. */
export function tryLine(
  make: readonly (() => PatternScanner)[],
  { text, seed }: { text: string; seed: number },
  changes: number,
): { tried: number; accepted: number; fault?: string } {
  const line = bytesOf(text);
  const below = chance(seed);
  const holes = someHoles(line, below);
  let [tried, accepted] = [0, 0];
  const found = (fault?: string) => ({ tried, accepted, ...(fault !== undefined && { fault }) });
  if (holes === undefined) return found();
  const scanners = make.map((open) => open());
  for (const scanner of scanners) {
    if (scanner.learn(line, holes) !== 0) return found(`not learned: ${text}`);
    if (scanner.scan(line, 0).lines !== 1) return found(`not known again: ${text}`);
  }
  while (tried < changes) {
    const other = changed(line, below);
    tried++;
    const ends = scanners.map((scanner) => scanner.scan(other, 0).end);
    if (new Set(ends).size > 1) return found(`kernels differ: ${JSON.stringify(textOf(other))}`);
    if (ends[0] === 0) continue;
    accepted++;
    for (const scanner of scanners) {
      const fault = judge(scanner, other, holes);
      if (fault !== undefined) return found(fault);
    }
  }
  return found();
}
