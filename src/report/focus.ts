// FOCUS 1.2 as CSV: columns in the order of the specification, own ones last; null is an empty cell, never a word.
import { type FocusRow, focusColumns } from '../model/focus-row.ts';
import { cellText } from './csv-cell.ts';

const decimals: ReadonlySet<string> = new Set([
  'BilledCost',
  'ContractedCost',
  'EffectiveCost',
  'ListCost',
  'PricingQuantity',
  'ConsumedQuantity',
  'ContractedUnitPrice',
  'ListUnitPrice',
]);

export function* focusToCsv(rows: readonly FocusRow[]): Iterable<string> {
  yield `${focusColumns.join(',')}\n`;
  for (const row of rows)
    yield `${focusColumns.map((column) => cellText(row[column], decimals.has(column))).join(',')}\n`;
}
