// Budgets as a Markdown table.
import type { BudgetsDocument } from '../../model/budgets.ts';
import { amountOf, counted, minuteOf, money, share } from '../figures.ts';
import { code, table as markdownTable, prose } from '../markdown/text.ts';
import { printableDocument } from '../printable.ts';
import { approvalText, asOfText, lowerBounds, nameOf, spanText } from './words.ts';

export function budgetsToMarkdown(document: BudgetsDocument): string {
  const safe = printableDocument(document, true);
  const { first } = safe.blocked;
  return [
    '<!-- attrib-audit report -->',
    '## Budgets',
    '',
    `${prose(asOfText(safe))}.`,
    '',
    ...markdownTable(
      ['budget', 'window', '>spent', '>of', '>share', '>forecast', 'nothing left on', '>would have been refused'],
      safe.windows.map((window) => [
        code(nameOf(window)),
        spanText(window),
        money(amountOf(window.spent_usd)),
        money(amountOf(window.limit_usd)),
        share(amountOf(window.spent_usd), amountOf(window.limit_usd)),
        window.forecast_usd === null ? '' : money(amountOf(window.forecast_usd)),
        window.exhausted_on ?? '',
        window.blocked.calls === 0
          ? ''
          : `${counted(window.blocked.calls, 'call')}, ${money(amountOf(window.blocked.usd))}`,
      ]),
    ),
    '',
    ...lowerBounds(safe.windows).flatMap((line) => [prose(line), '']),
    ...(first === null
      ? []
      : [
          `First refused call: ${code(first.key)} at ${minuteOf(first.at)} UTC, by ${prose(first.by.join(' and '))}.`,
          '',
        ]),
    ...(safe.approvals ?? []).flatMap((approval) => [`${prose(approvalText(approval))}.`, '']),
  ].join('\n');
}
