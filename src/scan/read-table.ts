// The rows of a table, each one record: header name -> text of the cell. A row that does not fit the header is rejected alone.
import { lineFeed } from './byte-codes.ts';
import { type ByteWindow, createWindow } from './byte-window.ts';
import type { ScanLimits } from './limits.ts';
import type { RecordReader } from './record-reader.ts';
import { mayEnd, newRowWalk, type RowWalk, startRow, walkRow } from './row-walk.ts';
import {
  type Complaint,
  misplacedQuote,
  rowTooLarge,
  type Scanned,
  tooLarge,
  unclosedCell,
  wrongCellCount,
} from './scanned.ts';
import { cellsOf } from './table-cells.ts';
import { quotesOf, type TableHead } from './table-head.ts';

interface Table {
  readonly head: TableHead;
  readonly limits: Required<ScanLimits>;
  readonly window: ByteWindow;
  readonly walk: RowWalk;
  readonly delimiter: number;
  /** Positions since the stream's start: the row being read, and the next byte to look at. */
  start: number;
  at: number;
  line: number;
  /** The row outgrew limits.recordBytes and is only walked to its end; `lines` counts its line breaks. */
  oversized: boolean;
  lines: number;
  /** Up to here everything belonged to a broken row; its lines are tried one by one and passed over where they are no row. */
  brokenUntil: number;
  rescanned: number;
  rows: number;
  found: Scanned[];
}

/** Bytes of broken rows are read again at most this many times the input; beyond that their lines are lost with them. */
const mostRescans = 4;

/** Takes the whole stream, the header included. */
export function createTableReader(head: TableHead, limits: Required<ScanLimits>): RecordReader {
  const window = createWindow();
  const table: Table = {
    head,
    limits,
    window,
    walk: newRowWalk(),
    delimiter: head.delimiter.charCodeAt(0),
    start: head.rows,
    at: head.rows,
    line: head.line,
    oversized: false,
    lines: 0,
    brokenUntil: 0,
    rescanned: 0,
    rows: 0,
    found: [],
  };
  return {
    feed(chunk) {
      window.append(chunk);
      return readOn(table, false);
    },
    end: () => readOn(table, true),
    // A header that nothing follows holds no record and stands on a line of its own.
    textLines: () => (table.rows === 0 ? 1 : 0),
  };
}

function readOn(table: Table, complete: boolean): readonly Scanned[] {
  table.found = [];
  while (readRow(table, complete));
  table.window.release(table.oversized ? table.at : table.start);
  return table.found;
}

/** False when it needs more bytes. */
function readRow(table: Table, complete: boolean): boolean {
  const { limits, walk, window } = table;
  const { view: bytes, base } = window;
  const limit = table.oversized ? Number.POSITIVE_INFINITY : table.start + limits.recordBytes + 1;
  const from = table.at - base;
  table.at = base + walkRow(walk, bytes, from, Math.min(bytes.length, limit - base), table.delimiter);
  if (table.oversized) table.lines += countLines(bytes, from, table.at - base);
  if (walk.ended) takeRow(table);
  else if (table.at === limit) outgrow(table);
  else if (complete && table.at > table.start) takeRow(table);
  else return false;
  return true;
}

/** The row from `start` to `at`, where its line break or the input's end is. */
function takeRow(table: Table): void {
  const { head, limits, walk, window, start, at } = table;
  if (table.oversized) {
    reject(table, tooLarge(at - start, limits.recordBytes));
    nextRow(table, table.lines + 1);
    return;
  }
  const text = window.view.toString('utf8', start - window.base, at - window.base).replace(/\r$/, '');
  const cells = cellsOf(text, head.delimiter, quotesOf(walk)) ?? [];
  const lines = walk.quoted ? text.split('\n').length : 1;
  const complaint = complaintAbout(table, cells, lines);
  if (complaint === undefined) accept(table, cells);
  else {
    reject(table, complaint);
    if (lines > 1 && retryLines(table, walk.ended ? at : Number.POSITIVE_INFINITY)) return;
  }
  nextRow(table, lines);
}

function complaintAbout({ head, walk }: Table, cells: readonly string[], lines: number): Complaint | undefined {
  if (!mayEnd(walk)) return unclosedCell();
  if (walk.odd && lines > 1) return misplacedQuote();
  const columns = head.names.length;
  return cells.length === columns || cells.every(isBlank) ? undefined : wrongCellCount(cells.length, columns);
}

/** Larger than may be held: a long line is passed over to its end; a quoted cell that does not close may be a stray quote. */
function outgrow(table: Table): void {
  const { limits, walk, window, start, at } = table;
  const lines = countLines(window.view, start - window.base, at - window.base);
  if (!mayEnd(walk) && lines > 0 && isAffordable(table)) {
    reject(table, rowTooLarge(limits.recordBytes));
    retryLines(table, Number.POSITIVE_INFINITY);
  } else {
    table.oversized = true;
    table.lines = lines;
  }
}

function accept(table: Table, cells: readonly string[]): void {
  const { names, header } = table.head;
  if (cells.every(isBlank)) return;
  table.brokenUntil = 0;
  table.rows++;
  if (cells.every((cell, index) => cell.trim() === header[index])) return; // the header again: files were concatenated
  const value: Record<string, string> = {};
  cells.forEach((cell, index) => {
    if (!isNothing(cell)) value[names[index] ?? ''] = cell;
  });
  table.found.push({ kind: 'record', value, line: table.line, offset: table.start });
}

const isBlank = (cell: string): boolean => cell.trim() === '';
/** ClickHouse, MySQL and PostgreSQL write null as `\N`. */
const isNothing = (cell: string): boolean => cell === '' || cell === '\\N';

/** Lines that a broken row swallowed are not rejected once more. */
function reject(table: Table, complaint: Complaint): void {
  if (table.start < table.brokenUntil) return;
  table.rows++;
  table.found.push({ kind: 'rejected', line: table.line, offset: table.start, ...complaint });
}

function nextRow(table: Table, lines: number): void {
  if (table.walk.ended) table.at++;
  beginRow(table, table.at, lines);
}

/**
 * A row over several lines that is none: a stray quote may have swallowed them, so reading goes on with its second line, up to `end`
 * silently. False when too much was read again already.
 */
function retryLines(table: Table, end: number): boolean {
  const { window, start, at } = table;
  if (!isAffordable(table)) return false;
  const second = window.base + window.view.indexOf(lineFeed, start - window.base) + 1;
  table.brokenUntil = Math.max(table.brokenUntil, end);
  table.rescanned += at - second;
  beginRow(table, second, 1);
  return true;
}

function isAffordable({ rescanned, start, at, window }: Table): boolean {
  return rescanned + at - start <= mostRescans * (window.base + window.view.length);
}

function beginRow(table: Table, start: number, lines: number): void {
  table.start = start;
  table.at = start;
  table.line += lines;
  table.oversized = false;
  startRow(table.walk);
}

/** Line breaks in bytes[from, to). */
function countLines(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let feed = bytes.indexOf(lineFeed, from); feed >= 0 && feed < to; feed = bytes.indexOf(lineFeed, feed + 1)) {
    count++;
  }
  return count;
}
