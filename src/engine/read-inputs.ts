// Reads inputs into events. One bad record or one unreadable input never stops the rest; both are counted and explained.

import type { InputSummary } from '../audit/settings.ts';
import { screenEvent } from '../contract/screen-event.ts';
import type { MapOptions, Memory } from '../formats/map-record.ts';
import { UnreadableInput } from '../model/errors.ts';
import type { Event } from '../model/event.ts';
import { decompress } from '../scan/decompress.ts';
import type { LineHelper, StoredBytes } from '../scan/read-with-help.ts';
import type { Scanned } from '../scan/scanned.ts';
import type { AlikeSums } from './alike/sum-alike.ts';
import { hashIds } from './hash-ids.ts';
import { type InputFile, isPacked, type KeptEvents, type Progress } from './input-file.ts';
import { addCounts, countOutcome, type InputTally, newTally, summaryOf } from './input-tally.ts';
import { mapMembers } from './map-members.ts';
import { addNoticed, observe } from './observations.ts';
import { noteProblem } from './problems.ts';
import { scanInput } from './scan-input.ts';
import type { EventStore } from './spill/event-store.ts';
import type { Crew } from './threads/crew.ts';
import { createLineHelper } from './threads/line-helper.ts';

export interface ReadOptions {
  /** Id of the format every record has; each record is recognised by its keys when absent. */
  readonly from?: string;
  /** Turns user and tenant ids into keyed pseudonyms. */
  readonly hashKey?: Uint8Array;
  /** The user's own paths for fields. */
  readonly map?: NonNullable<MapOptions['map']>;
  readonly signal?: AbortSignal;
  /** Why a store of events is read in full. */
  readonly in_full?: string;
  /** Told before a table is read in full. */
  readonly onInFull?: (input: string, why: string) => void;
  readonly onProgress?: (progress: Progress) => void;
  /** Threads that read along. */
  readonly helpers?: Helpers;
  /** Asked after every batch of records; reading goes on when it is done. `soFar` copies nothing: its events keep growing. */
  readonly pause?: (soFar: () => InputsRead) => Promise<void> | undefined;
}

export interface Helpers {
  readonly crew: () => Crew | undefined;
  readonly store: Pick<EventStore, 'sources' | 'addPacked'>;
  readonly blockBytes?: number | undefined;
  /** Takes rows that are not read as records. */
  readonly alike?: AlikeHelp | undefined;
}

export interface AlikeHelp extends Pick<AlikeSums, 'add' | 'learn'> {
  /** Only rows of these. */
  readonly files: ReadonlySet<InputFile>;
}

export interface InputsRead {
  readonly events: readonly Event[];
  /** One per input, in the order given. */
  readonly inputs: readonly InputSummary[];
  /** Inputs that could not be read to their end. What was read of them is in `events`. */
  readonly unreadable: readonly UnreadableInput[];
}

export async function readInputs(files: readonly InputFile[], options: ReadOptions = {}): Promise<InputsRead> {
  const events: Event[] = [];
  const { pause, ...rest } = options;
  const read = await readInto(
    files,
    rest,
    (event) => events.push(event),
    pause && ((soFar) => pause(() => ({ events, ...soFar() }))),
  );
  return { events, ...read };
}

type SummariesRead = Omit<InputsRead, 'events'>;

/** `take` gets every event with the number of its input. */
export async function readInto(
  files: readonly InputFile[],
  options: Omit<ReadOptions, 'pause'>,
  take: (event: Event, input: number) => void,
  pause?: (soFar: () => SummariesRead) => Promise<void> | undefined,
): Promise<SummariesRead> {
  const inputs: InputSummary[] = [];
  const unreadable: UnreadableInput[] = [];
  let before = { bytes: 0, records: 0 };
  for (const [input, file] of files.entries()) {
    const { bytes, records } = before;
    const tally = newTally(file.name);
    const report = (): void =>
      options.onProgress?.({
        input: file.name,
        inputsDone: inputs.length,
        bytes: bytes + tally.bytes,
        records: records + tally.records,
      });
    const kept = await file.keeps?.(options.signal);
    const whyAll = file.sumsUp && (options.in_full ?? everyCall);
    if (whyAll !== undefined) options.onInFull?.(file.name, whyAll);
    if (kept) {
      inputs.push(...kept.inputs.map((one) => ({ ...one, read_in_full: options.in_full ?? everyCall })));
      tally.records = await takeKept(kept, (event) => take(event, input), options);
      before = { bytes, records: records + tally.records };
      report();
      continue;
    }
    const soFar = (): SummariesRead => ({ inputs: [...inputs, summaryOf(tally)], unreadable });
    const failure = await readInput(
      file,
      input,
      tally,
      (event) => take(event, input),
      options,
      report,
      () => pause?.(soFar),
    );
    if (failure) unreadable.push(failure);
    inputs.push({ ...summaryOf(tally), ...(whyAll !== undefined && { read_in_full: whyAll }) });
    before = { bytes: bytes + tally.bytes, records: records + tally.records };
  }
  return { inputs, unreadable };
}

