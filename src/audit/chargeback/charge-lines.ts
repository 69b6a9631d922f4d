// Lines of a chargeback: every call becomes part of lines that add up to its cost. A pool's call is shared by itself, so that no grouping and
// no filter can change what a team pays. Calls alike in all that a line says are one sum.
import type { LineKind } from '../../model/chargeback.ts';
import type { Nanoseconds } from '../../model/event.ts';
import type { Usd } from '../../model/money.ts';
import type { AuditedCall, UnattributedCause } from '../audited.ts';
import { groupKey } from '../group-keys.ts';
import { addTo } from '../sums.ts';
import { shareAmount, type Weights } from './share-amount.ts';
import { ruleFor, type SharingRule } from './sharing-rule.ts';

/** What a line says of its calls; who pays is said by the line. */
export interface LineHead {
  readonly provider: string | undefined;
  readonly model: string | undefined;
  /** Values of the fields that split lines further, in their order. */
  readonly groups: readonly (string | undefined)[];
  /** The calls are among those asked for, as far as that is not a matter of who pays. */
  readonly asked: boolean;
}

export interface ChargeLine {
  readonly kind: LineKind;
  readonly team: string | undefined;
  readonly cost_center: string | undefined;
  readonly pool: string | undefined;
  readonly usd: Usd;
  readonly calls: number;
  readonly head: LineHead;
  /** Why nobody pays. */
  readonly cause?: UnattributedCause;
  /** When the first of its calls started. */
  readonly oldest?: Nanoseconds;
}

/** Who pays is said by the line; everything else by the call. */
export const isPayer = (field: string): field is 'owner_team' | 'cost_center' =>
  field === 'owner_team' || field === 'cost_center';

export const payer = (line: ChargeLine, field: string): string | undefined =>
  field === 'owner_team' ? line.team : line.cost_center;

export const least = (a: bigint | undefined, b: bigint | undefined): bigint | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;

export interface PoolSum {
  readonly rule: SharingRule;
  readonly weights: Weights;
  readonly shares: Map<string, Usd>;
  usd: Usd;
  calls: number;
  unshared: Usd;
  /** The part without an owner of its own. */
  unowned: Usd;
  /** What fits it, has no owner and stays in the exception bucket, because the rule gives no reason; no part of the pool. */
  barred: Usd;
}

export interface Charges {
  readonly lines: readonly ChargeLine[];
  readonly pools: readonly PoolSum[];
}

export interface ChargeSums {
  see(call: AuditedCall, head: LineHead): void;
  finish(): Charges;
}

/** `centerOf` is what the registry says of a team; without it, the only cost centre its own calls name. */
export function openCharges(
  rules: readonly SharingRule[],
  centerOf: (team: string) => string | undefined = () => undefined,
): ChargeSums {
  const own = new Map<string, OwnSum>();
  const pools = new Map(rules.map((rule) => [rule, newPool()]));
  return {
    see(call, head) {
      const taken = ruleFor(call, rules);
      const pool = taken && pools.get(taken.rule);
      if (pool && !taken.barred) {
        addPooled(pool, call, head);
        return;
      }
      addOwn(own, call, head);
      if (pool) pool.barred += call.cost.usd;
    },
    finish() {
      const sums = [...own.values()];
      const center = centersOf(sums, centerOf);
      const lines = sums.map((sum) => ownLine(sum, center));
      const shared = [...pools].map(([rule, { sums: pooled, ...pool }]): PoolSum => {
        const sum = { ...pool, rule, weights: weightsOf(rule, sums), shares: new Map(), unshared: 0n };
        for (const one of pooled.values()) for (const line of sharedLines(one, sum, center)) lines.push(line);
        return sum;
      });
      return { lines, pools: shared };
    },
  };
}

interface OwnSum {
  readonly team: string | undefined;
  readonly cost_center: string | undefined;
  /** A further attempt at a call that was made before. */
  readonly extra: boolean;
  readonly cause: UnattributedCause | undefined;
  readonly head: LineHead;
  usd: Usd;
  calls: number;
  oldest: Nanoseconds | undefined;
}

