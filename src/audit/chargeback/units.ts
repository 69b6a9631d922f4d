// Unit economics: what a request, a workflow, a feature, a tenant and a success cost. All spend counts, that of failures too.
import type { ChargedUnit, LongChargeback } from '../../model/chargeback.ts';
import { divideHalfEven, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { AuditedCall } from '../audited.ts';
import { groupKey } from '../group-keys.ts';
import { type ManySums, openManySums, type WaitingRows } from '../many-sums.ts';
import { compareUsd } from '../merge-tallies.ts';
import { addSum, growIn, type Running, type Sum, type Top, withCandidate } from '../sums.ts';

interface UnitSum extends Sum {
  readonly requests: number;
  readonly successes: number;
}

interface User extends Sum {
  readonly team: string | null;
  readonly user: string;
}

export const unitFields = ['workflow_id', 'feature', 'tenant_id_hash', 'owner_team'] as const;
const usersOfTeam = 3;
/** Of each field. */
const mostHeld = 1024 * 1024;

export interface UnitSums {
  /** The calls of one request. */
  see(calls: readonly AuditedCall[]): void;
  finish(): LongChargeback['units'];
}

/** A sum for each workflow, feature, tenant, team and user: past some thousand they wait on disk. */
export function openUnits(waiting: () => WaitingRows): UnitSums {
  const all: Running<UnitSum> = { usd: 0n, calls: 0, requests: 0, successes: 0 };
  const rows = unitFields.map((field) => ({ field, sums: openManySums(waiting(), mostHeld) }));
  const users = openManySums(waiting(), mostHeld);
  return {
    see(calls) {
      if (calls.length === 0) return;
      const successes = Number(succeeded(calls));
      all.requests += 1;
      all.successes += successes;
      for (const { cost } of calls) addSum(all, { usd: cost.usd, calls: 1 });
      for (const { field, sums } of rows)
        for (const [key = null, { usd, calls: number }] of sumsBy(calls, field))
          sums.add(JSON.stringify(key), [usd, BigInt(number), 1n, BigInt(successes)]);
      for (const one of calls) {
        const user = groupKey(one, 'user_id_hash');
        if (user !== undefined)
          users.add(JSON.stringify([groupKey(one, 'owner_team') ?? null, user]), [one.cost.usd, 1n]);
      }
    },
    finish: () => ({
      all: wire(null, all),
      by: Object.fromEntries(rows.map(({ field, sums }) => [field, ranked(sums, waiting())])),
      top_users: topUsers(users),
    }),
  };
}

/** A request counts once for each of the keys that its calls have. */
function sumsBy(calls: readonly AuditedCall[], field: string): ReadonlyMap<string | undefined, Sum> {
  const own = new Map<string | undefined, Running<Sum>>();
  for (const one of calls) growIn(own, groupKey(one, field), { usd: one.cost.usd, calls: 1 }, addSum);
  return own;
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

/** The most money first, then the most calls. */
function ranked(sums: ManySums, into: WaitingRows): Iterable<ChargedUnit> {
  for (const { key: text, amounts } of sums.all()) {
    const [usd = 0n, calls = 0n, requests = 0n, successes = 0n] = amounts;
    const key = JSON.parse(text) as string | null; // our own text
    const sum = { usd, calls: Number(calls), requests: Number(requests), successes: Number(successes) };
    into.add(`${descending(usd)}${descending(calls)}${key ?? '\uffff'}`, JSON.stringify(wire(key, sum)));
  }
  const rows = into.sorted();
  return {
    *[Symbol.iterator]() {
      for (const { text } of rows) yield JSON.parse(text) as ChargedUnit; // our own text
    },
  };
}

/** No sum is as great. */
const greatest = 1n << 160n;
const digits = greatest.toString(16).length + 1;

/** Texts in the order of falling amounts. */
const descending = (amount: bigint): string => (greatest - amount).toString(16).padStart(digits, '0');

function wire(key: string | null, { usd, calls, requests, successes }: UnitSum): ChargedUnit {
  const per = (count: number): string | null => (count === 0 ? null : usdToDecimal(divideHalfEven(usd, BigInt(count))));
  return {
    key,
    usd: usdToDecimal(usd),
    calls,
    requests,
    successes,
    usd_per_request: per(requests),
    usd_per_success: per(successes),
  };
}

function topUsers(users: ManySums): LongChargeback['units']['top_users'] {
  const top: Top<User> = {
    most: usersOfTeam,
    compare: (a, b) => compareUsd(b.usd, a.usd) || b.calls - a.calls || compareText(a.user, b.user),
  };
  const teams = new Map<string | null, readonly User[]>();
  for (const { key, amounts } of users.all()) {
    const [team, user] = JSON.parse(key) as [string | null, string]; // our own text
    const [usd = 0n, calls = 0n] = amounts;
    teams.set(team, withCandidate(top, teams.get(team) ?? [], { team, user, usd, calls: Number(calls) }));
  }
  return [...teams]
    .sort(([a], [b]) => compareText(a ?? '\uffff', b ?? '\uffff'))
    .flatMap(([team, some]) => some.map(({ user, usd, calls }) => ({ team, user, usd: usdToDecimal(usd), calls })));
}
