// The windows of all budgets as rows: spent, share, burn rate, forecast. Only the window that holds "now" is forecast.
import type { BudgetsDocument } from '../../model/budgets.ts';
import { divideHalfEven, percentOf, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import { isoTime } from '../time-text.ts';
import { budgetLevels } from './budget.ts';
import { callRef } from './judge-budgets.ts';
import { beginOfDay, dayLength, dayText, localDay } from './local-time.ts';
import type { BudgetWindow, Crossing } from './replay.ts';

type Row = BudgetsDocument['windows'][number];

/** The current windows first, from the outermost budget in; then the earlier ones, the latest first. */
export function windowRows(
  windows: readonly BudgetWindow[],
  asOf: bigint | undefined,
  dataFrom: bigint | undefined,
): Row[] {
  return windows
    .map((window) => ({ window, row: rowOf(window, asOf, dataFrom) }))
    .sort(
      (a, b) =>
        Number(b.row.current) - Number(a.row.current) ||
        (a.row.current ? 0 : b.window.span.first - a.window.span.first) ||
        budgetLevels.indexOf(a.row.level) - budgetLevels.indexOf(b.row.level) ||
        compareText(a.window.budget.label, b.window.budget.label) ||
        compareText(a.window.budget.key, b.window.budget.key),
    )
    .map(({ row }) => row);
}

function rowOf(window: BudgetWindow, asOf: bigint | undefined, dataFrom: bigint | undefined): Row {
  const { budget, span, spent } = window;
  const today = asOf === undefined ? undefined : localDay(asOf, budget.zone);
  const current = today !== undefined && today >= span.first && today < span.end;
  const forecast = current && asOf !== undefined ? forecastOf(window, asOf, dataFrom) : noForecast;
  return {
    level: budget.level,
    budget: budget.label,
    window: budget.window,
    time_zone: budget.zone.name,
    first_day: dayText(span.first),
    last_day: dayText(span.end - 1),
    current,
    limit_usd: usdToDecimal(budget.usd),
    spent_usd: usdToDecimal(spent),
    spent_pct: percentOf(spent, budget.usd) ?? null,
    calls: window.calls,
    ...(window.unpriced > 0 && { unpriced_calls: window.unpriced }),
    state: spent >= budget.usd ? 'spent' : spent * 100n >= budget.usd * 80n ? 'nearly spent' : 'fine',
    ...forecast,
    exhausted_on: window.crossed100
      ? dayText(localDay(window.crossed100.call.start, budget.zone))
      : forecast.exhausted_on,
    crossed_80: crossingOf(window.crossed80),
    crossed_100: crossingOf(window.crossed100),
    blocked: {
      calls: window.refused,
      usd: usdToDecimal(window.refusedUsd),
      first: window.firstRefused ? callRef(window.firstRefused) : null,
    },
  };
}

const noForecast = {
  measured_from: null,
  burn_usd_per_day: null,
  forecast_usd: null,
  forecast_pct: null,
  exhausted_on: null,
};
type Forecast = Pick<Row, keyof typeof noForecast>;

/** Less than a tenth of the window says nothing about the rest: three hours are no month. */
const leastPart = 10n;

/** Logs that begin inside the window are measured from their first call: nothing is known of the time before. */
function forecastOf({ budget, span, spent }: BudgetWindow, asOf: bigint, dataFrom: bigint | undefined): Forecast {
  const [begin, end] = [beginOfDay(span.first, budget.zone), beginOfDay(span.end, budget.zone)];
  const from = dataFrom !== undefined && dataFrom > begin ? dataFrom : begin;
  const elapsed = asOf - from;
  if (elapsed * leastPart < end - begin) return noForecast;
  const forecast = spent + divideHalfEven(spent * (end - asOf), elapsed);
  const left = budget.usd - spent;
  const lasts = spent > 0n && left > 0n ? asOf + (left * elapsed) / spent : undefined;
  return {
    measured_from: isoTime(from),
    burn_usd_per_day: usdToDecimal(divideHalfEven(spent * dayLength, elapsed)),
    forecast_usd: usdToDecimal(forecast),
    forecast_pct: percentOf(forecast, budget.usd) ?? null,
    exhausted_on: lasts !== undefined && lasts < end ? dayText(localDay(lasts, budget.zone)) : null,
  };
}

function crossingOf(crossing: Crossing | undefined): Row['crossed_80'] {
  return crossing ? { ...callRef(crossing.call), spent_before_usd: usdToDecimal(crossing.before) } : null;
}
