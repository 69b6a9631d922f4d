// The terminal of a review: alternate screen, hidden cursor, keys. Whatever way the program ends, `leave` puts it back as it was.
import { openSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import type { Io } from '../io.ts';

const enterAlternate = '\u001B[?1049h\u001B[2J\u001B[H\u001B[?25l';
const leaveAlternate = '\u001B[?25h\u001B[?1049l';
const clearScreen = '\u001B[2J\u001B[H';

export interface Screen {
  readonly keys: ReadStream;
  /** The same for a child process. */
  readonly descriptor: number;
  readonly size: () => { readonly columns: number; readonly rows: number };
  readonly write: (text: string) => void;
  readonly enter: () => void;
  readonly leave: () => void;
  readonly clear: () => void;
  readonly onResize: (handler: () => void) => void;
  readonly close: () => void;
}

/** `plain`: no alternate screen, for text that grows. Undefined where no keys can be read. */
export function openScreen(io: Io, plain: boolean): Screen | undefined {
  const terminal = io.stdin.isTTY ? { keys: process.stdin, descriptor: 0 } : controllingTerminal(io.platform);
  if (!terminal) return undefined;
  const { keys, descriptor } = terminal;
  const { stdout } = process;
  let inside = false;
  const leave = (): void => {
    if (!inside) return;
    inside = false;
    if (keys.isTTY) keys.setRawMode(false);
    if (!plain) stdout.write(leaveAlternate);
  };
  // The last way out: somebody ended the process without asking.
  process.on('exit', leave);
  return {
    keys,
    descriptor,
    size: () => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 }),
    write: (text) => void stdout.write(text),
    enter: () => {
      if (inside) return;
      inside = true;
      if (!plain) stdout.write(enterAlternate);
    },
    leave,
    clear: () => {
      if (inside && !plain) stdout.write(clearScreen);
    },
    onResize: (handler) => void stdout.on('resize', handler),
    close: () => {
      leave();
      process.off('exit', leave);
      stdout.removeAllListeners('resize');
      keys.pause();
      keys.unref();
      if (keys !== process.stdin) keys.destroy();
    },
  };
}

/** Records come through standard input; keys come from the terminal itself, as in `less`. */
function controllingTerminal(platform: string): Pick<Screen, 'keys' | 'descriptor'> | undefined {
  try {
    const descriptor = openSync(platform === 'win32' ? '\\\\.\\CONIN$' : '/dev/tty', 'r');
    return { keys: new ReadStream(descriptor), descriptor };
  } catch {
    return undefined;
  }
}
