// Plain text of the commands that print no report: aligned columns and wrapped paragraphs, the same in a pipe and on a screen.
import { wrapText } from '../report/text-width.ts';

const textWidthLimit = 100;

/** Rows aligned by column; the last column is wrapped in its place. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.slice(0, -1).entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  }
  return rows.flatMap((row) => {
    const front = row
      .slice(0, -1)
      .map((cell, index) => `${cell.padEnd(widths[index] ?? 0)}  `)
      .join('');
    const lines = wrapText(row.at(-1) ?? '', Math.max(24, textWidthLimit - front.length));
    return lines.map((line, index) => (index === 0 ? front : ' '.repeat(front.length)) + line);
  });
}

/** Wrapped and indented by two; lines after the first hang behind the bullet. */
export function paragraph(text: string, bullet = ''): readonly string[] {
  const hang = ' '.repeat(bullet.length);
  return wrapText(text, textWidthLimit - 2 - bullet.length).map(
    (line, index) => `  ${index === 0 ? bullet : hang}${line}`,
  );
}
