// A thread that reads and judges, or that does all of a review but its screen. It makes the settings from the flags and the very bytes
// that the first thread made its own from.
import { parentPort, workerData } from 'node:worker_threads';
import { failedWith, runWorker } from '../engine/threads/run-worker.ts';
import { loadKernel } from '../scan/patterns/load-kernel.ts';
import { readKernel } from './bundled.ts';
import { processIo } from './io.ts';
import { loadSettings, type SettingsFlags } from './load-settings.ts';
import { takeDocuments } from './read-document.ts';
import type { Handed } from './review/messages.ts';
import { serveReview } from './review/reader.ts';

export interface WorkerData {
  /** Absent where nothing is judged. */
  readonly flags: SettingsFlags | undefined;
  readonly cwd: string;
  /** By path: what was read to make the settings. */
  readonly documents: ReadonlyMap<string, Uint8Array>;
  /** Of the thread of a review. */
  readonly review?: Handed;
}

export async function startWorker(): Promise<void> {
  if (!parentPort) throw new Error('started without a thread to answer to');
  const { flags, cwd, documents, review } = workerData as WorkerData; // see threads.ts and review/auditor.ts
  takeDocuments(documents);
  if (review) return serveReview(review, { ...processIo(), cwd }, parentPort);
  try {
    const loaded = flags && (await loadSettings({ ...flags, quiet: true }, { ...processIo(), cwd }));
    runWorker(parentPort, loaded?.audit, () => loadKernel(readKernel));
  } catch (error) {
    parentPort.postMessage(failedWith(error));
  }
}
