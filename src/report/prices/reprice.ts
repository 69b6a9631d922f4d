// The repricing document as JSON, JSON lines, CSV or a table. In pieces: a month of calls is longer than a string may be.
import { type RepriceDocument, type RepricedRow, repricedRowSchema } from '../../model/repricing.ts';
import { cellText } from '../csv-cell.ts';
import { jsonLine, jsonText } from '../json-text.ts';
import type { Style } from '../style.ts';
import { repriceTable } from './reprice-table.ts';

type Writer = (document: RepriceDocument, style: Style) => Iterable<string>;

export const repriceKinds = ['table', 'json', 'jsonl', 'csv'] as const;
export type RepriceKind = (typeof repriceKinds)[number];

export const repriceWriters: Readonly<Record<RepriceKind, Writer>> = {
  table: function* (document, style) {
    yield repriceTable(document, style);
  },
  json: repriceToJson,
  jsonl: repriceToJsonl,
  csv: repriceToCsv,
};

/** One row on a line, so that two documents can be compared. */
function* repriceToJson({ rows, totals, ...head }: RepriceDocument): Iterable<string> {
  yield `${jsonText(head).trimEnd().slice(0, -2)},\n  "rows": [`;
  let isFirst = true;
  for (const row of rows) {
    yield `${isFirst ? '' : ','}\n    ${jsonLine(ordered(row)).trimEnd()}`;
    isFirst = false;
  }
  const text = jsonText(totals).trimEnd().replaceAll('\n', '\n  ');
  yield `${isFirst ? '' : '\n  '}],\n  "totals": ${text}\n}\n`;
}

function* repriceToJsonl({ rows, totals, cards }: RepriceDocument): Iterable<string> {
  for (const row of rows) yield jsonLine({ record: 'row', ...ordered(row) });
  for (const card of cards) yield jsonLine({ record: 'rate_card', ...card });
  yield jsonLine({ record: 'totals', ...totals });
}

/** Columns in the order of the schema; usage as `input=1200 output=180`. */
const columns = Object.keys(repricedRowSchema.shape) as (keyof RepricedRow)[]; // the keys of the schema's own object
const figures: ReadonlySet<string> = new Set(['usd', 'logged_usd', 'delta_usd', 'low_usd', 'high_usd', 'line']);

function* repriceToCsv({ rows }: RepriceDocument): Iterable<string> {
  yield `${columns.join(',')}\n`;
  for (const row of rows) yield `${columns.map((name) => cellText(cellOf(row, name), figures.has(name))).join(',')}\n`;
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
