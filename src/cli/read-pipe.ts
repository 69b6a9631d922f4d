// A named pipe, whose reading can be called off: to open one is to wait for somebody who writes, and then to wait for what is written.
import { closeSync, constants, open, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { promisify } from 'node:util';

/** Read as a socket is: a file's read that waits could not be ended. */
export async function* readPipe(file: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  signal?.throwIfAborted();
  const fd = await openPipe(file, signal);
  if (signal?.aborted) closeSync(fd);
  signal?.throwIfAborted();
  yield* new Socket({ fd, readable: true, writable: false, ...(signal && { signal }) });
}

async function openPipe(file: string, signal?: AbortSignal): Promise<number> {
  let again: NodeJS.Timeout | undefined;
  const release = (): void => {
    again = setInterval(letGo, 20, file); // the opening may stand in a queue still
  };
  signal?.addEventListener('abort', release, { once: true });
  try {
    return await promisify(open)(file, 'r');
  } finally {
    signal?.removeEventListener('abort', release);
    clearInterval(again);
  }
}

/** Somebody who writes, for a moment. */
function letGo(file: string): void {
  try {
    closeSync(openSync(file, constants.O_WRONLY | constants.O_NONBLOCK));
  } catch {
    // Nobody waits there yet.
  }
}
