// What is charged as rows of the document: by line, by team, and the pools that were shared.
import { type ChargebackDocument, type LineKind, lineKinds } from '../../model/chargeback.ts';
import { type Usd, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import { compareUsd } from '../merge-tallies.ts';
import { addTo } from '../sums.ts';
import { type ChargeLine, type Charges, isPayer, payer } from './charge-lines.ts';

type Line = ChargebackDocument['lines'][number];

export function lineRows(lines: readonly ChargeLine[], groupBy: readonly string[]): Line[] {
  const rows = new Map<string, { head: Omit<Line, 'usd' | 'calls'>; usd: Usd; calls: number }>();
  for (const line of lines) {
    const head = {
      kind: line.kind,
      team: line.team ?? null,
      cost_center: line.cost_center ?? null,
      provider: line.head.provider ?? null,
      model: line.head.model ?? null,
      groups: Object.fromEntries(
        groupBy.map((field, at) => [field, (isPayer(field) ? payer(line, field) : line.head.groups[at]) ?? null]),
      ),
      pool: line.pool ?? null,
    };
    const key = JSON.stringify(head);
    const known = rows.get(key) ?? { head, usd: 0n, calls: 0 };
    rows.set(key, { head, usd: known.usd + line.usd, calls: known.calls + line.calls });
  }
  return [...rows]
    .sort(
      ([a, x], [b, y]) =>
        lineKinds.indexOf(x.head.kind) - lineKinds.indexOf(y.head.kind) ||
        compareText(x.head.team ?? '\uffff', y.head.team ?? '\uffff') ||
        compareUsd(y.usd, x.usd) ||
        compareText(a, b),
    )
    .map(([, { head, usd, calls }]) => ({ ...head, usd: usdToDecimal(usd), calls }));
}

interface TeamSum {
  readonly direct: Usd;
  readonly retries: Usd;
  readonly shared: Usd;
  readonly calls: number;
}

export function teamRows(lines: readonly ChargeLine[]): ChargebackDocument['teams'] {
  const rows = new Map<string, TeamSum>();
  for (const { kind, team, cost_center, usd, calls } of lines) {
    if (team === undefined) continue;
    const one = (wanted: LineKind): Usd => (kind === wanted ? usd : 0n);
    const sum = { direct: one('direct'), retries: one('retries'), shared: one('shared'), calls };
    addTo(rows, JSON.stringify([team, cost_center ?? null]), sum, (a, b) => ({
      direct: a.direct + b.direct,
      retries: a.retries + b.retries,
      shared: a.shared + b.shared,
      calls: a.calls + b.calls,
    }));
  }
  const total = ({ direct, retries, shared }: TeamSum): Usd => direct + retries + shared;
  return [...rows]
    .sort(([a, x], [b, y]) => compareUsd(total(y), total(x)) || compareText(a, b))
    .map(([key, sum]) => {
      const [team, cost_center] = JSON.parse(key) as [string, string | null]; // our own text
      return {
        team,
        cost_center,
        direct_usd: usdToDecimal(sum.direct),
        retries_usd: usdToDecimal(sum.retries),
        shared_usd: usdToDecimal(sum.shared),
        total_usd: usdToDecimal(total(sum)),
        calls: sum.calls,
      };
    });
}

/** Pools as a whole, whatever is filtered: a share is only to be judged beside the others. */
export function poolRows({ pools }: Charges): ChargebackDocument['pools'] {
  return pools.map(({ rule, weights, shares, usd, calls, unshared, unowned, barred }) => ({
    name: rule.name,
    by: rule.by,
    reason: rule.reason ?? null,
    usd: usdToDecimal(usd),
    calls,
    shares: [...weights]
      .sort(([a], [b]) => compareText(a, b))
      .map(([team, weight]) => ({
        team,
        usd: usdToDecimal(shares.get(team) ?? 0n),
        weight: rule.by === 'proportional' || rule.by === 'fixed' ? usdToDecimal(weight) : weight.toString(),
      })),
    unowned_usd: usdToDecimal(unowned),
    unshared_usd: usdToDecimal(unshared),
    barred_usd: usdToDecimal(barred),
  }));
}
