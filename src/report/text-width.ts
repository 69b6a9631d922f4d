// How many columns text takes, and how to make it take fewer. In the built program cli-table3 measures by it, too (string-width.cjs).

/** The only escapes in our lines are the colours we painted ourselves. */
const escapeSign = String.fromCharCode(27);
const colours = new RegExp(`${escapeSign}\\[[0-9;]*m`, 'g');
const colourBoundary = new RegExp(`(?=${escapeSign}\\[)|(?<=${escapeSign}\\[[0-9;]*m)`);
/** Almost every text: a column a character. */
const plain = /^[ -~]*$/;
const twoColumns = /\p{Emoji_Presentation}/u;

/** Ranges of East Asian wide and fullwidth characters. */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x1b2ff],
  [0x1f200, 0x1f251],
  [0x20000, 0x3fffd],
];

export function textWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const character of stripColours(text)) width += characterWidth(character);
  return width;
}

export function stripColours(text: string): string {
  return text.replace(colours, '');
}

/** Shortened to `width` columns: in the middle where both ends identify (paths, ids), else at the end. */
export function shorten(text: string, width: number, where: 'middle' | 'end', ellipsis: string): string {
  if (textWidth(text) <= width) return text;
  const room = width - ellipsis.length;
  if (room < 1) return takeColumns(text, width);
  if (where === 'end') return takeColumns(text, room) + ellipsis;
  // The tail gets more: a file name and a line number say more than the directory.
  const tail = Math.ceil(room * 0.6);
  return takeColumns(text, room - tail) + ellipsis + takeLastColumns(text, tail);
}

/** Broken at spaces into lines of at most `width` columns; a longer word is cut. */
export function wrapText(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (textWidth(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (textWidth(line) > width) {
      const head = takeColumns(line, Math.max(2, width));
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  return [...lines, line];
}

/** A painted line cut to `width` columns; colours that were open at the cut still close. */
export function clipLine(line: string, width: number): string {
  if (textWidth(line) <= width) return line;
  let left = width;
  return line
    .split(colourBoundary)
    .map((piece) => {
      if (stripColours(piece) === '') return piece;
      const kept = takeColumns(piece, left);
      left -= textWidth(kept);
      return kept;
    })
    .join('');
}

function takeColumns(text: string, width: number): string {
  let taken = '';
  let used = 0;
  for (const character of text) {
    used += characterWidth(character);
    if (used > width) break;
    taken += character;
  }
  return taken;
}

function takeLastColumns(text: string, width: number): string {
  const characters = [...text];
  let from = characters.length;
  let used = 0;
  for (; from > 0; from--) {
    used += characterWidth(characters[from - 1] ?? '');
    if (used > width) break;
  }
  return characters.slice(from).join('');
}

function characterWidth(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x300) return 1;
  if (point <= 0x36f) return 0;
  if (wideRanges.some(([first, last]) => point >= first && point <= last)) return 2;
  return twoColumns.test(character) ? 2 : 1;
}
