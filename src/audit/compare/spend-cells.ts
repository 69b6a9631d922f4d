// Spend as cells: what each team paid for each class of usage at each model, and on how many calls. Sums only, so cells of traces add up.
import type { Usd } from '../../model/money.ts';
import { countClasses, promptClasses, totalTokens, type UsageClass } from '../../model/usage.ts';
import type { AuditedCall, CallShare } from '../audited.ts';
import { groupKey } from '../group-keys.ts';
import { addTo, type Millionths, millionths } from '../sums.ts';

export interface Metered {
  readonly side: 'in' | 'out' | 'other';
  readonly count: Millionths;
  readonly usd: Usd;
}

export interface ModelCells {
  calls: number;
  /** By class of usage; `(…)` names stand for calls whose price has no lines. */
  readonly classes: Map<string, Metered>;
}

export interface TeamCells {
  /** Calls that served a request; what other attempts cost is in `extra`. */
  calls: number;
  extraCalls: number;
  extra: Usd;
  readonly models: Map<string, ModelCells>;
}

/** By owner; undefined holds the calls without one. */
export type SpendCells = Map<string | undefined, TeamCells>;

export function addCells(cells: SpendCells, { calls }: CallShare): void {
  for (const one of calls) addCall(cells, one);
}

function addCall(cells: SpendCells, one: AuditedCall): void {
  const name = groupKey(one, 'owner_team');
  const team = cells.get(name) ?? { calls: 0, extraCalls: 0, extra: 0n, models: new Map() };
  cells.set(name, team);
  if (one.call.attempt?.extra) {
    team.extraCalls += 1;
    team.extra += one.cost.usd;
    return;
  }
  team.calls += 1;
  const key = modelKey(one);
  const model = team.models.get(key) ?? { calls: 0, classes: new Map() };
  team.models.set(key, model);
  model.calls += 1;
  for (const [className, metered] of meteredOf(one)) addTo(model.classes, className, metered, addMetered);
}

/** An unpriced call is no cheap call of its model: without a price it stands apart. */
function modelKey(one: AuditedCall): string {
  return JSON.stringify([groupKey(one, 'provider'), groupKey(one, 'model'), one.cost.basis]);
}

const addMetered = (a: Metered, b: Metered): Metered => ({
  side: a.side,
  count: a.count + b.count,
  usd: a.usd + b.usd,
});

const prompt: ReadonlySet<string> = new Set(promptClasses);
const counts: ReadonlySet<string> = new Set(countClasses);

function sideOf(name: UsageClass): Metered['side'] {
  if (prompt.has(name)) return 'in';
  return counts.has(name) ? 'other' : 'out';
}

/** The amounts add up to the cost of the call. */
function* meteredOf({ call, cost, price }: AuditedCall): Iterable<readonly [string, Metered]> {
  if (cost.usd === 0n && cost.basis === 'unpriced') return;
  let left = cost.usd;
  if (cost.basis === 'repriced' && price.kind === 'priced') {
    for (const line of price.lines) {
      if (line.count === 0) continue;
      left -= line.usd;
      yield [line.class, { side: sideOf(line.class), count: millionths(line.count), usd: line.usd }];
    }
    if (left === 0n) return;
  } else {
    const usage = call.metering.usage ?? {};
    const all = millionths(totalTokens(usage));
    const sent = millionths(promptClasses.reduce((sum, name) => sum + (usage[name] ?? 0), 0));
    if (all > 0n) {
      // Only the whole cost is known, so every token counts the same.
      const usd = (left * sent) / all;
      if (sent > 0n) yield ['(tokens in)', { side: 'in', count: sent, usd }];
      if (all > sent) yield ['(tokens out)', { side: 'out', count: all - sent, usd: left - usd }];
      return;
    }
  }
  yield ['(call)', { side: 'other', count: millionths(1), usd: left }];
}
