// The chargeback and the statement of one team: terminal, Markdown, HTML, CSV and JSON.
import { type ChargebackDocument, chargebackSchema } from '../model/chargeback.ts';
import { chargebackSheet } from './chargeback/chargeback-sheet.ts';
import { cellText } from './csv-cell.ts';
import { jsonText } from './json-text.ts';
import { printableDocument } from './printable.ts';
import { sheetToHtml } from './sheet/to-html.ts';
import { sheetToMarkdown } from './sheet/to-markdown.ts';
import { sheetToTerminal } from './sheet/to-terminal.ts';
import type { Style } from './style.ts';

export const chargebackWriters = {
  terminal: (document: ChargebackDocument, style: Style): string =>
    sheetToTerminal(chargebackSheet(printableDocument(document, style.unicode)), style),
  markdown: (document: ChargebackDocument): string =>
    sheetToMarkdown(chargebackSheet(printableDocument(document, true))),
  html: (document: ChargebackDocument): string => sheetToHtml(chargebackSheet(printableDocument(document, true))),
  csv: chargebackToCsv,
  json: (document: ChargebackDocument): string => jsonText(chargebackSchema.parse(document)),
} as const;

const columns = ['kind', 'team', 'cost_center', 'provider', 'model', 'pool', 'usd', 'calls'] as const;

/** The lines alone: their `usd` adds up to what is shown. */
function chargebackToCsv({ lines, group_by, period }: ChargebackDocument): string {
  const head = [...columns, ...group_by.map((field) => `group_${field}`), 'period_from', 'period_to'];
  const rows = lines.map((line) =>
    [
      ...columns.map((column) => cellText(line[column], column === 'usd' || column === 'calls')),
      ...group_by.map((field) => cellText(line.groups[field], false)),
      cellText(period.from, false),
      cellText(period.to, false),
    ].join(','),
  );
  return `${[head.join(','), ...rows].join('\n')}\n`;
}
