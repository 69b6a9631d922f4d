// FOCUS 1.2 as CSV: columns in the order of the specification, own ones last; null is an empty cell, never a word.
import { type FocusRow, focusColumns, focusDecimals } from '../model/focus-row.ts';
import { cellText } from './csv-cell.ts';

export function* focusToCsv(rows: readonly FocusRow[]): Iterable<string> {
  yield `${focusColumns.join(',')}\n`;
  for (const row of rows)
    yield `${focusColumns.map((column) => cellText(row[column], focusDecimals.has(column))).join(',')}\n`;
}
