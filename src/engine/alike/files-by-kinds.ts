// Which inputs are read by kinds.
import { formats } from '../../formats/index.ts';
import { lineFeed } from '../../scan/byte-codes.ts';
import { decompress } from '../../scan/decompress.ts';
import { createFramer } from '../../scan/framer.ts';
import { scanDefaults } from '../../scan/limits.ts';
import { type InputFile, isPacked } from '../input-file.ts';
import { mapMembers } from '../map-members.ts';
import { asUnreadable, type ReadOptions } from '../read-inputs.ts';
import { type AlikeReader, type ByKinds, createAlikeReader } from './read-alike.ts';
import { mostSpans } from './trace-units.ts';
import { type Differing, whatDiffers } from './what-differs.ts';

export interface FilesByKinds extends Differing {
  readonly files: ReadonlySet<InputFile>;
  /** About so many lines are in them that their formats do not pass over, or parts of pages. */
  readonly rows: number;
  /** Knows the first lines already. */
  readonly reader: AlikeReader;
}

/** Less is read as quickly as the threads have started. */
const leastBytes = 16_000_000;
/** Packed logs are at least so much longer than what is stored. */
const unpacked = 6;

/** Those that can be read again: files on disk. Undefined when there are none, too little of them, or the settings look at single calls. */
export async function filesByKinds(
  all: readonly InputFile[],
  kinds: ByKinds,
  { hashKey, map, from }: ReadOptions,
  least = leastBytes,
): Promise<FilesByKinds | undefined> {
  const differing = whatDiffers(kinds.settings);
  if (!differing || hashKey || map || from !== undefined) return undefined;
  const onDisk = all.filter(({ readAt, openAt, size = 0 }) => readAt && openAt && size > 0);
  if (sizeOf(onDisk) * unpacked < least) return undefined;
  const files = new Set<InputFile>();
  let bytes = 0;
  let largest: InputFile | undefined;
  for (const file of onDisk) {
    const { bytes: line } = await firstLines(file, 1);
    if (line[0] !== openBrace || !takesPart(line, file.name)) continue;
    files.add(file);
    bytes += sizeOf([file]) * ((await isPacked(file)) ? unpacked : 1);
    if (largest === undefined || sizeOf([file]) > sizeOf([largest])) largest = file;
  }
  if (largest === undefined || bytes < least) return undefined;
  const reader = createAlikeReader(kinds, differing);
  const probe = await firstLines(largest, probed);
  const isShort = probe.lines < leastProbed && probe.bytes.length < mostBytes;
  const read = isShort ? probe.lines : rowsIn(probe.bytes, largest.name, reader);
  return read === undefined ? undefined : { ...differing, files, rows: (bytes / probe.bytes.length) * read, reader };
}

const sizeOf = (files: readonly InputFile[]): number => files.reduce((sum, { size = 0 }) => sum + size, 0);

/** The first lines of what is in the file, or fewer; none when it cannot be read: whoever reads it will say so. */
async function firstLines(
  file: InputFile,
  most: number,
): Promise<{ readonly bytes: Uint8Array; readonly lines: number }> {
  const parts: Uint8Array[] = [];
  let [lines, length] = [0, 0];
  try {
    for await (const chunk of decompress(file.open(), file.name)) {
      let at = -1;
      do {
        at = chunk.indexOf(lineFeed, at + 1);
        if (at >= 0) lines += 1;
      } while (at >= 0 && lines < most);
      parts.push(lines < most ? chunk : chunk.subarray(0, at + 1));
      length += chunk.length;
      if (lines === most || length > mostBytes) break;
    }
  } catch (error) {
    asUnreadable(error, file.name);
    return { bytes: new Uint8Array(0), lines: 0 };
  }
  return { bytes: Buffer.concat(parts), lines };
}

/**
 * About how many rows are in them. Undefined for a file of which most lines must be read as records: it is quicker read without
 * looking for others.
 */
function rowsIn(bytes: Uint8Array, source: string, reader: AlikeReader): number | undefined {
  let from = 0;
  for (const [part, least] of leastRows.entries()) {
    const to = bytes.indexOf(lineFeed, (bytes.length * (part + 1)) / leastRows.length - 1) + 1;
    const read = reader.read(source, bytes.subarray(from, to), 1, 0);
    if (!read?.alike) return undefined;
    const { count, hops, ids } = read.alike;
    const passed = [...read.passed.values()].reduce((sum, records) => sum + records, 0);
    const lines = count + read.scanned.length + passed;
    const { again, many } = meetingIn(ids.holders);
    const meeting = Math.max(Math.min(count - hops, again), many); // spans of a trace may be put together
    const rows = (count - meeting + passed) / lines;
    if (rows > leastShare) return ((lines - passed) * bytes.length) / (to - from);
    if (rows < least) return undefined;
    from = to;
  }
  return undefined;
}

const leastShare = 1 / 2;
/** What share of each part must be rows to go on trying: the first lines teach, and a log of many kinds takes longer to learn. */
const leastRows = [0, 0.1, 0.15, 0.2, 0.3, 0.35, 0.4, leastShare];

/** Is the first line of a format that may be read by kinds? */
function takesPart(line: Uint8Array, source: string): boolean {
  const [scanned] = createFramer(scanDefaults).feed(line);
  if (scanned?.kind !== 'record') return false;
  const [mapped] = mapMembers(scanned.value, { source, line: 1, offset: 0 }, { memory: new Map() });
  return formats.some(({ id, telling }) => id === mapped?.format && telling !== undefined);
}

/** How many ids are held again, which makes records of their rows; and how many ids are one that too many hold to be put together. */
function meetingIn(holders: Uint32Array): { readonly again: number; readonly many: number } {
  const known = new Map<string, number>();
  let again = 0;
  for (let at = 0; at < holders.length; at += 3) {
    const id = `${holders[at]} ${holders[at + 1]}`;
    const before = known.get(id) ?? 0;
    if (before > 0) again += 1;
    known.set(id, before + 1);
  }
  const crowds = [...known.values()].filter((count) => count > mostSpans);
  return { again, many: crowds.reduce((sum, count) => sum + count, 0) };
}

const openBrace = 0x7b;
/** So many lines show whether most are rows; fewer do not. */
const probed = 2400;
const leastProbed = 600;
/** Lines that are longer are not tried out: to read them twice would take as long as what is won. */
const mostBytes = 16_000_000;
