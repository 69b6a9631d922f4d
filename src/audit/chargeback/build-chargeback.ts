// The chargeback document. Sharing comes first, over all calls of the period; filters only choose among the finished lines.
import { type LineKind, type LongChargeback, lineKinds } from '../../model/chargeback.ts';
import { type Usd, usdToDecimal } from '../../model/money.ts';
import type { AuditedCall } from '../audited.ts';
import { groupKey } from '../group-keys.ts';
import type { WaitingRows } from '../many-sums.ts';
import { isoTime } from '../time-text.ts';
import { type ChargeLine, type Charges, isPayer, type LineHead, least, openCharges, payer } from './charge-lines.ts';
import { lineRows, poolRows, teamRows } from './charge-rows.ts';
import { exceptionsOf } from './exceptions.ts';
import type { SharingRule } from './sharing-rule.ts';
import { openUnits } from './units.ts';

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

export interface RunningChargeback {
  /** The billed calls of a trace that are of the period; whatever else was cut away is not part of the total. */
  see(calls: Iterable<AuditedCall>): void;
  /** All that calls so far name as their owner. */
  readonly teams: ReadonlySet<string>;
  /** What it lists may be gone through while what waits is there. */
  finish(): LongChargeback;
}

/** Holds sums, and of a call that is shared its cost. */
export function openChargeback(settings: ChargebackSettings, waiting: () => WaitingRows): RunningChargeback {
  const wanted: Filters = new Map([
    ...settings.filters,
    ...(settings.team === undefined ? [] : [['owner_team', [settings.team]] as const]),
  ]);
  const [payers, others] = [filtersBy(wanted, isPayer), filtersBy(wanted, (field) => !isPayer(field))];
  const charges = openCharges(settings.rules, settings.centerOf);
  const units = openUnits(waiting);
  const teams = new Set<string>();
  const seen: Seen = { calls: 0, unpriced: 0, from: undefined, to: undefined };
  return {
    teams,
    see(calls) {
      const request = units.request();
      for (const one of calls) {
        const { metering, envelope } = one.call;
        seen.calls += 1;
        if (one.cost.basis === 'unpriced') seen.unpriced += 1;
        seen.from = least(seen.from, metering.start);
        seen.to = greatest(seen.to, metering.start);
        if (envelope.owner_team) teams.add(envelope.owner_team.value);
        charges.see(one, headOf(one, settings.group_by, others));
        if (fitsCall(one, wanted)) request.see(one);
      }
      request.close();
    },
    finish: () => documentOf(charges.finish(), units.finish(), seen, payers, settings),
  };
}

type Filters = ChargebackSettings['filters'];

interface Seen {
  calls: number;
  unpriced: number;
  /** Of the first and the last call. */
  from: bigint | undefined;
  to: bigint | undefined;
}

function documentOf(
  charges: Charges,
  units: LongChargeback['units'],
  { calls, unpriced, from, to }: Seen,
  payers: Filters,
  settings: ChargebackSettings,
): LongChargeback {
  const lines = charges.lines.filter((line) => fits(line, payers));
  const sum = (some: readonly ChargeLine[]): Usd => some.reduce((all, { usd }) => all + usd, 0n);
  const [total, shown] = [sum(charges.lines), sum(lines)];
  const asOf = settings.as_of ?? to;
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
      calls,
      unpriced_calls: unpriced,
      lower_bound: unpriced > 0,
    },
    teams: teamRows(lines),
    lines: lineRows(lines, settings.group_by),
    pools: poolRows(charges),
    invoice: null,
    exceptions: exceptionsOf(lines, asOf, settings.bucket),
    units,
  };
}

const filtersBy = (filters: Filters, isOne: (field: string) => boolean): Filters =>
  new Map([...filters].filter(([field]) => isOne(field)));

function headOf(one: AuditedCall, groupBy: readonly string[], filters: Filters): LineHead {
  return {
    provider: groupKey(one, 'provider'),
    model: groupKey(one, 'model'),
    groups: groupBy.map((field) => (isPayer(field) ? undefined : groupKey(one, field))),
    asked: fitsCall(one, filters),
  };
}

function fits(line: ChargeLine, payers: Filters): boolean {
  return line.head.asked && [...payers].every(([field, values]) => values.includes(payer(line, field)));
}

function fitsCall(call: AuditedCall, wanted: Filters): boolean {
  for (const [field, values] of wanted) if (!values.includes(groupKey(call, field))) return false;
  return true;
}

const timeText = (time: bigint | undefined): string | null => (time === undefined ? null : isoTime(time));
const greatest = (a: bigint | undefined, b: bigint | undefined): bigint | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;
