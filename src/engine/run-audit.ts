// The whole audit of some inputs: read, then audit, in parts when the events do not fit into the memory that was granted.
import { audit, auditParts } from '../audit/audit.ts';
import type { AuditSettings } from '../audit/settings.ts';
import type { UnreadableInput } from '../model/errors.ts';
import type { AuditReport } from '../model/report.ts';
import type { InputFile } from './input-file.ts';
import { type ReadOptions, readInto } from './read-inputs.ts';
import { createEventStore, type Part, type StoreLimits } from './spill/event-store.ts';

export interface AuditRun {
  readonly report: AuditReport;
  readonly unreadable: readonly UnreadableInput[];
}

export interface AuditOptions extends ReadOptions {
  /** All events stay in memory when absent. */
  readonly limits?: StoreLimits;
}

const unlimited: StoreLimits = { mostHeld: Number.POSITIVE_INFINITY, eventsAPart: 1, directory: '' };

export async function runAudit(
  files: readonly InputFile[],
  settings: AuditSettings,
  options: AuditOptions = {},
): Promise<AuditRun> {
  const summed = await auditInPlace(files, settings, options);
  if (summed) return summed;
  const store = createEventStore(options.limits ?? unlimited);
  try {
    const { inputs, unreadable } = await readInto(files, options, store.add);
    return { report: await auditParts(interruptibly(store.parts(), options.signal), inputs, settings), unreadable };
  } finally {
    store.close();
  }
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
