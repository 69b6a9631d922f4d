// A reconciliation as every kind of output. At a terminal: the bridge to the invoice, why it is as long as it is, then who, when and what.
import { type Reconciliation, reconciliationSchema } from '../model/reconciliation.ts';
import { jsonText } from './json-text.ts';
import { penFor } from './pen.ts';
import { printableDocument } from './printable.ts';
import { bridge } from './reconciliation/bridge.ts';
import { causes } from './reconciliation/causes.ts';
import { compared } from './reconciliation/compared.ts';
import { reconciliationToCsv } from './reconciliation/csv.ts';
import { loggedCosts } from './reconciliation/logged-costs.ts';
import { reconciliationSheet } from './reconciliation/sheet.ts';
import { byAccount, byDay, byModel } from './reconciliation/sides.ts';
import { keptApart, teams } from './reconciliation/teams.ts';
import { tokens } from './reconciliation/tokens.ts';
import { sheetToMarkdown } from './sheet/to-markdown.ts';
import type { Style } from './style.ts';
import { joinBlocks } from './terminal.ts';

const sections = [bridge, causes, loggedCosts, tokens, byModel, byDay, byAccount, teams, keptApart, compared];

export const reconciliationWriters = {
  terminal: reconciliationToTerminal,
  markdown: (document: Reconciliation): string =>
    sheetToMarkdown(reconciliationSheet(printableDocument(document, true))),
  csv: reconciliationToCsv,
  json: (document: Reconciliation): string => jsonText(reconciliationSchema.parse(document)),
} as const;

function reconciliationToTerminal(reconciliation: Reconciliation, style: Style): string {
  const pen = penFor(style);
  const safe = printableDocument(reconciliation, style.unicode);
  return joinBlocks(
    sections.map((section) => section(safe, pen)),
    style.width,
  );
}
