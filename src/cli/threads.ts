// --threads: how many threads read and judge, and how they are started.
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { InputFile } from '../engine/input-file.ts';
import { type AuditOptions, isOverTime } from '../engine/run-audit.ts';
import { loadKernel } from '../scan/patterns/load-kernel.ts';
import { readKernel, workerUrl } from './bundled.ts';
import { unpackedBytes } from './input-size.ts';
import type { Settings, SettingsFlags } from './load-settings.ts';
import { type MemoryFlags, memoryLimits } from './memory-limits.ts';
import { documentsRead } from './read-document.ts';
import type { WorkerData } from './worker.ts';

export interface ThreadFlags extends MemoryFlags {
  readonly threads?: number;
}

/** Young objects of a thread. Node would take 48 for each, and several threads a good part of the memory that was granted. */
const youngMegabytes = 24;

/**
 * Unasked, smaller inputs are audited by one thread. Each of several warms up by itself: on two cores two took
 * half as long again for 100 MB of LiteLLM rows, and an eighth less for 255 MB.
 */
const largeBytes = 200_000_000;

/** The limits of the memory, and the threads when there are to be more than one. */
export async function threading(
  flags: ThreadFlags & SettingsFlags,
  loaded: Settings,
  files: readonly InputFile[],
  cwd: string,
  besides = 0,
): Promise<Pick<AuditOptions, 'limits' | 'threads' | 'kernel'>> {
  const url = workerUrl();
  const wanted = flags.threads ?? (unpackedBytes(files) > largeBytes ? availableParallelism() : 1);
  const { limits, threads } = memoryLimits(flags, url ? wanted : 1, { besides, overTime: isOverTime(loaded.audit) });
  const kernel = (): WebAssembly.Module => loadKernel(readKernel);
  if (url === undefined || threads < 2) return { limits, kernel };
  const judge = canJudge(loaded);
  const { Worker } = await import('node:worker_threads');
  const start = (fewer: number): Worker[] => {
    const workerData: WorkerData = { flags: judge ? flags : undefined, cwd, documents: documentsRead() };
    const resourceLimits = { maxYoungGenerationSizeMb: youngMegabytes };
    return Array.from({ length: threads - fewer }, () => new Worker(url, { workerData, resourceLimits }));
  };
  return { limits, kernel, threads: { start, judge } };
}

/** Budgets and policies look at all calls in the order of time, and a registry of a database would be asked again. */
function canJudge({ audit, files }: Settings): boolean {
  const { registry } = audit;
  return !isOverTime(audit) && (registry === undefined || files.registry !== undefined);
}
