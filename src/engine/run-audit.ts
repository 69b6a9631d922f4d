// The whole audit of some inputs: read, then audit, in parts when the events do not fit into the memory that was granted.
import { auditParts } from '../audit/audit.ts';
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
