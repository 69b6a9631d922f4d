// Unit economics: what a request, a workflow, a feature, a tenant and a success cost. All spend counts, that of failures too.
import type { ChargebackDocument } from '../../model/chargeback.ts';
import { divideHalfEven, type Usd, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { AuditedCall } from '../audited.ts';
import { groupKey } from '../group-keys.ts';
import { compareUsd } from '../merge-tallies.ts';
import { addSum, growIn, type Running, type Sum } from '../sums.ts';

type Unit = ChargebackDocument['units']['all'];
interface UnitSum {
  readonly usd: Usd;
  readonly calls: number;
  readonly requests: number;
  readonly successes: number;
}

interface User extends Sum {
  readonly team: string | undefined;
  readonly user: string;
}

export const unitFields = ['workflow_id', 'feature', 'tenant_id_hash', 'owner_team'] as const;
const usersOfTeam = 3;

export interface UnitSums {
  /** The calls of one request. */
  see(calls: readonly AuditedCall[]): void;
  finish(): ChargebackDocument['units'];
}

/** A sum for each workflow, feature, tenant, team and user. */
export function openUnits(): UnitSums {
  const all = new Map<undefined, Running<UnitSum>>();
  const rows = unitFields.map((field) => ({ field, sums: new Map<string | undefined, Running<UnitSum>>() }));
  const users = new Map<string, Running<User>>();
  return {
    see(calls) {
      if (calls.length === 0) return;
      const successes = Number(succeeded(calls));
      addRequest(all, calls, () => undefined, successes);
      for (const { field, sums } of rows) addRequest(sums, calls, (one) => groupKey(one, field), successes);
      for (const one of calls) {
        const user = groupKey(one, 'user_id_hash');
        if (user === undefined) continue;
        const team = groupKey(one, 'owner_team');
        growIn(users, JSON.stringify([team, user]), { team, user, usd: one.cost.usd, calls: 1 }, addSum);
      }
    },
    finish: () => ({
      all: wire(undefined, all.get(undefined) ?? { usd: 0n, calls: 0, requests: 0, successes: 0 }),
      by: Object.fromEntries(rows.map(({ field, sums }) => [field, ranked(sums)])),
      top_users: topUsers([...users.values()]),
    }),
  };
}

/** A request counts once for each of the keys that its calls have. */
function addRequest<K>(
  sums: Map<K, Running<UnitSum>>,
  calls: readonly AuditedCall[],
  keyOf: (one: AuditedCall) => K,
  successes: number,
): void {
  const own = new Map<K, Running<UnitSum>>();
  for (const one of calls) growIn(own, keyOf(one), { usd: one.cost.usd, calls: 1, requests: 1, successes }, addSum);
  for (const [key, sum] of own) growIn(sums, key, sum, add);
}

function add(into: Running<UnitSum>, { usd, calls, requests, successes }: UnitSum): void {
  into.usd += usd;
  into.calls += calls;
  into.requests += requests;
  into.successes += successes;
}

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

function topUsers(users: readonly User[]): ChargebackDocument['units']['top_users'] {
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
