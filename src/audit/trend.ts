// The trend: days of reports put together into weeks or months. A day that several reports cover is taken from one of them, never added up.

import { parseUsd, percentOf, type Usd, usdToDecimal } from '../model/money.ts';
import { compareText } from '../model/place.ts';
import type { AuditReport } from '../model/report.ts';
import type { Trend } from '../model/trend.ts';
import { compareUsd } from './merge-tallies.ts';
import { addTo } from './sums.ts';
import { periodOf } from './time-text.ts';

export interface NamedReport {
  readonly name: string;
  readonly report: AuditReport;
}
type Day = AuditReport['coverage']['by_day'][number];
interface Figures {
  readonly usd: Usd;
  readonly calls: number;
  readonly proven: Usd;
  readonly recoverable: Usd;
  readonly unattributed: Usd;
}

const none: Figures = { usd: 0n, calls: 0, proven: 0n, recoverable: 0n, unattributed: 0n };
const isDate = (day: string): boolean => /^\d{4}-\d\d-\d\d$/.test(day);

export function trendOf(reports: readonly NamedReport[], by: Trend['by'], limitPct: number, version: string): Trend {
  const byDay = new Map<string, { readonly name: string; readonly day: Day }[]>();
  for (const { name, report } of reports)
    for (const day of report.coverage.by_day) byDay.set(day.day, [...(byDay.get(day.day) ?? []), { name, day }]);
  const periods = new Map<string, Figures & { readonly days: number }>();
  const counted: Trend['counted_once'] = [];
  let [total, undated] = [none, none];
  for (const [date, rivals] of [...byDay].sort(([a], [b]) => compareText(a, b))) {
    // Calls without a date are in no day, so those of several reports are different ones.
    const chosen = isDate(date) ? [...rivals].sort(mostCalls).slice(0, 1) : rivals;
    const figures = chosen.map(({ day }) => figuresOf(day)).reduce(add, none);
    total = add(total, figures);
    if (!isDate(date)) undated = add(undated, figures);
    else
      addTo(periods, periodNamed(date, by), { ...figures, days: 1 }, (a, b) => ({
        ...add(a, b),
        days: a.days + b.days,
      }));
    if (isDate(date) && rivals.length > 1)
      counted.push({
        day: date,
        reports: rivals.map(({ name }) => name).sort(compareText),
        taken: chosen[0]?.name ?? '',
      });
  }
  return {
    schema_version: '1.0',
    document: 'trend',
    tool: { name: 'attrib-audit', version },
    by,
    unattributed_limit_pct: limitPct,
    periods: [...periods]
      .sort(([a], [b]) => compareText(a, b))
      .map(([period, sum]) => ({ period, days: sum.days, ...wire(sum) })),
    undated: undated.calls === 0 ? null : wire(undated),
    total: wire(total),
    counted_once: counted,
  };
}

type Rival = { readonly name: string; readonly day: Day };

/** Two reports of one day are two looks at the same calls; the fuller one is taken. */
function mostCalls(a: Rival, b: Rival): number {
  return (
    b.day.calls - a.day.calls ||
    compareUsd(parseUsd(b.day.usd) ?? 0n, parseUsd(a.day.usd) ?? 0n) ||
    compareText(a.name, b.name)
  );
}

function periodNamed(day: string, by: Trend['by']): string {
  if (by === 'day') return day;
  const time = BigInt(Date.parse(`${day}T00:00:00Z`)) * 1_000_000n;
  return periodOf(time, by);
}

function figuresOf(day: Day): Figures {
  const [usd = 0n, proven = 0n, recoverable = 0n, unattributed = 0n] = [
    day.usd,
    day.proven_usd,
    day.recoverable_usd,
    day.unattributed_usd,
  ].map((text) => parseUsd(text) ?? 0n);
  return { usd, calls: day.calls, proven, recoverable, unattributed };
}

const add = (a: Figures, b: Figures): Figures => ({
  usd: a.usd + b.usd,
  calls: a.calls + b.calls,
  proven: a.proven + b.proven,
  recoverable: a.recoverable + b.recoverable,
  unattributed: a.unattributed + b.unattributed,
});

function wire({ usd, calls, proven, recoverable, unattributed }: Figures): Trend['total'] {
  return {
    usd: usdToDecimal(usd),
    calls,
    proven_usd: usdToDecimal(proven),
    recoverable_usd: usdToDecimal(recoverable),
    unattributed_usd: usdToDecimal(unattributed),
    proven_pct: percentOf(proven, usd) ?? null,
    unattributed_pct: percentOf(unattributed, usd) ?? null,
  };
}
