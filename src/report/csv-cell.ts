// One cell of a CSV table. Text is quoted and made harmless for spreadsheets; figures are our own plain decimals.
import { printable } from './printable.ts';

export function cellText(value: string | number | null | undefined, figure: boolean): string {
  if (value === null || value === undefined) return '';
  return figure ? String(value) : `"${guarded(printable(String(value), true)).replaceAll('"', '""')}"`;
}

/** What a spreadsheet would take for a formula begins with an apostrophe instead; full-width signs count in some of them. */
function guarded(text: string): string {
  return /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}
