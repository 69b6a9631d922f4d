// The five answers about one call, before everything else.
import { heading, type Pen } from '../pen.ts';
import { type Column, table } from '../table.ts';
import type { ExplainedCall } from './call.ts';

const columns: readonly Column[] = [
  { head: '', least: 20, fit: 'wrap' },
  { head: '', least: 24, fit: 'wrap' },
];

export function answerLines({ answers = [], key }: ExplainedCall, pen: Pen): readonly string[] {
  const rows = answers.map(({ question, answer }) => ({ cells: [{ text: question, tone: 'quiet' as const }, answer] }));
  return [...heading('In short', key, pen), ...table(columns, rows, pen)];
}
