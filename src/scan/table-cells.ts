// One row of a table, as text -> its cells. Quoting as in RFC 4180; csv-parse reads the rows whose quotes break its rules.
import { parse } from 'csv-parse/sync';

export type Delimiter = ',' | ';' | '\t';

/** How the quotes of a row stand: around no cell, around whole cells, or around the beginning of one (`"a" b`). */
export type Quotes = 'none' | 'around cells' | 'odd';

/** Undefined when the row is not one row after all. */
export function cellsOf(row: string, delimiter: Delimiter, quotes: Quotes): readonly string[] | undefined {
  if (quotes === 'none') return row.split(delimiter);
  return quotes === 'odd' ? cellsByLibrary(row, delimiter) : cellsInQuotes(row, delimiter);
}

/** Exported so that a test can hold both ways equal. */
export function cellsByLibrary(row: string, delimiter: Delimiter): readonly string[] | undefined {
  try {
    const rows = parse(row, {
      delimiter,
      record_delimiter: ['\r\n', '\n'],
      relax_quotes: true,
      relax_column_count: true,
    });
    return rows.length === 1 ? rows[0] : undefined;
  } catch {
    return undefined; // a quote that is never closed
  }
}

function cellsInQuotes(row: string, delimiter: Delimiter): readonly string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= row.length) {
    if (row[at] === '"') {
      const end = closingQuote(row, at);
      const text = row.slice(at + 1, end);
      cells.push(text.includes('"') ? text.replaceAll('""', '"') : text);
      at = end + 2;
    } else {
      const found = row.indexOf(delimiter, at);
      const end = found < 0 ? row.length : found;
      cells.push(row.slice(at, end));
      at = end + 1;
    }
  }
  return cells;
}

/** The quote that ends the cell opened at `opening`; a doubled one is part of its text. */
function closingQuote(row: string, opening: number): number {
  let quote = row.indexOf('"', opening + 1);
  while (quote >= 0 && row[quote + 1] === '"') quote = row.indexOf('"', quote + 2);
  return quote < 0 ? row.length : quote;
}
