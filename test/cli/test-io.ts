// An Io for tests: nothing of the real process, everything written is kept.
import type { Io, SignalName } from '../../src/cli/io.ts';

export interface TestWorld {
  readonly cwd: string;
  readonly stdin?: string | Uint8Array | AsyncIterable<Uint8Array>;
  /** Which streams are terminals. */
  readonly tty?: { readonly stdin?: boolean; readonly stdout?: boolean; readonly stderr?: boolean };
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly platform?: string;
  readonly clock?: () => number;
}

export interface TestIo extends Io {
  readonly written: { stdout: string; stderr: string };
  /** As if the user pressed Ctrl-C. */
  signal(name: SignalName): void;
}

export function testIo({
  cwd,
  stdin,
  tty = {},
  columns,
  env = {},
  platform = 'linux',
  clock = () => 0,
}: TestWorld): TestIo {
  const written = { stdout: '', stderr: '' };
  const handlers = new Set<(name: SignalName) => void>();
  const output = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[name] += text;
      return undefined;
    },
    isTTY: tty[name] === true,
    columns,
  });
  return {
    written,
    stdout: output('stdout'),
    stderr: output('stderr'),
    stdin: { isTTY: tty.stdin === true, read: () => chunksOf(stdin ?? '') },
    env,
    platform,
    runtime: 'v24.0.0 on linux x64',
    cwd,
    clock,
    onSignal: (handler) => {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    signal: (name) => {
      for (const handler of handlers) handler(name);
    },
  };
}

async function* chunksOf(input: string | Uint8Array | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (typeof input === 'string') yield Buffer.from(input);
  else if (input instanceof Uint8Array) yield input;
  else yield* input;
}
