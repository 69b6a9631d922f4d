// npm run bench:kernel [LINES]: that many changed lines under both modules of the scan kernel, held to JSON.parse; exit 1 when one is
// wrong. Then how fast each reads generated logs.
import { mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { lineFeed } from '../../src/scan/byte-codes.ts';
import { type Member, valuesOf } from '../../src/scan/patterns/line-values.ts';
import type { Hole, HoleKind, PatternScanner } from '../../src/scan/patterns/pattern-scanner.ts';
import { tryFamily } from '../scan/patterns/families.ts';
import { fitting, generatedLines, textOf, tryLine } from '../scan/patterns/judge.ts';
import { kernels } from '../scan/patterns/kernels.ts';
import { makeLog } from './make-logs.js';

const lines = Number(process.argv[2] ?? '1000000');
const changesALine = 1000;
const runs = 15;
const blockBytes = 1 << 20;
const logs = [
  ['litellm', 60_000],
  ['litellm-bodies', 8_000],
  ['transcripts', 60_000],
] as const;
const folder = path.join(tmpdir(), 'attrib-audit-bench-logs');

const files = logs.map(([kind, count]) => [kind, readLog(kind, count)] as const);
const faults = [...changedLines(lines), ...changedLogs(lines / 10)];
for (const fault of faults) console.log(`WRONG  ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;
console.log(
  `\n${'log'.padEnd(14)}    MB  patterns  lines read  ${kernels.map(([kind]) => `${kind}, MB/s`.padStart(13)).join('')}`,
);
for (const [kind, bytes] of files) console.log(speedOf(kind, bytes));

function readLog(kind: string, count: number): Buffer {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${kind}-${count}.jsonl`);
  makeLog(file, kind, count);
  return readFileSync(file);
}

/** One pattern at a time, of generated lines and of lines of the logs, each with many changes. */
function changedLines(count: number): readonly string[] {
  const begun = performance.now();
  const own = files.flatMap(([, bytes]) => firstLines(bytes, 20)).map((text, seed) => ({ text, seed }));
  const samples = [...own, ...fc.sample(generatedLines, { numRuns: Math.ceil(count / changesALine), seed: 1 })];
  let [tried, accepted] = [0, 0];
  const wrong: string[] = [];
  for (const sample of samples) {
    if (tried >= count) break;
    const open = kernels.map(([, open]) => open);
    const result = tryLine(open, sample, changesALine);
    tried += result.tried;
    accepted += result.accepted;
    if (result.fault !== undefined) wrong.push(result.fault);
  }
  console.log(
    `changed lines: ${tried} tried, ${accepted} accepted, ${tried - accepted} refused, ${secondsSince(begun)}`,
  );
  return wrong;
}

/** Many patterns in one scanner. */
function changedLogs(count: number): readonly string[] {
  const begun = performance.now();
  let [tried, read, patterns] = [0, 0, 0];
  const wrong: string[] = [];
  for (let seed = 1; tried < count; seed++) {
    const results = kernels.map(([, open]) => tryFamily(open(), seed * 7919, changesALine));
    for (const { fault } of results) if (fault !== undefined) wrong.push(fault);
    if (new Set(results.map((result) => JSON.stringify(result))).size > 1) wrong.push(`kernels differ: log ${seed}`);
    tried += changesALine;
    read += results[0]?.read ?? 0;
    patterns += results[0]?.patterns ?? 0;
  }
  console.log(`logs of many patterns: ${tried} lines, ${patterns} learned, ${read} read, ${secondsSince(begun)}`);
  return wrong;
}

