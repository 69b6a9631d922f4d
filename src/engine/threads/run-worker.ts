// What a thread does that helps: it heeds what it is told, one message after the other.
import type { MessagePort } from 'node:worker_threads';
import type { AuditSettings } from '../../audit/settings.ts';
import { UsageError } from '../../model/errors.ts';
import { type AlikeReader, type ByKinds, createAlikeReader } from '../alike/read-alike.ts';
import { whatDiffers } from '../alike/what-differs.ts';
import { createHeed } from './heed.ts';
import { type Failed, type FromThread, movedWith, type ToThread } from './messages.ts';

/** `settings` are made anew from what the first thread made its own from, see cli/worker.ts; not needed where nothing is judged. */
export function runWorker(
  port: MessagePort,
  settings: AuditSettings | undefined,
  kernel?: () => WebAssembly.Module,
): void {
  const heed = createHeed(settings, () => readerOf(settings, kernel));
  const say = (answer: FromThread): void => port.postMessage(answer, movedWith(answer));
  port.on('message', (message: ToThread) => {
    try {
      const answer = heed(message);
      if (answer) say(answer);
    } catch (error) {
      say(failedWith(error));
    }
  });
  say({ kind: 'ready' });
}

function readerOf(settings: AuditSettings | undefined, kernel: ByKinds['kernel'] | undefined): AlikeReader | undefined {
  const differing = settings && whatDiffers(settings);
  return settings && kernel && differing && createAlikeReader({ settings, kernel }, differing);
}

export function failedWith(error: unknown): Failed {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'failed', message, hint: error instanceof UsageError ? error.hint : undefined, stack };
}
