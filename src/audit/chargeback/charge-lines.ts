// Lines of a chargeback: every call becomes lines that add up to its cost. A pool's call is shared by itself, so that no grouping and
// no filter can change what a team pays.
import type { LineKind } from '../../model/chargeback.ts';
import type { Usd } from '../../model/money.ts';
import type { AuditedCall } from '../audited.ts';
import { groupKey } from '../group-keys.ts';
import { addTo } from '../sums.ts';
import { shareAmount, type Weights } from './share-amount.ts';
import { ruleFor, type SharingRule } from './sharing-rule.ts';

export interface ChargeLine {
  readonly kind: LineKind;
  readonly team: string | undefined;
  readonly cost_center: string | undefined;
  readonly pool: string | undefined;
  readonly usd: Usd;
  readonly calls: number;
  readonly of: AuditedCall;
}

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

/** `centerOf` is what the registry says of a team; without it, the only cost centre its own calls name. */
export function chargeLines(
  calls: readonly AuditedCall[],
  rules: readonly SharingRule[],
  centerOf: (team: string) => string | undefined = () => undefined,
): Charges {
  const pooled: (readonly [AuditedCall, SharingRule])[] = [];
  const own: AuditedCall[] = [];
  const barred: (readonly [AuditedCall, SharingRule])[] = [];
  for (const call of calls) {
    const taken = ruleFor(call, rules);
    if (taken && !taken.barred) pooled.push([call, taken.rule]);
    else own.push(call);
    if (taken?.barred) barred.push([call, taken.rule]);
  }
  const center = centersOf(own, centerOf);
  const lines = own.map((call) => ownLine(call, center));
  const pools = new Map(rules.map((rule) => [rule, newPool(rule, weightsOf(rule, own))]));
  for (const [call, rule] of pooled) {
    const pool = pools.get(rule);
    if (pool) lines.push(...sharedLines(call, pool, center));
  }
  for (const [{ cost }, rule] of barred) {
    const pool = pools.get(rule);
    if (pool) pool.barred += cost.usd;
  }
  return { lines, pools: [...pools.values()] };
}

function ownLine(one: AuditedCall, center: (team: string) => string | undefined): ChargeLine {
  const team = groupKey(one, 'owner_team');
  const cost_center = groupKey(one, 'cost_center') ?? (team === undefined ? undefined : center(team));
  const kind = team === undefined ? 'exception' : one.call.attempt?.extra ? 'retries' : 'direct';
  return { kind, team, cost_center, pool: undefined, usd: one.cost.usd, calls: 1, of: one };
}

function* sharedLines(
  one: AuditedCall,
  pool: PoolSum,
  center: (team: string) => string | undefined,
): Iterable<ChargeLine> {
  const { usd } = one.cost;
  pool.usd += usd;
  pool.calls += 1;
  if (groupKey(one, 'owner_team') === undefined) pool.unowned += usd;
  const line = { pool: pool.rule.name, calls: 0, of: one };
  const shares = shareAmount(usd, pool.weights);
  if (!shares) {
    pool.unshared += usd;
    yield { ...line, kind: 'unshared', team: undefined, cost_center: undefined, usd };
  }
  for (const [team, part] of shares ?? []) {
    addTo(pool.shares, team, part, (a, b) => a + b);
    yield { ...line, kind: 'shared', team, cost_center: center(team), usd: part };
  }
}

const newPool = (rule: SharingRule, weights: Weights): PoolSum => ({
  rule,
  weights,
  shares: new Map(),
  usd: 0n,
  calls: 0,
  unshared: 0n,
  unowned: 0n,
  barred: 0n,
});

/** From the calls that are a team's own: a pool never weighs a pool. */
function weightsOf({ by, among, shares }: SharingRule, own: readonly AuditedCall[]): Weights {
  if (by === 'fixed') return shares ?? [];
  const measured = new Map<string, bigint>((among ?? []).map((team) => [team, 0n]));
  for (const one of own) {
    const team = groupKey(one, 'owner_team');
    if (team === undefined || (among && !among.includes(team))) continue;
    const extra = one.call.attempt?.extra === true;
    const weight = by === 'proportional' ? one.cost.usd : by === 'requests' ? BigInt(extra ? 0 : 1) : 0n;
    addTo(measured, team, weight, (a, b) => a + b);
  }
  return by === 'even' ? [...measured.keys()].map((team) => [team, 1n]) : [...measured];
}

function centersOf(
  own: readonly AuditedCall[],
  centerOf: (team: string) => string | undefined,
): (team: string) => string | undefined {
  const seen = new Map<string, Set<string>>();
  for (const one of own) {
    const team = groupKey(one, 'owner_team');
    const center = groupKey(one, 'cost_center');
    if (team === undefined || center === undefined) continue;
    seen.set(team, (seen.get(team) ?? new Set<string>()).add(center));
  }
  return (team) => {
    const [only, ...more] = seen.get(team) ?? [];
    return centerOf(team) ?? (more.length === 0 ? only : undefined);
  };
}
