// The change of one team's spend, split into parts: spend = traffic x (model mix x usage per call x price, over models and classes, + retries).
// Every cell is split by itself and in whole units, so the parts add up at every level and nothing is left over.

import type { ChangePart, changeParts } from '../../model/comparison.ts';
import type { Usd } from '../../model/money.ts';
import { addTo } from '../sums.ts';
import { type Factor, splitProduct } from './shapley.ts';
import type { Metered, ModelCells, SpendCells, TeamCells } from './spend-cells.ts';

type FullPart = (typeof changeParts)[number];
export type Parts = ReadonlyMap<ChangePart, Usd>;

const noTeam: TeamCells = { calls: 0, extraCalls: 0, extra: 0n, models: new Map() };
const noModel: ModelCells = { calls: 0, classes: new Map() };
const nothing: Omit<Metered, 'side'> = { count: 0n, usd: 0n };

export function splitTeam(before: SpendCells, after: SpendCells, team: string | undefined): Parts {
  const [a, b] = [before.get(team) ?? noTeam, after.get(team) ?? noTeam];
  const parts = new Map<ChangePart, Usd>();
  const add = (split: ReadonlyMap<FullPart, Usd>): void => {
    for (const [name, usd] of split) addTo(parts, name, usd, (x, y) => x + y);
  };
  for (const key of new Set([...a.models.keys(), ...b.models.keys()])) {
    for (const split of splitModel(a, b, key)) add(split);
  }
  add(splitRetries(a, b));
  return parts;
}

function* splitModel(a: TeamCells, b: TeamCells, key: string): Iterable<ReadonlyMap<FullPart, Usd>> {
  const [x, y] = [a.models.get(key) ?? noModel, b.models.get(key) ?? noModel];
  const traffic = quantity('traffic', a.calls, b.calls);
  const mix = ratio('model_mix', [x.calls, a.calls], [y.calls, b.calls]);
  const [sentBefore, sentAfter] = [sent(x), sent(y)];
  for (const name of new Set([...x.classes.keys(), ...y.classes.keys()])) {
    const [p, q] = [x.classes.get(name) ?? nothing, y.classes.get(name) ?? nothing];
    const side = (x.classes.get(name) ?? y.classes.get(name))?.side ?? 'other';
    const price = ratio('price', [p.usd, p.count], [q.usd, q.count]);
    const perCall: readonly Factor<FullPart>[] =
      side === 'in'
        ? [
            ratio('tokens_in', [sentBefore, x.calls], [sentAfter, y.calls]),
            ratio('cache_share', [p.count, sentBefore], [q.count, sentAfter]),
          ]
        : [ratio(side === 'out' ? 'tokens_out' : 'other_units', [p.count, x.calls], [q.count, y.calls])];
    yield splitProduct([traffic, mix, ...perCall, price]);
  }
}

/** Extra attempts by what they cost per request. Without any request on a side there is nothing to hold them against. */
function splitRetries(a: TeamCells, b: TeamCells): ReadonlyMap<FullPart, Usd> {
  const isLoose = (team: TeamCells): boolean => team.calls === 0 && team.extra !== 0n;
  if (isLoose(a) || isLoose(b)) return new Map([['retries', b.extra - a.extra]]);
  return splitProduct([
    quantity('traffic', a.calls, b.calls),
    ratio('retries', [a.extra, a.calls], [b.extra, b.calls]),
  ]);
}

function sent({ classes }: ModelCells): bigint {
  let sum = 0n;
  for (const { side, count } of classes.values()) if (side === 'in') sum += count;
  return sum;
}

function quantity<Name extends string>(name: Name, before: number, after: number): Factor<Name> {
  return { name, before: BigInt(before), after: BigInt(after), over: 1n };
}

type Fraction = readonly [bigint | number, bigint | number];

/** Where a side has nothing to divide by, the factor did not change: it takes the value of the other side. */
export function ratio<Name extends string>(name: Name, before: Fraction, after: Fraction): Factor<Name> {
  const [a, over] = [BigInt(before[0]), BigInt(before[1])];
  const [b, under] = [BigInt(after[0]), BigInt(after[1])];
  if (over === 0n && under === 0n) return { name, before: 0n, after: 0n, over: 1n };
  if (over === 0n) return { name, before: b, after: b, over: under };
  if (under === 0n) return { name, before: a, after: a, over };
  return { name, before: a * under, after: b * over, over: over * under };
}
