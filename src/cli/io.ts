// Io: everything of the outside world a run may use besides files. Tests pass their own, so a whole run is one function call.
import { addAbortSignal } from 'node:stream';
import { exitCodes } from './exit-code.ts';

export interface Output {
  /** Who has more to write waits: whoever reads may be slow, and what it has not read yet is in memory. */
  write(text: string): Promise<void> | undefined;
  readonly isTTY: boolean;
  readonly columns: number | undefined;
}

export const signalNames = ['SIGINT', 'SIGTERM'] as const;
export type SignalName = (typeof signalNames)[number];

export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: { readonly isTTY: boolean; read(signal?: AbortSignal): AsyncIterable<Uint8Array> };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  /** Version of the runtime, for people. */
  readonly runtime: string;
  /** Relative paths start here. */
  readonly cwd: string;
  /** Milliseconds on a clock that only goes forward; for progress, never for a report. */
  clock(): number;
  /** Calls `handler` on SIGINT and SIGTERM until the returned function is called. */
  onSignal(handler: (name: SignalName) => void): () => void;
}

/** The real process. A closed pipe is no error: whoever reads has seen enough, and the verdict stays what it was. */
export function processIo(): Io {
  process.stdout.on('error', outputFailed);
  process.stderr.on('error', () => {});
  return {
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    stdin: {
      // Asking opens it, and most runs never read it.
      get isTTY() {
        return process.stdin.isTTY === true;
      },
      read: (signal) => (signal ? addAbortSignal(signal, process.stdin) : process.stdin),
    },
    env: process.env,
    platform: process.platform,
    runtime: `${process.version} on ${process.platform} ${process.arch}`,
    cwd: process.cwd(),
    clock: () => performance.now(),
    onSignal: (handler) => {
      for (const name of signalNames) process.on(name, handler);
      return () => {
        for (const name of signalNames) process.off(name, handler);
      };
    },
  };
}

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => (!stream.writable || stream.write(text) ? undefined : drained(stream)),
    isTTY: stream.isTTY === true,
    columns: stream.columns,
  };
}

/** Or closed, since nobody reads any more. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off('drain', done).off('close', done);
      resolve();
    };
    stream.on('drain', done).on('close', done);
  });
}

/** A full disk: half a report must not look like a whole one. The error comes when main() may have ended already. */
function outputFailed(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return;
  process.stderr.write(`attrib-audit: standard output cannot be written: ${error.code ?? error.message}\n`);
  process.once('exit', () => {
    process.exitCode = exitCodes.couldNotJudge;
  });
}
