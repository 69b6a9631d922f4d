// Budgets: what is left, when it runs out and what a cumulative check would have refused; for a terminal, as Markdown, CSV and JSON.
import { type BudgetsDocument, budgetsSchema } from '../model/budgets.ts';
import { budgetsToCsv } from './budgets/csv.ts';
import { budgetsToMarkdown } from './budgets/markdown.ts';
import { budgetsToTerminal } from './budgets/terminal.ts';
import { jsonText } from './json-text.ts';

export const budgetWriters = {
  terminal: budgetsToTerminal,
  markdown: budgetsToMarkdown,
  csv: budgetsToCsv,
  json: (document: BudgetsDocument): string => jsonText(budgetsSchema.parse(document)),
} as const;
