// One cell of a CSV table: text quoted and harmless for spreadsheets, figures as they are, nothing as nothing.
import { printable } from './printable.ts';

/** `figure`: it holds our own decimals; a minus in front of them is no formula. */
export function csvCell(value: string | number | null | undefined, figure: boolean): string {
  if (value === null || value === undefined) return '';
  return figure ? String(value) : `"${guarded(printable(String(value), true)).replaceAll('"', '""')}"`;
}

/** What a spreadsheet would take for a formula begins with an apostrophe instead; full-width signs count in some of them. */
function guarded(text: string): string {
  return /^\s*[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text;
}
