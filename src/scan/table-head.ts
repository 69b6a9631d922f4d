// Is it a table (CSV, TSV)? Said by the name of the input, or by its first two rows; prose, log lines and JSON must never look like one.
import { carriageReturn, lineFeed, openBrace, openBracket, space, tab } from './byte-codes.ts';
import { newRowWalk, walkRow } from './row-walk.ts';
import { cellsOf, type Delimiter } from './table-cells.ts';

export interface TableHead {
  readonly delimiter: Delimiter;
  /** One for each column: unique, never empty, safe as keys. */
  readonly names: readonly string[];
  /** The header as it stands, to know it again when files are concatenated. */
  readonly header: readonly string[];
  /** Index of the first byte behind the header, and the number of its line. */
  readonly rows: number;
  readonly line: number;
}

/** More than this is never looked at to decide. */
export const headLimit = 1024 * 1024;

const tableName = /\.([ct]sv)(?:\.(?:gz|gzip|br|zst|zstd))?$/i;

/** `complete`: there are no more bytes than these. */
export function recogniseTable(
  head: Buffer,
  complete: boolean,
  name: string | undefined,
): TableHead | 'no table' | 'more' {
  const lines = firstLine(head);
  const opening = head[lines.start];
  if (opening === openBrace || opening === openBracket) return 'no table';
  if (opening === undefined) return complete || head.length >= headLimit ? 'no table' : 'more';
  const all = complete || head.length >= headLimit;
  const kind = tableName.exec(name ?? '')?.[1]?.toLowerCase();
  const preferred: readonly Delimiter[] = kind === 'tsv' ? ['\t', ',', ';'] : [',', ';', '\t'];
  const stated = /^sep=([,;\t])\r?\n/.exec(head.toString('latin1', lines.start, lines.start + 8))?.[1];
  const from = stated === undefined ? lines : firstLine(head, head.indexOf(lineFeed, lines.start) + 1, lines.line + 1);
  const headers = preferred
    .filter((delimiter) => stated === undefined || delimiter === stated)
    .map((delimiter) => rowAt(head, from.start, delimiter, all));
  if (headers.includes(undefined)) return 'more';
  const [header] = headers.flatMap((row) => row ?? []).sort((a, b) => b.cells.length - a.cells.length); // stable: the preferred one wins
  if (header === undefined) return 'no table';
  const table: TableHead = {
    delimiter: header.delimiter,
    names: columnNames(header.cells),
    header: header.cells,
    rows: header.end + 1,
    line: from.line + header.lines,
  };
  if (kind !== undefined) return table;
  if (!looksLikeHeader(header)) return 'no table';
  const next = firstLine(head, table.rows, table.line);
  const row = rowAt(head, next.start, table.delimiter, all);
  if (row === undefined) return 'more';
  const fits = row.closed && row.cells.length === header.cells.length;
  return fits && row.cells.some((cell) => cell !== '') && !repeats(row.cells, header.cells) ? table : 'no table';
}

interface Row {
  readonly delimiter: Delimiter;
  readonly cells: readonly string[];
  /** Index of its line break. */
  readonly end: number;
  readonly lines: number;
  /** It ends where a row may end, not in the middle of a quoted cell or of what was looked at. */
  readonly closed: boolean;
}

/** Undefined when its end was not read yet. */
function rowAt(head: Buffer, start: number, delimiter: Delimiter, all: boolean): Row | undefined {
  const walk = newRowWalk();
  const end = walkRow(walk, head, start, head.length, delimiter.charCodeAt(0));
  if (!walk.ended && !all) return undefined;
  const text = head.toString('utf8', start, head[end - 1] === carriageReturn ? end - 1 : end);
  const cells = cellsOf(text, delimiter, quotesOf(walk)) ?? [];
  return {
    delimiter,
    cells: cells.map((cell) => cell.trim()),
    end,
    lines: text.split('\n').length,
    closed: walk.ended || walk.stand !== 'quoted',
  };
}

export function quotesOf({
  quoted,
  odd,
}: {
  readonly quoted: boolean;
  readonly odd: boolean;
}): 'none' | 'around cells' | 'odd' {
  if (!quoted) return 'none'; // a quote inside a bare cell is text
  return odd ? 'odd' : 'around cells';
}

/** The first line with anything on it; a byte order mark is nothing. */
function firstLine(head: Buffer, from = 0, line = 1): { readonly start: number; readonly line: number } {
  let start = from;
  let number = line;
  for (let index = from; index < head.length; index++) {
    const byte = head[index] ?? 0;
    if (byte === lineFeed) {
      start = index + 1;
      number++;
    } else if (byte !== space && byte !== tab && byte !== carriageReturn) {
      return isByteOrderMark(head, index) ? firstLine(head, index + 3, number) : { start, line: number };
    }
  }
  return { start: head.length, line: number };
}

function isByteOrderMark(head: Buffer, index: number): boolean {
  return head[index] === 0xef && head[index + 1] === 0xbb && head[index + 2] === 0xbf;
}

const looseName = /^[A-Za-z_@][\w @./:#$%()[\]-]{0,127}$/;
const strictName = /^[A-Za-z_@][\w@./:#$-]{0,127}$/;
/** Spelt as a program spells names: team_id, startTime, lineItem/UsageType. */
const programName = /_|[a-z][A-Z]|\w[/:]\w/;
/** What every table that an audit could read has at least twice. */
const knownWord =
  /id$|^id|date|time|start|end$|cost|spend|price|amount|usd|token|usage|quantity|model|provider|service|team|owner|project|account|trace|request|status|prompt|completion/i;

/** Only asked when the name of the input says nothing. */
function looksLikeHeader({ cells, closed, lines }: Row): boolean {
  if (cells.length < 3 || !closed || lines > 1 || new Set(cells).size < 3) return false;
  const programmed = cells.filter((cell) => programName.test(cell)).length;
  const pattern = programmed * 2 >= cells.length ? looseName : strictName;
  return cells.every((cell) => pattern.test(cell)) && cells.filter((cell) => knownWord.test(cell)).length >= 2;
}

/** Lines that say the same in the same place are a list or a log, not a header and its first row. */
function repeats(row: readonly string[], header: readonly string[]): boolean {
  return row.some((cell, index) => cell !== '' && cell === header[index]);
}

/** Empty names become column_N, a name that stands before becomes name_2, name_3, … */
function columnNames(cells: readonly string[]): readonly string[] {
  const taken = new Set<string>(['__proto__']);
  const given = new Set(cells);
  return cells.map((cell, index) => {
    const stem = cell === '' || cell === '__proto__' ? `column_${index + 1}` : cell;
    let name = stem;
    for (let number = 2; taken.has(name) || (name !== cell && given.has(name)); number++) name = `${stem}_${number}`;
    taken.add(name);
    return name;
  });
}
