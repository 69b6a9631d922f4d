// Which file may be read by kinds, and its lines that are read as records after all.
import { formats } from '../../formats/index.ts';
import { UnreadableInput } from '../../model/errors.ts';
import type { Event } from '../../model/event.ts';
import { lineFeed } from '../../scan/byte-codes.ts';
import { createFramer } from '../../scan/framer.ts';
import { scanDefaults } from '../../scan/limits.ts';
import type { InputFile } from '../input-file.ts';
import { newTally } from '../input-tally.ts';
import { mapMembers } from '../map-members.ts';
import { asUnreadable, type ReadOptions, takeRecord } from '../read-inputs.ts';
import { type ByKinds, createAlikeReader } from './read-alike.ts';
import type { LineToRead } from './sum-alike.ts';
import { type Differing, whatDiffers } from './what-differs.ts';

export interface ByKindsFile extends Differing {
  readonly file: InputFile;
  readonly readAt: NonNullable<InputFile['readAt']>;
}

/** Only of a file that is read alone, is not packed and can be read again. Smaller ones are read as quickly as the threads have started. */
const leastBytes = 16_000_000;

export async function fileByKinds(
  [file, ...others]: readonly InputFile[],
  kinds: ByKinds,
  { hashKey, map, from }: ReadOptions,
  least = leastBytes,
): Promise<ByKindsFile | undefined> {
  const differing = whatDiffers(kinds.settings);
  if (!file?.readAt || !differing || others.length > 0 || hashKey || map || from !== undefined) return undefined;
  if ((file.size ?? 0) < least) return undefined;
  const bytes = await file.readAt(0, Math.min(file.size ?? 0, probeBytes));
  const isTried =
    bytes.length < probeBytes || mostAreRows(bytes.subarray(0, bytes.lastIndexOf(lineFeed) + 1), file.name, kinds);
  return bytes[0] === openBrace && isTried ? { ...differing, file, readAt: file.readAt } : undefined;
}

/** A file of which most lines must be read as records is quicker read without looking for others. */
function mostAreRows(bytes: Uint8Array, source: string, kinds: ByKinds): boolean {
  if (!takesPart(bytes.subarray(0, bytes.indexOf(lineFeed) + 1), source)) return false;
  const first = bytes.indexOf(lineFeed, bytes.length / 2) + 1;
  const reader = createAlikeReader(source, kinds);
  if (!reader?.read(bytes.subarray(0, first), 1, 0)) return false;
  const rest = reader.read(bytes.subarray(first), 1, 0);
  if (!rest?.alike) return false;
  const { count, ids } = rest.alike;
  return rest.scanned.length + meetingIn(ids.holders) < count;
}

/** Is the first line of a format that may be read by kinds? */
function takesPart(line: Uint8Array, source: string): boolean {
  const [scanned] = createFramer(scanDefaults).feed(line);
  if (scanned?.kind !== 'record') return false;
  const [mapped] = mapMembers(scanned.value, { source, line: 1, offset: 0 }, { memory: new Map() });
  return formats.some(({ id, telling }) => id === mapped?.format && telling !== undefined);
}

/** How many ids are held again, which makes records of their rows. */
function meetingIn(holders: Uint32Array): number {
  const known = new Set<string>();
  let again = 0;
  for (let at = 0; at < holders.length; at += 3) {
    const id = `${holders[at]} ${holders[at + 1]}`;
    if (known.has(id)) again += 1;
    known.add(id);
  }
  return again;
}

const openBrace = 0x7b;
const probeBytes = 1_000_000;
const windowBytes = 256 * 1024;

/** In the order of the file. */
export async function readAgain(
  { file, readAt }: ByKindsFile,
  lines: readonly LineToRead[],
  take: (event: Event) => void,
): Promise<void> {
  const unreadable = (error: unknown): never => {
    throw asUnreadable(error, file.name);
  };
  let window: { readonly from: number; readonly bytes: Uint8Array } = { from: 0, bytes: new Uint8Array(0) };
  for (const { offset, length, line } of lines.toSorted((a, b) => a.offset - b.offset)) {
    if (offset + length > window.from + window.bytes.length)
      window = { from: offset, bytes: await readAt(offset, offset + Math.max(length, windowBytes)).catch(unreadable) };
    const framer = createFramer(scanDefaults, { line, offset });
    const bytes = Buffer.concat([window.bytes.subarray(offset - window.from, offset - window.from + length), feed]);
    const events: Event[] = [];
    for (const scanned of framer.feed(bytes))
      takeRecord(
        scanned,
        file.name,
        newTally(file.name),
        (event) => events.push(event),
        { memory: new Map() },
        undefined,
      );
    const [event, ...more] = events;
    if (event === undefined || more.length > 0)
      throw new UnreadableInput(file.name, 'changed while it was read', 'Audit a copy of it.');
    take(event);
  }
}

const feed = Buffer.from('\n');
