// The whole audit of some inputs: read, then audit, in parts when the events do not fit into the memory that was granted.
import { audit, auditParts, reportOf } from '../audit/audit.ts';
import type { AuditSettings, InputSummary } from '../audit/settings.ts';
import type { UnreadableInput } from '../model/errors.ts';
import type { AuditReport } from '../model/report.ts';
import type { InputFile } from './input-file.ts';
import { type ReadOptions, readInto } from './read-inputs.ts';
import { createEventStore, type EventStore, type Part, type StoreLimits } from './spill/event-store.ts';
import { type Crew, createCrew } from './threads/crew.ts';
import { judgeInThreads } from './threads/judge-in-threads.ts';

export interface AuditRun {
  readonly report: AuditReport;
  readonly unreadable: readonly UnreadableInput[];
}

export interface AuditOptions extends ReadOptions {
  /** All events stay in memory when absent. */
  readonly limits?: StoreLimits;
  /** Starts the threads that judge what was put aside, when the first event is; the audit stays in one thread when absent. */
  readonly startThreads?: () => Parameters<typeof createCrew>[0];
}

const unlimited: StoreLimits = { mostHeld: Number.POSITIVE_INFINITY, eventsAPart: 1, directory: '' };

export async function runAudit(
  files: readonly InputFile[],
  settings: AuditSettings,
  options: AuditOptions = {},
): Promise<AuditRun> {
  const summed = await auditInPlace(files, settings, options);
  if (summed) return summed;
  const { startThreads, signal } = options;
  let crew: Crew | undefined;
  const store = createEventStore(options.limits ?? unlimited, () => {
    crew = startThreads && createCrew(startThreads(), signal);
  });
  try {
    const { inputs, unreadable } = await readInto(files, options, store.add);
    return { report: await auditStored(store, inputs, settings, signal, crew), unreadable };
  } finally {
    crew?.dismiss();
    store.close();
  }
}

async function auditStored(
  store: EventStore,
  inputs: readonly InputSummary[],
  settings: AuditSettings,
  signal: AbortSignal | undefined,
  crew: Crew | undefined,
): Promise<AuditReport> {
  const packed = crew && store.packed();
  if (!crew || !packed) return auditParts(interruptibly(store.parts(), signal), inputs, settings);
  return reportOf(await judgeInThreads(packed, crew), inputs, settings);
}

/** Between two parts a signal is heard. */
async function* interruptibly(parts: Iterable<Part>, signal: AbortSignal | undefined): AsyncIterable<Part> {
  for (const part of parts) {
    yield part;
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
  }
}

/** One store of events that nothing else is read with may sum up most of them itself. */
async function auditInPlace(
  [file, ...others]: readonly InputFile[],
  settings: AuditSettings,
  { hashKey, signal }: ReadOptions,
): Promise<AuditRun | undefined> {
  if (!file?.keeps || others.length > 0 || hashKey) return undefined;
  const kept = await file.keeps(signal);
  const summed = await kept?.summedUp?.(settings, signal);
  if (!kept || !summed) return undefined;
  return { report: audit(summed.events, kept.inputs, settings, summed.tally), unreadable: [] };
}
