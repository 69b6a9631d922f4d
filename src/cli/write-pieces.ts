// Writes a long text that comes in small pieces, many of them at a time, no faster than it is read.
import type { Output } from './io.ts';

const charactersAtOnce = 256 * 1024;

export async function writePieces(pieces: Iterable<string>, output: Output): Promise<void> {
  for (const text of joined(pieces)) await output.write(text);
}

/** The same text in fewer pieces. */
export function* joined(pieces: Iterable<string>): Iterable<string> {
  let waiting: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length < charactersAtOnce) continue;
    yield waiting.join('');
    waiting = [];
    length = 0;
  }
  if (length > 0) yield waiting.join('');
}
