// Commands a reader can copy: words quoted for a POSIX shell, long commands continued with backslashes inside the width.
import { printable } from './printable.ts';
import { textWidth } from './text-width.ts';

const plain = /^[A-Za-z0-9_@%+=:,./-]+$/;

export function shellQuote(word: string, unicode: boolean): string {
  if (plain.test(word)) return word;
  const steersTheTerminal = printable(word, unicode) !== word;
  return steersTheTerminal ? `$'${[...word].map(ansiCEscape).join('')}'` : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The command as lines of at most `width` columns; together they are one command for the shell. */
export function commandLines(
  words: readonly string[],
  width: number,
  indent: number,
  unicode: boolean,
): readonly string[] {
  const continuation = ' \\';
  const lines: string[] = [];
  let line = ' '.repeat(indent);
  let fresh = true;
  for (const word of words) {
    const quoted = shellQuote(word, unicode);
    const joined = fresh ? line + quoted : `${line} ${quoted}`;
    if (textWidth(joined) + continuation.length <= width) {
      line = joined;
      fresh = false;
      continue;
    }
    if (!fresh) lines.push(line + continuation);
    line = ' '.repeat(indent + 4);
    fresh = false;
    if (textWidth(line + quoted) + continuation.length <= width) {
      line += quoted;
      continue;
    }
    // Too long for any line: pieces joined by backslash-newline, which the shell removes without leaving a space.
    const pieces = splitWord(word, Math.max(8, width - indent - 12), unicode);
    lines.push(...pieces.slice(0, -1).map((piece, i) => `${i === 0 ? line : ''}${piece}\\`));
    line = pieces.at(-1) ?? '';
  }
  return [...lines, line];
}

function splitWord(word: string, room: number, unicode: boolean): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && textWidth(shellQuote(piece + character, unicode)) > room) {
      pieces.push(shellQuote(piece, unicode));
      piece = '';
    }
    piece += character;
  }
  return [...pieces, shellQuote(piece, unicode)];
}

function ansiCEscape(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (character === "'" || character === '\\') return `\\${character}`;
  if (point >= 0x20 && point < 0x7f) return character;
  if (point < 0x20 || point === 0x7f) return `\\x${point.toString(16).padStart(2, '0')}`;
  return point <= 0xffff ? `\\u${point.toString(16).padStart(4, '0')}` : `\\U${point.toString(16).padStart(8, '0')}`;
}