function addOwn(sums: Map<string, OwnSum>, one: AuditedCall, head: LineHead): void {
  const team = groupKey(one, 'owner_team');
  const cost_center = groupKey(one, 'cost_center');
  const extra = one.call.attempt?.extra === true;
  const cause = team === undefined ? one.cause : undefined;
  const key = JSON.stringify([team, cost_center, extra, cause, head]);
  const sum = sums.get(key) ?? { team, cost_center, extra, cause, head, usd: 0n, calls: 0, oldest: undefined };
  if (sum.calls === 0) sums.set(key, sum);
  const { start } = one.call.metering;
  sum.usd += one.cost.usd;
  sum.calls += 1;
  sum.oldest = least(sum.oldest, start);
}

function ownLine(
  { team, cost_center: named, extra, cause, head, usd, calls, oldest }: OwnSum,
  center: (team: string) => string | undefined,
): ChargeLine {
  const cost_center = named ?? (team === undefined ? undefined : center(team));
  const kind = team === undefined ? 'exception' : extra ? 'retries' : 'direct';
  return {
    kind,
    team,
    cost_center,
    pool: undefined,
    usd,
    calls,
    head,
    ...(cause && { cause }),
    ...(oldest !== undefined && { oldest }),
  };
}

interface Pooled {
  readonly head: LineHead;
  /** Cost of a call -> calls that cost as much: equal amounts are shared alike. At worst there is one for each call. */
  readonly amounts: Map<Usd, number>;
}

interface GrowingPool {
  readonly sums: Map<string, Pooled>;
  usd: Usd;
  calls: number;
  unowned: Usd;
  barred: Usd;
}

const newPool = (): GrowingPool => ({ sums: new Map(), usd: 0n, calls: 0, unowned: 0n, barred: 0n });

function addPooled(pool: GrowingPool, one: AuditedCall, head: LineHead): void {
  const { usd } = one.cost;
  pool.usd += usd;
  pool.calls += 1;
  if (groupKey(one, 'owner_team') === undefined) pool.unowned += usd;
  const key = JSON.stringify(head);
  const sum = pool.sums.get(key) ?? { head, amounts: new Map() };
  if (sum.amounts.size === 0) pool.sums.set(key, sum);
  sum.amounts.set(usd, (sum.amounts.get(usd) ?? 0) + 1);
}

function* sharedLines(
  { head, amounts }: Pooled,
  pool: PoolSum,
  center: (team: string) => string | undefined,
): Iterable<ChargeLine> {
  const line = { pool: pool.rule.name, calls: 0, head };
  const byTeam = new Map<string, Usd>();
  let unshared: Usd | undefined;
  for (const [usd, calls] of amounts) {
    const shares = shareAmount(usd, pool.weights);
    if (!shares) unshared = (unshared ?? 0n) + usd * BigInt(calls);
    for (const [team, part] of shares ?? []) addTo(byTeam, team, part * BigInt(calls), add);
  }
  if (unshared !== undefined) {
    pool.unshared += unshared;
    yield { ...line, kind: 'unshared', team: undefined, cost_center: undefined, usd: unshared };
  }
  for (const [team, usd] of byTeam) {
    addTo(pool.shares, team, usd, add);
    yield { ...line, kind: 'shared', team, cost_center: center(team), usd };
  }
}

const add = (a: Usd, b: Usd): Usd => a + b;

/** From the calls that are a team's own: a pool never weighs a pool. */
function weightsOf({ by, among, shares }: SharingRule, own: readonly OwnSum[]): Weights {
  if (by === 'fixed') return shares ?? [];
  const measured = new Map<string, bigint>((among ?? []).map((team) => [team, 0n]));
  for (const { team, extra, usd, calls } of own) {
    if (team === undefined || (among && !among.includes(team))) continue;
    const weight = by === 'proportional' ? usd : by === 'requests' ? BigInt(extra ? 0 : calls) : 0n;
    addTo(measured, team, weight, add);
  }
  return by === 'even' ? [...measured.keys()].map((team) => [team, 1n]) : [...measured];
}

function centersOf(
  own: readonly OwnSum[],
  centerOf: (team: string) => string | undefined,
): (team: string) => string | undefined {
  const seen = new Map<string, Set<string>>();
  for (const { team, cost_center: center } of own) {
    if (team === undefined || center === undefined) continue;
    seen.set(team, (seen.get(team) ?? new Set<string>()).add(center));
  }
  return (team) => {
    const [only, ...more] = seen.get(team) ?? [];
    return centerOf(team) ?? (more.length === 0 ? only : undefined);
  };
}
