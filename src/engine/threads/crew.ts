// The threads that help, as the thread that reads inputs sees them. When one fails, or a signal comes, whoever waits for any of them hears it.
import type { MessagePort, Worker } from 'node:worker_threads';
import { UsageError } from '../../model/errors.ts';
import { type Answer, type Failed, type FromThread, movedWith, type ToThread } from './messages.ts';

export interface Crew {
  readonly size: number;
  /** Heeds what it is told before `tell` ends: whoever tells it waits. */
  isOwn(thread: number): boolean;
  /** It has started and will heed soon. */
  isReady(thread: number): boolean;
  /** It is heard without waiting. */
  hasAnswered(thread: number): boolean;
  tell(thread: number, message: ToThread): void;
  /** The next answer of that thread. Throws when any thread failed. */
  hear(thread: number): Promise<Answer>;
  /** Ends all threads, whatever they do. */
  dismiss(): void;
}

/** A port stands for a thread in tests. */
type Thread = Worker | MessagePort;

export function createCrew(threads: readonly Thread[], signal?: AbortSignal): Crew {
  const answers = threads.map((): Answer[] => []);
  const ready = new Set<number>();
  let failure: { readonly error: unknown } | undefined;
  let wake = (): void => {};
  const fail = (error: unknown): void => {
    failure ??= { error };
    wake();
  };
  const interrupted = (): void => fail(signal?.reason);
  if (signal?.aborted) interrupted();
  signal?.addEventListener('abort', interrupted);
  for (const [at, thread] of threads.entries()) {
    thread.on('message', (message: FromThread) => {
      if (message.kind === 'failed') fail(errorOf(message));
      else if (message.kind === 'ready') ready.add(at);
      else answers[at]?.push(message);
      wake();
    });
    thread.on('error', (error: unknown) => fail(outOfMemory(error) ?? error));
    thread.on('exit', () => fail(new Error('a thread of the audit ended early')));
  }
  return {
    size: threads.length,
    isOwn: () => false,
    isReady: (at) => ready.has(at),
    hasAnswered: (at) => failure !== undefined || (answers[at]?.length ?? 0) > 0,
    tell(at, message) {
      threads[at]?.postMessage(message, movedWith(message));
    },
    async hear(at) {
      for (;;) {
        if (failure) throw failure.error;
        const answer = answers[at]?.shift();
        if (answer) return answer;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    dismiss() {
      signal?.removeEventListener('abort', interrupted);
      for (const thread of threads) {
        thread.removeAllListeners();
        thread.on('error', () => {}); // too late to matter
        if ('terminate' in thread) void thread.terminate();
        else thread.close();
      }
    },
  };
}

function errorOf({ message, hint, stack }: Failed): Error {
  if (hint !== undefined) return new UsageError(message, hint);
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}

function outOfMemory(error: unknown): UsageError | undefined {
  return isOutOfMemory(error)
    ? new UsageError('the audit ran out of memory', 'give it more with --memory, or --threads 1')
    : undefined;
}

/** How a thread ends that outgrew what it was granted. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
