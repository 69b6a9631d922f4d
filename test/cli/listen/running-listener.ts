// A listener that runs in this process on a free port, for tests that speak HTTP to it.
import { setTimeout as pause } from 'node:timers/promises';
import { main } from '../../../src/cli/main.ts';
import { type TestIo, type TestWorld, testIo } from '../test-io.ts';

export interface RunningListener {
  readonly url: string;
  readonly io: TestIo;
  /** The exit code, once it has ended. */
  readonly code: Promise<number>;
  /** As CI ends it. */
  terminate(): Promise<number>;
}

export async function startListener(flags: readonly string[], world: TestWorld): Promise<RunningListener> {
  const io = testIo(world);
  const code = main(['listen', '--otlp', '127.0.0.1:0', ...flags], io);
  let over = false;
  code.finally(() => {
    over = true;
  });
  for (;;) {
    const url = /listening on (http:\S+)/.exec(io.written.stderr)?.[1];
    if (url !== undefined) {
      const terminate = (): Promise<number> => {
        io.signal('SIGTERM');
        return code;
      };
      return { url, io, code, terminate };
    }
    if (over) throw new Error(`it did not listen: ${io.written.stderr}`);
    await pause(5);
  }
}

export function post(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
}