/** Learns the log, then reads it piece by piece with one kernel after the other; the best run of each piece counts, so that a busy machine disturbs little. */
function speedOf(log: string, bytes: Buffer): string {
  const kindOf = kindsOf(firstLines(bytes, 2000));
  const scanners = kernels.map(([, open]) => open());
  const { patterns, share } = scanners.map((scanner) => readAll(scanner, bytes, kindOf))[0] ?? {
    patterns: 0,
    share: 0,
  };
  const seconds = kernels.map(() => 0);
  for (const piece of piecesOf(bytes)) {
    const best = kernels.map(() => Number.POSITIVE_INFINITY);
    for (let run = 0; run < runs; run++) {
      for (const [index, scanner] of scanners.entries())
        best[index] = Math.min(best[index] ?? 0, readAll(scanner, piece, kindOf).seconds);
    }
    for (const [index, time] of best.entries()) seconds[index] = (seconds[index] ?? 0) + time;
  }
  const megabytes = bytes.length / 1e6;
  const speeds = seconds.map((time) => (megabytes / time).toFixed(0).padStart(13));
  return `${log.padEnd(14)}  ${megabytes.toFixed(0).padStart(4)}  ${String(patterns).padStart(8)}  ${`${(share * 100).toFixed(1)} %`.padStart(10)}${speeds.join('')}`;
}

function piecesOf(bytes: Buffer): readonly Buffer[] {
  const pieces: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(lineFeed, Math.min(from + 2 * blockBytes, bytes.length - 1)) + 1;
    pieces.push(bytes.subarray(from, end));
    from = end;
  }
  return pieces;
}

/** In blocks, as files are read; a line that fits nothing is learned if it can be. */
function readAll(scanner: PatternScanner, bytes: Buffer, kindOf: KindOf) {
  const begun = performance.now();
  let [patterns, read, others] = [0, 0, 0];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(lineFeed, Math.min(from + blockBytes, bytes.length - 1)) + 1;
    const block = bytes.subarray(from, end);
    for (let at = 0; at < block.length; ) {
      const scan = scanner.scan(block, at);
      read += scan.lines;
      at = scan.end;
      if (at === block.length) break;
      const lineEnd = block.indexOf(lineFeed, at);
      const line = block.subarray(at, lineEnd);
      const pattern = scanner.learn(line, holesOf(valuesOf(line) ?? [], kindOf));
      if (pattern !== undefined) patterns++;
      others++;
      at = lineEnd + 1;
    }
    from = end;
  }
  return { seconds: (performance.now() - begun) / 1000, patterns, share: read / (read + others) };
}

type KindOf = (value: Member) => HoleKind | undefined;

function holesOf(values: readonly Member[], kindOf: KindOf): readonly Hole[] {
  const holes: Hole[] = [];
  let behind = 0;
  for (const value of values) {
    const kind = value.from < behind ? undefined : kindOf(value);
    if (kind === undefined) continue;
    holes.push({ from: value.from, to: value.to, kind });
    behind = value.to;
  }
  return holes;
}

/** The narrowest kind that all values of a path and type fit: names where few differ; arrays are skipped. */
function kindsOf(texts: readonly string[]): KindOf {
  const narrowFirst: readonly HoleKind[] = ['name', 'text', 'count', 'number', 'skip'];
  const mostNames = texts.length / 4;
  const seen = new Map<string, { kinds: readonly HoleKind[]; readonly differing: Set<string> }>();
  const keyOf = ({ path, kind }: Member): string => `${kind} ${path.join('.')}`;
  for (const text of texts) {
    const line = Buffer.from(text);
    for (const value of valuesOf(line) ?? []) {
      const written = textOf(line.subarray(value.from, value.to));
      const known = seen.get(keyOf(value)) ?? { kinds: narrowFirst, differing: new Set() };
      const kinds = fitting(value.kind, written);
      known.kinds = known.kinds.filter((kind) => kinds.includes(kind));
      known.differing.add(written);
      seen.set(keyOf(value), known);
    }
  }
  return (value) => {
    if (value.kind === 'array') return 'skip';
    if (value.kind === 'word' || value.kind === 'object') return undefined;
    const known = seen.get(keyOf(value));
    return known?.kinds.find((kind) => kind !== 'name' || known.differing.size <= mostNames) ?? 'skip';
  };
}

function firstLines(bytes: Buffer, count: number): readonly string[] {
  return textOf(bytes.subarray(0, 30_000_000)).split('\n', count);
}

function secondsSince(begun: number): string {
  return `${((performance.now() - begun) / 1000).toFixed(0)} s`;
}
