// Paints frames on a terminal: only lines that changed are written, each at its own place, all of them at once. Ink's own incremental
// drawing (6.8) is a line off after a frame that ends with a line break, and clears the whole screen when a frame is as tall as it.
import { Writable } from 'node:stream';

const beginUpdate = '\u001B[?2026h';
const endUpdate = '\u001B[?2026l';

export interface Painter {
  /** What Ink writes to. */
  readonly stream: NodeJS.WriteStream;
  /** The screen is blank again: the next frame is painted whole. */
  readonly forget: () => void;
}

export function createPainter(
  size: () => { readonly columns: number; readonly rows: number },
  write: (text: string) => void,
): Painter {
  let painted: readonly string[] = [];
  const paint = (frame: string): void => {
    const lines = frame.split('\n').slice(0, size().rows);
    const changes = Array.from({ length: Math.max(lines.length, painted.length) }, (_, row) =>
      lines[row] === painted[row] ? '' : `\u001B[${row + 1};1H${lines[row] ?? ''}\u001B[0m\u001B[K`,
    ).join('');
    painted = lines;
    if (changes !== '') write(beginUpdate + changes + endUpdate);
  };
  const sink = new Writable({
    decodeStrings: false,
    write: (chunk, _, done) => {
      if (chunk !== '') paint(String(chunk));
      done();
    },
  });
  Object.defineProperties(sink, {
    columns: { get: () => size().columns },
    rows: { get: () => size().rows },
  });
  return {
    stream: sink as NodeJS.WriteStream, // all of it that Ink asks for: write, columns, rows, events
    forget: () => {
      painted = [];
    },
  };
}
