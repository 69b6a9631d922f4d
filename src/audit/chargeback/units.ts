// Unit economics: what a request, a workflow, a feature, a tenant and a success cost. All spend counts, that of failures too.
import type { ChargebackDocument } from '../../model/chargeback.ts';
import { divideHalfEven, type Usd, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { AuditedCall } from '../audited.ts';
import { groupKey } from '../group-keys.ts';
import { compareUsd } from '../merge-tallies.ts';
import { addTo } from '../sums.ts';

type Unit = ChargebackDocument['units']['all'];
interface UnitSum {
  readonly usd: Usd;
  readonly calls: number;
  readonly requests: number;
  readonly successes: number;
}

export const unitFields = ['workflow_id', 'feature', 'tenant_id_hash', 'owner_team'] as const;
const usersOfTeam = 3;

/** `traces` holds the calls of each request. */
export function unitEconomics(traces: readonly (readonly AuditedCall[])[]): ChargebackDocument['units'] {
  const rows = new Map<string, Map<string | undefined, UnitSum>>(
    ['all', ...unitFields].map((field) => [field, new Map()]),
  );
  const users = new Map<string, { team: string | undefined; user: string; usd: Usd; calls: number }>();
  for (const calls of traces) {
    if (calls.length === 0) continue;
    const success = Number(succeeded(calls));
    for (const [field, sums] of rows) {
      const keys = new Set(calls.map((one) => keyOf(one, field)));
      for (const key of keys) {
        const own = calls.filter((one) => keyOf(one, field) === key);
        const usd = own.reduce((sum, { cost }) => sum + cost.usd, 0n);
        addTo(sums, key, { usd, calls: own.length, requests: 1, successes: success }, add);
      }
    }
    for (const one of calls) {
      const user = groupKey(one, 'user_id_hash');
      if (user === undefined) continue;
      const team = groupKey(one, 'owner_team');
      const key = JSON.stringify([team, user]);
      const known = users.get(key) ?? { team, user, usd: 0n, calls: 0 };
      users.set(key, { ...known, usd: known.usd + one.cost.usd, calls: known.calls + 1 });
    }
  }
  const all = rows.get('all')?.get(undefined) ?? { usd: 0n, calls: 0, requests: 0, successes: 0 };
  return {
    all: wire(undefined, all),
    by: Object.fromEntries(unitFields.map((field) => [field, ranked(rows.get(field) ?? new Map())])),
    top_users: topUsers([...users.values()]),
  };
}

const keyOf = (one: AuditedCall, field: string): string | undefined =>
  field === 'all' ? undefined : groupKey(one, field);

const add = (a: UnitSum, b: UnitSum): UnitSum => ({
  usd: a.usd + b.usd,
  calls: a.calls + b.calls,
  requests: a.requests + b.requests,
  successes: a.successes + b.successes,
});

const goodWords = new Set([
  'success',
  'succeeded',
  'successful',
  'ok',
  'resolved',
  'completed',
  'done',
  'true',
  'yes',
  'pass',
  'passed',
  'accepted',
]);

/** The last word about the outcome decides; where nothing says one, the status of the call that started last. */
function succeeded(calls: readonly AuditedCall[]): boolean {
  const inTime = [...calls].sort(
    (a, b) => compareStarts(a.call.metering.start, b.call.metering.start) || compareText(a.call.key, b.call.key),
  );
  const outcome = inTime.map((one) => groupKey(one, 'outcome')).findLast((value) => value !== undefined);
  if (outcome !== undefined) return goodWords.has(outcome.trim().toLowerCase());
  const status = inTime.at(-1)?.call.metering.status;
  return status !== 'error' && status !== 'cancelled';
}

function compareStarts(a: bigint | undefined, b: bigint | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return a < b ? -1 : a > b ? 1 : 0;
}

function ranked(sums: ReadonlyMap<string | undefined, UnitSum>): Unit[] {
  return [...sums]
    .sort(
      ([a, x], [b, y]) => compareUsd(y.usd, x.usd) || y.calls - x.calls || compareText(a ?? '\uffff', b ?? '\uffff'),
    )
    .map(([key, sum]) => wire(key, sum));
}

function wire(key: string | undefined, { usd, calls, requests, successes }: UnitSum): Unit {
  const per = (count: number): string | null => (count === 0 ? null : usdToDecimal(divideHalfEven(usd, BigInt(count))));
  return {
    key: key ?? null,
    usd: usdToDecimal(usd),
    calls,
    requests,
    successes,
    usd_per_request: per(requests),
    usd_per_success: per(successes),
  };
}

function topUsers(
  users: readonly {
    readonly team: string | undefined;
    readonly user: string;
    readonly usd: Usd;
    readonly calls: number;
  }[],
): ChargebackDocument['units']['top_users'] {
  const taken = new Map<string | undefined, number>();
  return [...users]
    .sort(
      (a, b) =>
        compareText(a.team ?? '\uffff', b.team ?? '\uffff') ||
        compareUsd(b.usd, a.usd) ||
        b.calls - a.calls ||
        compareText(a.user, b.user),
    )
    .filter(({ team }) => {
      const before = taken.get(team) ?? 0;
      taken.set(team, before + 1);
      return before < usersOfTeam;
    })
    .map(({ team, user, usd, calls }) => ({ team: team ?? null, user, usd: usdToDecimal(usd), calls }));
}
