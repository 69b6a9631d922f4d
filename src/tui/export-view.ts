// The current view as a file: what the list shows, in its order, all of it.
import { cellText } from '../report/csv-cell.ts';
import type { Cell } from '../report/table.ts';
import { lists } from './lists/index.ts';
import type { Request, ReviewState } from './state.ts';

const endings = ['csv', 'md'] as const;

export function suggestedName({ view }: Pick<ReviewState, 'view'>): string {
  return `${view}.csv`;
}

/** The file to write, or why there is none. */
export function exportRequest(state: ReviewState, file: string): Request | string {
  const definition = lists[state.view];
  if (!definition) return 'this view is no list; attrib-audit explain and -f markdown print the rest';
  const ending = endings.find((known) => file.toLowerCase().endsWith(`.${known}`));
  if (!ending) return 'the name ends with .csv or .md';
  const heads = definition.columns.map(({ head }) => head);
  const rows = Array.from(state.orders[state.view], (index) => definition.cells(state, index).map(textOf));
  const text = ending === 'csv' ? toCsv([heads, ...rows]) : toMarkdown(heads, rows);
  return { kind: 'save', file, text };
}

const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

function toCsv(rows: readonly (readonly string[])[]): string {
  return `${rows.map((row) => row.map((cell) => cellText(cell, false)).join(',')).join('\r\n')}\r\n`;
}

function toMarkdown(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownCell).join(' | ')} |`;
  return `${[line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}

const markdownCell = (text: string): string =>
  text.replace(/[\\|`<>[\]*_]/g, (sign) => `\\${sign}`).replace(/\s+/g, ' ');
