// Inputs for whoever looks at single calls: events past the memory that was granted wait on disk, and come back in groups that are judged one
// after the other. What is made of them may wait there, too.

import { tracesInShares } from '../audit/audit-traces.ts';
import type { TraceInShares } from '../audit/audited.ts';
import type { AuditSettings } from '../audit/settings.ts';
import type { InputFile } from './input-file.ts';
import { pause } from './pause.ts';
import { type InputsRead, type ReadOptions, readInto } from './read-inputs.ts';
import { createEventStore, type Part, type StoreLimits, unlimited } from './spill/event-store.ts';
import { type SortedTexts, sortTexts } from './spill/sort-texts.ts';

export interface StoreOptions extends Omit<ReadOptions, 'pause'> {
  /** All events stay in memory when absent. */
  readonly limits?: StoreLimits;
}

export interface StoredInputs extends Omit<InputsRead, 'events'> {
  /** All events, once. */
  readonly parts: AsyncIterable<Part>;
  /** @param most Characters that are held. */
  sortTexts(most?: number): SortedTexts;
}

/** What was put aside is gone when `judge` has ended. */
export async function readIntoStore<T>(
  files: readonly InputFile[],
  options: StoreOptions,
  judge: (read: StoredInputs) => Promise<T>,
): Promise<T> {
  const { limits = unlimited, signal } = options;
  const opened: { close(): void }[] = [];
  const open = <C extends { close(): void }>(one: C): C => {
    opened.push(one);
    return one;
  };
  try {
    const store = open(createEventStore(limits, undefined, signal));
    const read = await readInto(files, options, store.add);
    return await judge({
      ...read,
      parts: withPauses(store.parts(), signal),
      sortTexts: (most) => open(sortTexts(limits.directory, most)),
    });
  } finally {
    for (const one of opened) one.close();
  }
}

async function* withPauses(parts: AsyncIterable<Part>, signal: AbortSignal | undefined): AsyncGenerator<Part> {
  for await (const part of parts) {
    yield part;
    await pause(signal);
  }
}

/** Every trace, in no order. Its calls are judged some at a time: all of a large trace would take several times the memory of its records. */
export async function judgeTraces(
  { parts }: Pick<StoredInputs, 'parts'>,
  settings: AuditSettings,
  see: (trace: TraceInShares) => void,
): Promise<void> {
  for await (const { groups, whole } of parts)
    for (const events of groups) for (const trace of tracesInShares(events, settings, whole)) see(trace);
}
