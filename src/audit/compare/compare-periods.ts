// Compares two periods: score, unattributed spend, breaks, and each team's change in spend with its exact parts.
import { type ChangePart, changeParts, coarseParts, type PeriodComparison } from '../../model/comparison.ts';
import { parseUsd, percentOf, type Usd, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { AuditReport } from '../../model/report.ts';
import { addTo } from '../sums.ts';
import { splitGroups } from './coarse-split.ts';
import { compareBreaks } from './compare-breaks.ts';
import type { SpendCells } from './spend-cells.ts';
import { type Parts, splitTeam } from './split-change.ts';

export interface Period {
  readonly name: string;
  readonly report: AuditReport;
  /** Undefined: only the report is at hand. */
  readonly cells: SpendCells | undefined;
  /** Calls without a time, which a split by date leaves out. */
  readonly undated: number;
}

type Change = PeriodComparison['total'];

export const splitMethod =
  "Shapley: each part is the factor's average effect over all orders in which the factors could have changed, so no order is preferred; " +
  'rounded per cell to 10^-18 dollar, what is left over goes to the largest part';

export function comparePeriods(before: Period, after: Period): PeriodComparison {
  const rows = teamRows(before, after);
  const split = before.cells && after.cells ? 'full' : 'coarse';
  const names: readonly ChangePart[] = split === 'full' ? changeParts : coarseParts;
  return {
    schema_version: '1.0',
    document: 'comparison',
    tool: after.report.tool,
    before: sideOf(before),
    after: sideOf(after),
    split,
    method: splitMethod,
    breaks: compareBreaks(before.report.breaks, after.report.breaks),
    total: wire(rows.reduce(addRows, noRow), names),
    teams: rows.map((row) => ({ team: row.team, ...wire(row, names) })),
  };
}

interface Row {
  readonly team: string | null;
  readonly before: Usd;
  readonly after: Usd;
  readonly before_calls: number;
  readonly after_calls: number;
  readonly parts: Parts;
}

const noRow: Row = { team: null, before: 0n, after: 0n, before_calls: 0, after_calls: 0, parts: new Map() };

function addRows(a: Row, b: Row): Row {
  const parts = new Map(a.parts);
  for (const [name, usd] of b.parts) addTo(parts, name, usd, (x, y) => x + y);
  return {
    team: null,
    before: a.before + b.before,
    after: a.after + b.after,
    before_calls: a.before_calls + b.before_calls,
    after_calls: a.after_calls + b.after_calls,
    parts,
  };
}

/** The largest change first, whichever its direction. */
function teamRows(before: Period, after: Period): readonly Row[] {
  const [old, now] = [before, after].map(({ report }) => ownersOf(report));
  const teams = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])];
  const rows = teams.map((team): Row => {
    const [a, b] = [old?.get(team), now?.get(team)];
    const full = before.cells && after.cells;
    return {
      team,
      before: parseUsd(a?.usd ?? '0') ?? 0n,
      after: parseUsd(b?.usd ?? '0') ?? 0n,
      before_calls: a?.calls ?? 0,
      after_calls: b?.calls ?? 0,
      parts: full ? splitTeam(before.cells, after.cells, team ?? undefined) : splitGroups(a, b),
    };
  });
  const size = ({ before: a, after: b }: Row): bigint => (a < b ? b - a : a - b);
  return rows.sort((x, y) => {
    const [a, b] = [size(x), size(y)];
    return a < b
      ? 1
      : a > b
        ? -1
        : Number(x.team === null) - Number(y.team === null) || compareText(x.team ?? '', y.team ?? '');
  });
}

function ownersOf({ groups }: AuditReport): ReadonlyMap<string | null, AuditReport['groups'][string][number]> {
  return new Map((groups.owner_team ?? []).map((group) => [group.key, group]));
}

function wire(row: Row, names: readonly ChangePart[]): Change {
  const { before, after, before_calls, after_calls, parts } = row;
  return {
    before_usd: usdToDecimal(before),
    after_usd: usdToDecimal(after),
    change_usd: usdToDecimal(after - before),
    change_pct: percentOf(after - before, before) ?? null,
    before_calls,
    after_calls,
    parts: names.map((part) => {
      const usd = parts.get(part) ?? 0n;
      return { part, usd: usdToDecimal(usd), points: percentOf(usd, before) ?? null };
    }),
  };
}

function sideOf({ name, report, cells, undated }: Period): PeriodComparison['before'] {
  const { totals, coverage, generated_from } = report;
  return {
    name,
    kind: cells ? 'logs' : 'report',
    from: generated_from.window.from,
    to: generated_from.window.to,
    calls: totals.calls,
    spend_usd: totals.spend_usd,
    score: coverage.score,
    score_basis: coverage.basis,
    unattributed_usd: coverage.unattributed.usd,
    unattributed_pct: coverage.unattributed.pct,
    unpriced_calls: totals.unpriced_calls,
    undated_calls: undated,
  };
}
