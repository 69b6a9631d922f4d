// What writing would change: a diff of each file, before anything is written.
import { heading, type Pen, type Tone } from '../../report/pen.ts';
import { printable } from '../../report/printable.ts';
import type { FileChange } from '../state.ts';

const tones: Readonly<Record<string, Tone>> = { '+': 'good', '-': 'bad' };

export function changeLines(changes: readonly FileChange[], pen: Pen): readonly string[] {
  return changes.flatMap(({ file, lines }) => [
    ...heading(printable(file, pen.style.unicode), '', pen),
    ...lines.map((line) => `  ${pen.paint(tones[line[0] ?? ''], printable(line, pen.style.unicode))}`),
    '',
  ]);
}
