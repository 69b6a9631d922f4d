// Unit economics: what a request, a workflow, a feature, a tenant and a success cost. All spend counts, that of failures too; a request with a
// call of unknown cost is in the sums and in no average.
import type { ChargedUnit, LongChargeback } from '../../model/chargeback.ts';
import { divideHalfEven, type Usd, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { AuditedCall } from '../audited.ts';
import { groupKey } from '../group-keys.ts';
import { type ManySums, openManySums, type WaitingRows } from '../many-sums.ts';
import { compareUsd } from '../merge-tallies.ts';
import { type Running, type Sum, type Top, withCandidate } from '../sums.ts';

interface UnitSum extends Sum {
  readonly requests: number;
  readonly successes: number;
  /** Those with a call of unknown cost, and what is known of their cost. */
  readonly unpriced: { readonly requests: number; readonly successes: number; readonly usd: Usd };
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
  request(): OpenRequest;
  finish(): LongChargeback['units'];
}

/** One request on its way into the sums: it may have a million calls. */
export interface OpenRequest {
  see(one: AuditedCall): void;
  close(): void;
}

/** A sum for each workflow, feature, tenant, team and user: past some thousand they wait on disk. */
export function openUnits(waiting: () => WaitingRows): UnitSums {
  let all: readonly bigint[] = [];
  const rows = unitFields.map((field) => ({ field, sums: openManySums(waiting(), mostHeld) }));
  const users = openManySums(waiting(), mostHeld);
  return {
    request() {
      const end = openEnd();
      const total: Cost = { usd: 0n, calls: 0, isUnknown: false };
      /** By key, for each field: a request counts once for each of the keys that its calls have. */
      const own = rows.map(({ field, sums }) => ({ field, sums, costs: new Map<string | undefined, Cost>() }));
      return {
        see(one) {
          end.see(one);
          addCost(total, one);
          for (const { field, costs } of own) {
            const key = groupKey(one, field);
            const cost = costs.get(key) ?? { usd: 0n, calls: 0, isUnknown: false };
            costs.set(key, cost);
            addCost(cost, one);
          }
          const user = groupKey(one, 'user_id_hash');
          if (user !== undefined)
            users.add(JSON.stringify([groupKey(one, 'owner_team') ?? null, user]), [one.cost.usd, 1n]);
        },
        close() {
          if (total.calls === 0) return;
          const success = end.isSuccess();
          all = amountsOf(total, success).map((amount, at) => amount + (all[at] ?? 0n));
          for (const { sums, costs } of own)
            for (const [key = null, cost] of costs) sums.add(JSON.stringify(key), amountsOf(cost, success));
        },
      };
    },
    finish: () => ({
      all: wire(null, unitSum(all)),
      by: Object.fromEntries(rows.map(({ field, sums }) => [field, ranked(sums, waiting())])),
      top_users: topUsers(users),
    }),
  };
}

/** Of some calls of one request. */
interface Cost extends Running<Sum> {
  /** That of some call. */
  isUnknown: boolean;
}

function addCost(into: Cost, { cost }: AuditedCall): void {
  into.usd += cost.usd;
  into.calls += 1;
  into.isUnknown ||= cost.basis === 'unpriced';
}

/** What they add, in the order `unitSum` reads. */
function amountsOf({ usd, calls, isUnknown }: Cost, success: boolean): readonly bigint[] {
  const successes = BigInt(success);
  return [usd, BigInt(calls), 1n, successes, ...(isUnknown ? [1n, successes, usd] : [0n, 0n, 0n])];
}

function unitSum([usd = 0n, calls = 0n, requests = 0n, successes = 0n, ...more]: readonly bigint[]): UnitSum {
  const [unknown = 0n, unknownSuccesses = 0n, known = 0n] = more;
  return {
    usd,
    calls: Number(calls),
    requests: Number(requests),
    successes: Number(successes),
    unpriced: {
      requests: Number(unknown),
      successes: Number(unknownSuccesses),
      usd: known,
    },
  };
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
function openEnd(): { see(one: AuditedCall): void; isSuccess(): boolean } {
  let last: Said | undefined;
  let lastOutcome: Said | undefined;
  return {
    see(one) {
      const { key, metering } = one.call;
      const said = { key, start: metering.start, word: metering.status };
      if (!last || compareSaid(last, said) <= 0) last = said;
      const outcome = groupKey(one, 'outcome');
      if (outcome !== undefined && (!lastOutcome || compareSaid(lastOutcome, said) <= 0))
        lastOutcome = { ...said, word: outcome };
    },
    isSuccess() {
      if (lastOutcome?.word !== undefined) return goodWords.has(lastOutcome.word.trim().toLowerCase());
      return last?.word !== 'error' && last?.word !== 'cancelled';
    },
  };
}

interface Said {
  readonly key: string;
  readonly start: bigint | undefined;
  readonly word: string | undefined;
}

const compareSaid = (a: Said, b: Said): number => compareStarts(a.start, b.start) || compareText(a.key, b.key);

function compareStarts(a: bigint | undefined, b: bigint | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The most money first, then the most calls. */
function ranked(sums: ManySums, into: WaitingRows): Iterable<ChargedUnit> {
  for (const { key: text, amounts } of sums.all()) {
    const key = JSON.parse(text) as string | null; // our own text
    const [usd = 0n, calls = 0n] = amounts;
    into.add(`${descending(usd)}${descending(calls)}${key ?? '\uffff'}`, JSON.stringify(wire(key, unitSum(amounts))));
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

function wire(key: string | null, { usd, calls, requests, successes, unpriced }: UnitSum): ChargedUnit {
  const per = (count: number): string | null =>
    count === 0 ? null : usdToDecimal(divideHalfEven(usd - unpriced.usd, BigInt(count)));
  return {
    key,
    usd: usdToDecimal(usd),
    calls,
    requests,
    ...(unpriced.requests > 0 && { unpriced_requests: unpriced.requests }),
    successes,
    usd_per_request: per(requests - unpriced.requests),
    usd_per_success: per(successes - unpriced.successes),
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
