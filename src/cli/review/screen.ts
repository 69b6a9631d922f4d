// The terminal of a review: alternate screen, hidden cursor, keys. Whatever way the program ends, `leave` puts it back as it was.
// Keys are read from the terminal itself, as in `less`: standard input may bring records.
import { closeSync, openSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import type { Io } from '../io.ts';

const enterAlternate = '\u001B[?1049h\u001B[2J\u001B[H\u001B[?25l';
export const leaveAlternate = '\u001B[?25h\u001B[?1049l';
const clearScreen = '\u001B[2J\u001B[H';

export interface Screen {
  readonly size: () => { readonly columns: number; readonly rows: number };
  readonly write: (text: string) => void;
  /** Opened anew every time: a stream that is only paused would take keys from an editor or a shell. */
  readonly enter: () => ReadStream;
  readonly leave: () => void;
  readonly clear: () => void;
  /** The terminal as standard input of a child process; to be closed. */
  readonly openTerminal: () => number;
  readonly onResize: (handler: () => void) => void;
  readonly close: () => void;
}

/** `plain`: no alternate screen, for text that grows. Undefined where no keys can be read. */
export function openScreen(io: Io, plain: boolean): Screen | undefined {
  const openTerminal = (): number => openSync(io.platform === 'win32' ? '\\\\.\\CONIN$' : '/dev/tty', 'r');
  try {
    closeSync(openTerminal());
  } catch {
    return undefined;
  }
  const { stdout } = process;
  let keys: ReadStream | undefined;
  const leave = (): void => {
    if (!keys) return;
    keys.setRawMode(false);
    keys.destroy();
    keys = undefined;
    if (!plain) stdout.write(leaveAlternate);
  };
  // The last way out: somebody ended the process without asking.
  process.on('exit', leave);
  return {
    size: () => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 }),
    write: (text) => void stdout.write(text),
    enter: () => {
      if (!keys && !plain) stdout.write(enterAlternate);
      keys ??= new ReadStream(openTerminal());
      return keys;
    },
    leave,
    clear: () => {
      if (keys && !plain) stdout.write(clearScreen);
    },
    openTerminal,
    onResize: (handler) => void stdout.on('resize', handler),
    close: () => {
      leave();
      process.off('exit', leave);
      stdout.removeAllListeners('resize');
    },
  };
}
