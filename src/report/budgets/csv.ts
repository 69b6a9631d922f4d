// Budgets as CSV: a row for each window, all digits.
import type { BudgetsDocument } from '../../model/budgets.ts';
import { cellText } from '../csv-cell.ts';

const csvColumns = [
  'level',
  'budget',
  'window',
  'time_zone',
  'first_day',
  'last_day',
  'current',
  'state',
  'limit_usd',
  'spent_usd',
  'spent_pct',
  'calls',
  'burn_usd_per_day',
  'forecast_usd',
  'forecast_pct',
  'exhausted_on',
] as const;
const csvFigures: ReadonlySet<string> = new Set([
  'limit_usd',
  'spent_usd',
  'spent_pct',
  'calls',
  'burn_usd_per_day',
  'forecast_usd',
  'forecast_pct',
]);

export function budgetsToCsv({ windows }: BudgetsDocument): string {
  const rows = windows.map((window) =>
    csvColumns.map((name) =>
      cellText(name === 'current' ? String(window.current) : window[name], csvFigures.has(name)),
    ),
  );
  const refusals = windows.map(({ blocked, unpriced_calls = 0 }) => [
    cellText(blocked.calls, true),
    cellText(blocked.usd, true),
    cellText(blocked.first?.key, false),
    cellText(unpriced_calls, true),
  ]);
  const lines = rows.map((row, index) => [...row, ...(refusals[index] ?? [])].join(','));
  return `${[[...csvColumns, 'blocked_calls', 'blocked_usd', 'first_blocked', 'unpriced_calls'].join(','), ...lines].join('\n')}\n`;
}
