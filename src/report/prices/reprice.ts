// The repricing document as JSON, JSON lines or CSV. Line by line: a month of calls is longer than a string may be.
import { type RepriceDocument, type RepricedRow, repricedRowSchema } from '../../model/repricing.ts';
import { cellText } from '../csv-cell.ts';
import { jsonLine, jsonText } from '../json-text.ts';

export interface RepriceWriter {
  line(row: RepricedRow): string;
  /** `lines` of all rows, in order. */
  pieces(lines: Iterable<string>, rest: Omit<RepriceDocument, 'rows'>): Iterable<string>;
}

export const rowWriters = {
  json: { line: (row) => jsonLine(ordered(row)).trimEnd(), pieces: repriceToJson },
  jsonl: { line: (row) => jsonLine({ record: 'row', ...ordered(row) }), pieces: repriceToJsonl },
  csv: { line: csvLine, pieces: repriceToCsv },
} as const satisfies Readonly<Record<string, RepriceWriter>>;

export type RowKind = keyof typeof rowWriters;
export const repriceKinds: readonly ('table' | RowKind)[] = ['table', 'json', 'jsonl', 'csv'];

/** One row on a line, so that two documents can be compared. */
function* repriceToJson(lines: Iterable<string>, { totals, ...head }: Omit<RepriceDocument, 'rows'>): Iterable<string> {
  yield `${jsonText(head).trimEnd().slice(0, -2)},\n  "rows": [`;
  let isFirst = true;
  for (const line of lines) {
    yield `${isFirst ? '' : ','}\n    ${line}`;
    isFirst = false;
  }
  const text = jsonText(totals).trimEnd().replaceAll('\n', '\n  ');
  yield `${isFirst ? '' : '\n  '}],\n  "totals": ${text}\n}\n`;
}

function* repriceToJsonl(
  lines: Iterable<string>,
  { totals, cards }: Pick<RepriceDocument, 'totals' | 'cards'>,
): Iterable<string> {
  yield* lines;
  for (const card of cards) yield jsonLine({ record: 'rate_card', ...card });
  yield jsonLine({ record: 'totals', ...totals });
}

/** Columns in the order of the schema; usage as `input=1200 output=180`. */
const columns = Object.keys(repricedRowSchema.shape) as (keyof RepricedRow)[]; // the keys of the schema's own object
const figures: ReadonlySet<string> = new Set(['usd', 'logged_usd', 'delta_usd', 'low_usd', 'high_usd', 'line']);

function* repriceToCsv(lines: Iterable<string>): Iterable<string> {
  yield `${columns.join(',')}\n`;
  yield* lines;
}

function csvLine(row: RepricedRow): string {
  return `${columns.map((name) => cellText(cellOf(row, name), figures.has(name))).join(',')}\n`;
}

function cellOf(row: RepricedRow, name: keyof RepricedRow): string | number | null {
  if (name === 'usage_by_class') return usageText(row.usage_by_class);
  if (name === 'disputed') return row.disputed.map(({ source, usd }) => `${source} ${usd}`).join('; ');
  const value = row[name];
  return typeof value === 'boolean' ? String(value) : value;
}

export function usageText(usage: RepricedRow['usage_by_class']): string | null {
  if (usage === null) return null;
  return Object.entries(usage)
    .map(([name, count]) => `${name}=${count}`)
    .join(' ');
}

function ordered(row: RepricedRow): RepricedRow {
  return repricedRowSchema.parse(row);
}