const everyCall = 'every call is looked at, or other inputs are read with it';

/** Events that were screened when they were first read. Gives their number. */
async function takeKept(
  kept: KeptEvents,
  take: (event: Event) => void,
  { hashKey, signal }: ReadOptions,
): Promise<number> {
  let taken = 0;
  for await (const batch of kept.events(signal)) {
    signal?.throwIfAborted();
    for (const event of batch) take(hashKey ? hashIds(event, event, hashKey) : event);
    taken += batch.length;
  }
  return taken;
}

async function readInput(
  file: InputFile,
  input: number,
  tally: InputTally,
  take: (event: Event) => void,
  options: ReadOptions,
  report: () => void,
  pause: () => Promise<void> | undefined,
): Promise<UnreadableInput | undefined> {
  const { signal } = options;
  try {
    const helper = options.helpers && helperFor(file, input, tally, options, options.helpers);
    const batches = scanInput(file, decompress(countBytes(file.open(signal), tally), file.name), helper);
    const memory: Memory = new Map();
    const { from, map } = options;
    const mapping: MapOptions = { memory, ...(from === undefined ? {} : { from }), ...(map && { map }) };
    for (let batch = await batches.next(); ; batch = await batches.next()) {
      signal?.throwIfAborted();
      if (batch.done) {
        tally.text_lines = batch.value.text_lines;
        tally.bytes = batch.value.stored ?? tally.bytes;
        return undefined;
      }
      for (const scanned of batch.value) takeRecord(scanned, file.name, tally, take, mapping, options.hashKey);
      report();
      await pause();
    }
  } catch (error) {
    signal?.throwIfAborted();
    const failure = asUnreadable(error, file.name);
    noteProblem(tally.problems, 'unreadable', failure.message, failure.hint, tally.line, 0);
    return failure;
  }
}

/** What others read of the input is counted and stored as if it had been read here. */
function helperFor(
  file: InputFile,
  input: number,
  tally: InputTally,
  { from, map, hashKey }: ReadOptions,
  { crew, store, blockBytes, alike }: Helpers,
): LineHelper {
  const { name: source } = file;
  const isAlike = alike?.files.has(file) ?? false;
  return createLineHelper(
    crew,
    () => ({ source, sources: store.sources(source) ?? [], from, map, hashKey, alike: isAlike }),
    ({ counts, noticed, packed, alike: lines }, thread) => {
      addCounts(tally, counts);
      addNoticed(tally.observations, noticed);
      store.addPacked(packed, source, input);
      if (lines) alike?.add(lines, thread, input);
    },
    (learned, thread) => alike?.learn(learned, thread),
    blockBytes,
    isAlike ? () => openStored(file, tally) : undefined,
  );
}

/** Unless what is stored is packed. */
async function openStored(file: InputFile, tally: InputTally): Promise<StoredBytes | undefined> {
  const stored = (await isPacked(file)) ? undefined : await file.openAt?.();
  return (
    stored && {
      async read(into, from) {
        const read = await stored.read(into, from);
        tally.bytes = Math.max(tally.bytes, from + read);
        return read;
      },
      close: stored.close,
    }
  );
}

export function takeRecord(
  scanned: Scanned,
  source: string,
  tally: InputTally,
  take: (event: Event) => void,
  mapping: MapOptions,
  key: Uint8Array | undefined,
): void {
  if (scanned.kind === 'rejected') {
    const { reason, hint, line } = scanned;
    countOutcome(tally, { kind: 'rejected', reason, ...(hint === undefined ? {} : { hint }) }, undefined, line);
    return;
  }
  const { line, offset } = scanned;
  for (const mapped of mapMembers(scanned.value, { source, line, offset }, mapping)) {
    const { format, outcome } = mapped;
    countOutcome(tally, outcome, format, line);
    observe(tally.observations, mapped, mapping.map);
    if (outcome.kind !== 'events') continue;
    for (const event of outcome.events) {
      const screened = screenEvent(event);
      take(key ? hashIds(event, screened, key) : screened);
    }
  }
}

async function* countBytes(chunks: AsyncIterable<Uint8Array>, tally: InputTally): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    tally.bytes += chunk.length;
    yield chunk;
  }
}

/** The file system's own errors are about the input; anything else is a bug and goes on its way. */
export function asUnreadable(error: unknown, name: string): UnreadableInput {
  if (error instanceof UnreadableInput) return error;
  if (error instanceof Error && 'syscall' in error && 'code' in error) {
    return new UnreadableInput(name, `cannot be read: ${whatFailed(String(error.code))}`);
  }
  throw error;
}

const errnoWords: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'it is not there any more'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EISDIR', 'it is a directory'],
  ['EIO', 'the device reports a read error'],
]);

function whatFailed(code: string): string {
  return errnoWords.get(code) ?? code;
}
