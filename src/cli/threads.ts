// --threads: how many threads judge, and how they are started.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { AuditOptions } from '../engine/run-audit.ts';
import { workerUrl } from './bundled.ts';
import type { Settings, SettingsFlags } from './load-settings.ts';
import { type MemoryFlags, memoryLimits } from './memory-limits.ts';
import { documentsRead } from './read-document.ts';
import type { WorkerData } from './worker.ts';

export interface ThreadFlags extends MemoryFlags {
  readonly threads?: number;
}

/** Young objects of a thread that judges: nearly all of them die at once, and moving fewer of them saves a tenth of its time. */
const youngMegabytes = 32;

/** The limits of the memory, and the threads when more than one is to judge. */
export function threading(
  flags: ThreadFlags & SettingsFlags,
  loaded: Settings,
  cwd: string,
): Pick<AuditOptions, 'limits' | 'startThreads'> {
  const url = workerUrl();
  const wanted = flags.threads ?? availableParallelism();
  const { limits, threads } = memoryLimits(flags, url && canBeShared(loaded) ? wanted : 1);
  if (url === undefined || threads < 2) return { limits };
  const { contract, registry, rates, config, groupBy, since, until, filter, asOf } = flags;
  const given = { contract, registry, rates, config, groupBy, since, until, filter, asOf };
  const startThreads = (): Worker[] => {
    const workerData: WorkerData = { flags: given as SettingsFlags, cwd, documents: documentsRead() };
    const resourceLimits = { maxYoungGenerationSizeMb: youngMegabytes };
    return Array.from({ length: threads }, () => new Worker(url, { workerData, resourceLimits }));
  };
  return { limits, startThreads };
}

/** Budgets and policies look at all calls in the order of time, and a registry of a database would be asked again. */
function canBeShared({ audit: { budgets, policy, registry }, files }: Settings): boolean {
  return budgets === undefined && policy === undefined && (registry === undefined || files.registry !== undefined);
}
