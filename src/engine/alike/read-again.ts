// Lines of files that are read as records after all, in the order in which they stand there.
import { UnreadableInput } from '../../model/errors.ts';
import type { Event } from '../../model/event.ts';
import { decompress } from '../../scan/decompress.ts';
import { createFramer } from '../../scan/framer.ts';
import { scanDefaults } from '../../scan/limits.ts';
import type { StoredBytes } from '../../scan/read-with-help.ts';
import { type InputFile, isPacked } from '../input-file.ts';
import { newTally } from '../input-tally.ts';
import { asUnreadable, takeRecord } from '../read-inputs.ts';
import { type LineToRead, onlyOne, wholeLine } from './alike-rows.ts';

export interface SecondReading {
  /** Called once and again, with lines that stand behind those of the last call. */
  read(lines: readonly LineToRead[]): Promise<void>;
  close(): Promise<void>;
}

/** `take` gets the number of the input as well. */
export function secondReading(
  files: readonly InputFile[],
  take: (event: Event, input: number) => void,
  signal: AbortSignal | undefined,
): SecondReading {
  /** Of the line that was read last. */
  let last: { readonly input: number; readonly offset: number; readonly events: readonly Event[] } | undefined;
  let open: { readonly input: number; readonly file: InputFile; readonly lines: OpenLines } | undefined;

  async function openInput(input: number): Promise<NonNullable<typeof open>> {
    if (open?.input === input) return open;
    await open?.lines.close();
    const file = files[input];
    if (file === undefined) throw new Error(`there is no input ${input}`);
    open = { input, file, lines: (await isPacked(file)) ? unpackedLines(file) : await storedLines(file) };
    return open;
  }

  return {
    async read(lines) {
      for (const [at, { input, offset, line, part }] of lines.entries()) {
        const { file, lines: opened } = await openInput(input);
        if (last?.input !== input || last.offset !== offset) {
          const bytes = await opened.bytesOf(lines, at).catch((error: unknown) => {
            throw asUnreadable(error, file.name);
          });
          last = { input, offset, events: eventsIn(file, bytes, line, offset) };
        }
        signal?.throwIfAborted();
        for (const event of part === wholeLine ? last.events : [eventOf(last.events, part, file)]) take(event, input);
      }
    },
    close: async () => open?.lines.close(),
  };
}

/** The events of some lines, in the order in which these stand in the files. */
export async function eventsAt(
  files: readonly InputFile[],
  lines: readonly LineToRead[],
  signal: AbortSignal | undefined,
): Promise<readonly Event[]> {
  const events: Event[] = [];
  const reading = secondReading(files, (event) => events.push(event), signal);
  await reading.read(lines).finally(reading.close);
  return events;
}

function eventsIn(file: InputFile, bytes: Uint8Array, line: number, offset: number): readonly Event[] {
  const framer = createFramer(scanDefaults, { line, offset });
  const events: Event[] = [];
  for (const scanned of framer.feed(Buffer.concat([bytes, feed])))
    takeRecord(
      scanned,
      file.name,
      newTally(file.name),
      (event) => events.push(event),
      { memory: new Map() },
      undefined,
    );
  return events;
}

/** What was one before. */
function eventOf(events: readonly Event[], part: number, file: InputFile): Event {
  const event = events[part === onlyOne ? 0 : part];
  if (event === undefined || (part === onlyOne && events.length > 1))
    throw new UnreadableInput(file.name, 'changed while it was read', 'Audit a copy of it.');
  return event;
}

const feed = Buffer.from('\n');
const nothing = Buffer.alloc(0);
const windowBytes = 256 * 1024;

interface OpenLines {
  bytesOf(lines: readonly LineToRead[], at: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Lines that stand near each other are read at once. */
async function storedLines({ openAt }: InputFile): Promise<OpenLines> {
  const stored = await openAt?.();
  let window: { readonly from: number; readonly bytes: Uint8Array } = { from: 0, bytes: nothing };
  return {
    async bytesOf(lines, at) {
      const { offset, length } = lines[at] ?? noLine;
      if (offset < window.from || offset + length > window.from + window.bytes.length)
        window = { from: offset, bytes: await readAll(stored, offset, endNear(lines, at)) };
      return window.bytes.subarray(offset - window.from, offset - window.from + length);
    },
    close: async () => stored?.close(),
  };
}

const noLine: LineToRead = { input: 0, offset: 0, length: 0, line: 0, part: onlyOne };

async function readAll(stored: StoredBytes | undefined, from: number, to: number): Promise<Uint8Array> {
  const bytes = Buffer.alloc(to - from);
  let used = 0;
  for (let read = -1; read !== 0 && used < bytes.length; used += read)
    read = (await stored?.read(bytes.subarray(used), from + used)) ?? 0;
  return bytes.subarray(0, used);
}

function endNear(lines: readonly LineToRead[], first: number): number {
  const { input: own, offset: from, length: least } = lines[first] ?? noLine;
  let end = from + least;
  for (let at = first + 1; at < lines.length; at++) {
    const { input, offset, length } = lines[at] ?? noLine;
    if (input !== own || offset + length > from + windowBytes) break;
    end = offset + length;
  }
  return end;
}

/** All that is packed must be unpacked once more. */
function unpackedLines(file: InputFile): OpenLines {
  let window = { from: 0, bytes: nothing };
  const chunks = decompress(file.open(), file.name)[Symbol.asyncIterator]();
  return {
    async bytesOf(lines, at) {
      const { offset, length } = lines[at] ?? noLine;
      for (;;) {
        const end = window.from + window.bytes.length;
        if (offset + length <= end) break;
        const { value: chunk } = await chunks.next();
        if (chunk === undefined) break;
        const from = Math.min(end, Math.max(offset, window.from));
        window = { from, bytes: Buffer.concat([window.bytes.subarray(from - window.from), chunk]) };
      }
      return window.bytes.subarray(offset - window.from, offset - window.from + length);
    },
    async close() {
      await chunks.return?.();
    },
  };
}
