// What audit, gate and explain share: operands become inputs, inputs are read under progress and signals, faults are told after.
import type { InputSummary } from '../audit/settings.ts';
import type { InputFile, Progress } from '../engine/input-file.ts';
import { readIntoStore, type StoredInputs } from '../engine/read-traces.ts';
import type { AuditOptions } from '../engine/run-audit.ts';
import { formats } from '../formats/index.ts';
import { type UnreadableInput, UsageError } from '../model/errors.ts';
import { knownNames } from './did-you-mean.ts';
import { loadFieldMap, type MapFlags } from './field-map.ts';
import { findInputs, standardInput } from './find-inputs.ts';
import { interruptible } from './interruptible.ts';
import type { Io } from './io.ts';
import { type HashFlags, loadHashKey } from './load-hash-key.ts';
import { type MemoryFlags, memoryLimits, outputBytes, watchMemory } from './memory-limits.ts';
import { nothingFound } from './nothing-found.ts';
import { type ProgressLine, progressLine } from './progress.ts';
import { tell, tellUnreadable } from './report-error.ts';

export interface InputFlags extends HashFlags, MapFlags, MemoryFlags {
  readonly from?: string;
  readonly stdinName?: string;
  readonly quiet?: boolean;
}

const defaultStdinName = '<stdin>';

/** Without operands, what is piped in is read. */
export async function openInputs(
  operands: readonly string[],
  flags: InputFlags,
  io: Io,
): Promise<readonly InputFile[]> {
  if (operands.length === 0 && io.stdin.isTTY) {
    throw new UsageError(
      'no input is given',
      'name files or directories, pipe records in, or paste them after: attrib-audit -',
    );
  }
  const ids = formats.map(({ id }) => id);
  if (flags.from !== undefined && !ids.includes(flags.from)) {
    throw new UsageError(`--from knows no format "${flags.from}"`, knownNames(flags.from, ids));
  }
  const wanted = operands.length === 0 ? [standardInput] : operands;
  const files = await findInputs(wanted, flags.stdinName ?? defaultStdinName, io, flags.config, (told) => {
    if (!flags.quiet) tell(told, io);
  });
  if (wanted.includes(standardInput) && io.stdin.isTTY && !flags.quiet) {
    io.stderr.write('Paste records, then press Ctrl-D.\n');
  }
  return files;
}

interface Read {
  readonly unreadable: readonly UnreadableInput[];
}

/** `work` reads; it ends early on SIGINT and SIGTERM. Throws when there is nothing to judge. */
export async function readUnderway<T extends Read>(
  files: readonly InputFile[],
  flags: InputFlags,
  io: Io,
  work: (options: AuditOptions) => Promise<T>,
  inputsOf: (read: T) => readonly InputSummary[],
): Promise<T> {
  const read = await underway(files, flags, io, work);
  refuseNothing(inputsOf(read), read, io);
  return read;
}

/** The same where `judge` goes through all events: once, and without holding them. */
export function judgeUnderway<T>(
  files: readonly InputFile[],
  flags: InputFlags,
  io: Io,
  judge: (read: StoredInputs) => Promise<T>,
): Promise<T> {
  return underway(files, flags, io, (options, progress) =>
    readIntoStore(
      files,
      { ...options, limits: memoryLimits(flags, 1, { besides: outputBytes }).limits },
      async (read) => {
        progress.clear();
        refuseNothing(read.inputs, read, io);
        return judge(read);
      },
    ),
  );
}

async function underway<T>(
  files: readonly InputFile[],
  flags: InputFlags,
  io: Io,
  work: (options: AuditOptions, progress: ProgressLine) => Promise<T>,
): Promise<T> {
  const hashKey = await loadHashKey(flags, io);
  const map = await loadFieldMap(flags, io);
  const progress = progressLine(files, flags.quiet === true, io);
  const heedMemory = watchMemory(flags);
  const from = flags.from === undefined ? {} : { from: flags.from };
  const options = {
    ...from,
    ...(map && { map }),
    ...(hashKey && { hashKey }),
    limits: memoryLimits(flags).limits,
    onProgress: (soFar: Progress) => {
      progress.update(soFar);
      heedMemory();
    },
    onInFull: (input: string, why: string) => {
      if (io.stderr.isTTY && flags.quiet !== true) io.stderr.write(`${input}: every row is read: ${why}\n`);
    },
  };
  return interruptible(io, (signal) => work({ ...options, signal }, progress)).finally(progress.clear);
}

function refuseNothing(inputs: readonly InputSummary[], { unreadable }: Read, io: Io): void {
  const nothing = nothingFound(inputs);
  if (!nothing) return;
  // A damaged input says more than "nothing recognised".
  tellUnreadable(unreadable.slice(1), io);
  throw unreadable[0] ?? nothing;
}
