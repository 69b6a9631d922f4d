// The chargeback document. Sharing comes first, over all calls of the period; filters only choose among the finished lines.
import { type ChargebackDocument, type LineKind, lineKinds } from '../../model/chargeback.ts';
import { type Usd, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import { type AuditedCall, type AuditedTrace, unattributedCauses } from '../audited.ts';
import { groupKey } from '../group-keys.ts';
import { compareUsd } from '../merge-tallies.ts';
import { addTo } from '../sums.ts';
import { isoTime, periodOf } from '../time-text.ts';
import { type ChargeLine, type Charges, chargeLines } from './charge-lines.ts';
import type { SharingRule } from './sharing-rule.ts';
import { unitEconomics } from './units.ts';

export interface ChargebackSettings {
  readonly rules: readonly SharingRule[];
  /** Fields that split the lines further. */
  readonly group_by: readonly string[];
  /** By field; undefined stands for calls without it. */
  readonly filters: ReadonlyMap<string, readonly (string | undefined)[]>;
  readonly team?: string;
  readonly centerOf?: (team: string) => string | undefined;
  readonly bucket: { readonly owner: string | null; readonly sla_days: number | null };
  /** The newest call when absent. */
  readonly as_of?: bigint;
  readonly tool_version: string;
}

/** The calls of the period; whatever else was cut away is not part of the total. */
export function buildChargeback(traces: readonly AuditedTrace[], settings: ChargebackSettings): ChargebackDocument {
  const calls = traces.flatMap((trace) => trace.calls);
  const charges = chargeLines(calls, settings.rules, settings.centerOf);
  const wanted: ChargebackSettings['filters'] = new Map([
    ...settings.filters,
    ...(settings.team === undefined ? [] : [['owner_team', [settings.team]] as const]),
  ]);
  const lines = charges.lines.filter((line) => fits(line, wanted));
  const sum = (some: readonly ChargeLine[]): Usd => some.reduce((all, { usd }) => all + usd, 0n);
  const [total, shown] = [sum(charges.lines), sum(lines)];
  const starts = calls.flatMap(({ call }) => call.metering.start ?? []);
  const [from, to] = [least(starts), greatest(starts)];
  const asOf = settings.as_of ?? to;
  const unpriced = calls.filter(({ cost }) => cost.basis === 'unpriced').length;
  return {
    schema_version: '1.0',
    document: 'chargeback',
    tool: { name: 'attrib-audit', version: settings.tool_version },
    period: { from: timeText(from), to: timeText(to), as_of: timeText(asOf) },
    statement_for: settings.team ?? null,
    group_by: [...settings.group_by],
    filters: [...settings.filters].flatMap(([field, values]) =>
      values.map((value) => `${field}=${value ?? 'missing'}`),
    ),
    totals: {
      total_usd: usdToDecimal(total),
      shown_usd: usdToDecimal(shown),
      filtered_out_usd: usdToDecimal(total - shown),
      by_kind: Object.fromEntries(
        lineKinds.map((kind) => [kind, usdToDecimal(sum(lines.filter((line) => line.kind === kind)))]),
      ) as Record<LineKind, string>, // every kind is there
      calls: calls.length,
      unpriced_calls: unpriced,
      lower_bound: unpriced > 0,
    },
    teams: teamRows(lines),
    lines: lineRows(lines, settings.group_by),
    pools: poolRows(charges),
    invoice: null,
    exceptions: exceptionsOf(lines, asOf, settings.bucket),
    units: unitEconomics(traces.map((trace) => trace.calls.filter((one) => fitsCall(one, wanted)))),
  };
}

function fits(line: ChargeLine, wanted: ChargebackSettings['filters']): boolean {
  return [...wanted].every(([field, values]) => values.includes(dimension(line, field)));
}

function fitsCall(call: AuditedCall, wanted: ChargebackSettings['filters']): boolean {
  return [...wanted].every(([field, values]) => values.includes(groupKey(call, field)));
}

/** Who pays is said by the line; everything else by the call. */
function dimension(line: ChargeLine, field: string): string | undefined {
  if (field === 'owner_team') return line.team;
  return field === 'cost_center' ? line.cost_center : groupKey(line.of, field);
}

const timeText = (time: bigint | undefined): string | null => (time === undefined ? null : isoTime(time));
const least = (times: readonly bigint[]): bigint | undefined =>
  times.reduce<bigint | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined);
const greatest = (times: readonly bigint[]): bigint | undefined =>
  times.reduce<bigint | undefined>((a, b) => (a === undefined || b > a ? b : a), undefined);

type Line = ChargebackDocument['lines'][number];

function lineRows(lines: readonly ChargeLine[], groupBy: readonly string[]): Line[] {
  const rows = new Map<string, { head: Omit<Line, 'usd' | 'calls'>; usd: Usd; calls: number }>();
  for (const line of lines) {
    const head = {
      kind: line.kind,
      team: line.team ?? null,
      cost_center: line.cost_center ?? null,
      provider: groupKey(line.of, 'provider') ?? null,
      model: groupKey(line.of, 'model') ?? null,
      groups: Object.fromEntries(groupBy.map((field) => [field, dimension(line, field) ?? null])),
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

function teamRows(lines: readonly ChargeLine[]): ChargebackDocument['teams'] {
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
function poolRows({ pools }: Charges): ChargebackDocument['pools'] {
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

const dayLength = 86_400_000_000_000n;

function exceptionsOf(
  lines: readonly ChargeLine[],
  asOf: bigint | undefined,
  { owner, sla_days: days }: ChargebackSettings['bucket'],
): ChargebackDocument['exceptions'] {
  const open = lines.filter(({ kind }) => kind === 'exception');
  const causes = new Map<keyof typeof unattributedCauses, ChargeLine[]>();
  for (const line of open) {
    const cause = line.of.cause ?? 'never-set';
    causes.set(cause, [...(causes.get(cause) ?? []), line]);
  }
  const sum = (some: readonly ChargeLine[]): Usd => some.reduce((all, { usd }) => all + usd, 0n);
  return {
    owner,
    sla_days: days,
    usd: usdToDecimal(sum(open)),
    calls: open.length,
    rows: [...causes]
      .sort(([a, x], [b, y]) => compareUsd(sum(y), sum(x)) || compareText(a, b))
      .map(([cause, some]) => {
        const oldest = least(some.flatMap(({ of }) => of.call.metering.start ?? []));
        const due = oldest === undefined || days === null ? undefined : oldest + BigInt(days) * dayLength;
        return {
          cause,
          title: unattributedCauses[cause],
          usd: usdToDecimal(sum(some)),
          calls: some.length,
          oldest: oldest === undefined ? null : periodOf(oldest, 'day'),
          age_days:
            oldest === undefined || asOf === undefined || asOf < oldest ? null : Number((asOf - oldest) / dayLength),
          due: due === undefined ? null : periodOf(due, 'day'),
          overdue: due === undefined || asOf === undefined ? null : periodOf(asOf, 'day') > periodOf(due, 'day'),
        };
      }),
  };
}
