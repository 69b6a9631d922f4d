// Lines of a file that are read as records after all.
import { UnreadableInput } from '../../model/errors.ts';
import type { Event } from '../../model/event.ts';
import { decompress } from '../../scan/decompress.ts';
import { createFramer } from '../../scan/framer.ts';
import { scanDefaults } from '../../scan/limits.ts';
import type { StoredBytes } from '../../scan/read-with-help.ts';
import { type InputFile, isPacked } from '../input-file.ts';
import { newTally } from '../input-tally.ts';
import { asUnreadable, takeRecord } from '../read-inputs.ts';
import type { LineToRead } from './sum-alike.ts';

type Wanted = readonly Omit<LineToRead, 'input'>[];

/** In the order of the file. */
export async function readAgain(file: InputFile, lines: Wanted, take: (event: Event) => void): Promise<void> {
  if (lines.length === 0) return;
  const wanted = lines.toSorted((a, b) => a.offset - b.offset);
  const found = (await isPacked(file)) ? unpackedLines(file, wanted) : storedLines(file, wanted);
  for (const { offset, line } of wanted) {
    const next = await found.next().catch((error: unknown) => {
      throw asUnreadable(error, file.name);
    });
    const framer = createFramer(scanDefaults, { line, offset });
    const events: Event[] = [];
    for (const scanned of framer.feed(Buffer.concat([next.value ?? nothing, feed])))
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
  await found.return(undefined);
}

const feed = Buffer.from('\n');
const nothing = Buffer.alloc(0);
const windowBytes = 256 * 1024;

type Lines = AsyncGenerator<Uint8Array, undefined>;

/** Lines that stand near each other are read at once. */
async function* storedLines({ openAt }: InputFile, wanted: Wanted): Lines {
  const stored = await openAt?.();
  let window: { readonly from: number; readonly bytes: Uint8Array } = { from: 0, bytes: nothing };
  try {
    for (const [at, { offset, length }] of wanted.entries()) {
      if (offset + length > window.from + window.bytes.length)
        window = { from: offset, bytes: await readAll(stored, offset, endNear(wanted, at)) };
      yield window.bytes.subarray(offset - window.from, offset - window.from + length);
    }
  } finally {
    await stored?.close();
  }
  return undefined;
}

async function readAll(stored: StoredBytes | undefined, from: number, to: number): Promise<Uint8Array> {
  const bytes = Buffer.alloc(to - from);
  let used = 0;
  for (let read = -1; read !== 0 && used < bytes.length; used += read)
    read = (await stored?.read(bytes.subarray(used), from + used)) ?? 0;
  return bytes.subarray(0, used);
}

function endNear(wanted: Wanted, first: number): number {
  const from = wanted[first]?.offset ?? 0;
  let end = from;
  for (let at = first; at < wanted.length; at++) {
    const { offset, length } = wanted[at] ?? { offset: 0, length: 0 };
    if (at > first && offset + length > from + windowBytes) break;
    end = offset + length;
  }
  return end;
}

/** All that is packed must be unpacked once more. */
async function* unpackedLines(file: InputFile, wanted: Wanted): Lines {
  let window = { from: 0, bytes: nothing };
  const chunks = decompress(file.open(), file.name)[Symbol.asyncIterator]();
  try {
    for (const { offset, length } of wanted) {
      for (;;) {
        const end = window.from + window.bytes.length;
        if (offset + length <= end) break;
        const { value: chunk } = await chunks.next();
        if (chunk === undefined) break;
        const from = Math.min(end, Math.max(offset, window.from));
        window = { from, bytes: Buffer.concat([window.bytes.subarray(from - window.from), chunk]) };
      }
      yield window.bytes.subarray(offset - window.from, offset - window.from + length);
    }
  } finally {
    await chunks.return?.();
  }
  return undefined;
}
