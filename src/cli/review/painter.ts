// Paints frames on a terminal: only lines that changed are drawn and written, each at its own place, all of them at once. Ink's own
// incremental drawing (6.8) is a line off after a frame that ends with a line break, clears the whole screen when a frame is as tall as
// it, and works through every character of a frame: a screen of lines takes it 20 ms, the few that a key changes take one.
import { Writable } from 'node:stream';

const beginUpdate = '\u001B[?2026h';
const endUpdate = '\u001B[?2026l';

export interface Painter {
  /** The lines that Ink is to draw next: those of the frame that are not on the screen yet. */
  readonly next: (frame: readonly string[]) => readonly string[];
  /** What Ink writes to: those lines, drawn. */
  readonly stream: NodeJS.WriteStream;
  /** The screen is blank again: the next frame is painted whole. */
  readonly forget: () => void;
}

export function createPainter(
  size: () => { readonly columns: number; readonly rows: number },
  write: (text: string) => void,
): Painter {
  let shown: readonly string[] = [];
  let rows: readonly number[] = [];
  const paint = (drawn: readonly string[]): void => {
    const changes = rows.map((row, index) => `\u001B[${row + 1};1H${drawn[index] ?? ''}\u001B[0m\u001B[K`).join('');
    rows = [];
    if (changes !== '') write(beginUpdate + changes + endUpdate);
  };
  const sink = new Writable({
    decodeStrings: false,
    write: (chunk, _, done) => {
      if (chunk !== '') paint(String(chunk).split('\n'));
      done();
    },
  });
  Object.defineProperties(sink, {
    columns: { get: () => size().columns },
    rows: { get: () => size().rows },
  });
  return {
    next: (frame) => {
      const lines = frame.slice(0, size().rows);
      const all = Array.from({ length: Math.max(lines.length, shown.length) }, (_, row) => row);
      rows = all.filter((row) => lines[row] !== shown[row]);
      shown = lines;
      return rows.map((row) => lines[row] ?? '');
    },
    stream: sink as NodeJS.WriteStream, // all of it that Ink asks for: write, columns, rows, events
    forget: () => {
      shown = [];
    },
  };
}
