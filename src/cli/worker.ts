// A thread that judges: it makes the settings from the flags and the very bytes the reading thread made its own from.
import { parentPort, workerData } from 'node:worker_threads';
import { failedWith, runWorker } from '../engine/threads/run-worker.ts';
import { processIo } from './io.ts';
import { loadSettings, type SettingsFlags } from './load-settings.ts';
import { takeDocuments } from './read-document.ts';

export interface WorkerData {
  readonly flags: SettingsFlags;
  readonly cwd: string;
  /** By path: what was read to make the settings. */
  readonly documents: ReadonlyMap<string, Uint8Array>;
}

export async function startWorker(): Promise<void> {
  if (!parentPort) throw new Error('started without a thread to answer to');
  const { flags, cwd, documents } = workerData as WorkerData; // see threads.ts
  try {
    takeDocuments(documents);
    const { audit } = await loadSettings({ ...flags, quiet: true }, { ...processIo(), cwd });
    runWorker(parentPort, audit);
  } catch (error) {
    parentPort.postMessage(failedWith(error));
  }
}
