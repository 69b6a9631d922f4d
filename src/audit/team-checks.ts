// Limits of single teams: the same two limits as for all spend, held against the row of the team.
import { nearestName } from '../contract/nearest-name.ts';
import { parseUsd, percentOf, type Usd, usdToDecimal } from '../model/money.ts';
import type { AuditReport } from '../model/report.ts';
import { percentText } from './percent-text.ts';

type Check = NonNullable<AuditReport['gate']>['checks'][number];
type Row = AuditReport['groups'][string][number];

export interface TeamLimits {
  readonly min_coverage_pct?: number;
  readonly max_unattributed?: { readonly pct: number } | { readonly usd: Usd };
}

export function teamChecks({ groups, totals }: AuditReport, team: string, limits: TeamLimits): readonly Check[] {
  const rows = groups.owner_team ?? [];
  const row = rows.find(({ key }) => key === team);
  if (!row) return [absent(rows, team)];
  const [spend, unattributed] = [amountOf(row.usd), amountOf(row.unattributed_usd)];
  const { min_coverage_pct: least, max_unattributed: most } = limits;
  return [
    ...(least === undefined
      ? []
      : [shareCheck(`coverage of ${team}`, amountOf(row.proven_usd), spend, least, 'at least')]),
    ...(most === undefined
      ? []
      : 'pct' in most
        ? [shareCheck(`unattributed of ${team}`, unattributed, spend, most.pct, 'at most')]
        : [
            {
              name: `unattributed of ${team}`,
              limit: `at most $${usdToDecimal(most.usd)}`,
              actual: `${totals.lower_bound ? 'at least ' : ''}$${row.unattributed_usd}`,
              passed: unattributed <= most.usd,
            },
          ]),
  ];
}

function shareCheck(name: string, part: Usd, whole: Usd, limit: number, how: 'at least' | 'at most'): Check {
  const actual = percentOf(part, whole);
  return {
    name,
    limit: `${how} ${limit} %`,
    actual:
      actual === undefined
        ? 'no call with a price'
        : `${percentText(actual, limit)}, $${usdToDecimal(part)} of $${usdToDecimal(whole)}`,
    passed: actual !== undefined && (how === 'at least' ? actual >= limit : actual <= limit),
  };
}

/** A quiet day is no fault of a team; a misspelt team would be a limit that never fails. */
function absent(rows: readonly Row[], team: string): Check {
  const nearest = nearestName(
    team,
    rows.flatMap(({ key }) => key ?? []),
  );
  return {
    name: `team ${team}`,
    limit: 'its limits',
    actual: nearest === undefined ? 'no call of this team' : `no call of this team; did you mean ${nearest}?`,
    passed: nearest === undefined,
  };
}

function amountOf(text: string): Usd {
  return parseUsd(text) ?? 0n;
}
