// FOCUS 1.2 as CSV: columns in the order of the specification, own ones last; null is an empty cell, never a word.
import { type FocusRow, focusColumns, focusDecimals } from '../model/focus-row.ts';
import { cellText } from './csv-cell.ts';

export function* focusToCsv(rows: Iterable<FocusRow>): Iterable<string> {
  yield `${focusColumns.join(',')}\n`;
  // Rows in order differ in a few columns: the other cells are those of the row before.
  const values: (string | null)[] = [];
  const cells: string[] = [];
  for (const row of rows) {
    let at = 0;
    for (const column of focusColumns) {
      const value = row[column];
      if (values[at] !== value) {
        values[at] = value;
        cells[at] = cellText(value, focusDecimals.has(column));
      }
      at += 1;
    }
    yield `${cells.join(',')}\n`;
  }
}
