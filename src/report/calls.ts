// Calls as CSV or JSON lines, line by line, so that a long log is never one text. Text cells are harmless for spreadsheets.
import { type CallRow, callColumns } from '../model/call-row.ts';
import { usageClasses } from '../model/usage.ts';
import { cellText } from './csv-cell.ts';
import { jsonLine } from './json-text.ts';

/** These hold our own decimals and words; a minus in front of them is no formula. */
const figures: ReadonlySet<string> = new Set(['usd', 'logged_usd', ...usageClasses, 'logs', 'line']);

export const callWriters = {
  csv: {
    head: `${callColumns.join(',')}\n`,
    line: (row: CallRow) => `${callColumns.map((name) => cell(row, name)).join(',')}\n`,
  },
  jsonl: { head: '', line: (row: CallRow) => jsonLine(row) },
} as const;

export type CallKind = keyof typeof callWriters;
export const callKinds = Object.keys(callWriters) as readonly CallKind[]; // the keys of a literal object

function cell(row: CallRow, name: keyof CallRow): string {
  const value = row[name];
  return cellText(typeof value === 'boolean' ? String(value) : value, figures.has(name));
}
