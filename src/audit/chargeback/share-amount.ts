// Shares an amount by weights, to the last unit: the parts add up to it, whoever takes part.
import { compareText } from '../../model/place.ts';

export type Weights = readonly (readonly [team: string, weight: bigint])[];

/** Undefined when no weight is above nothing: then there is no rule to share by. */
export function shareAmount(amount: bigint, weights: Weights): readonly (readonly [string, bigint])[] | undefined {
  const taking = weights.filter(([, weight]) => weight > 0n);
  const whole = taking.reduce((sum, [, weight]) => sum + weight, 0n);
  if (whole === 0n) return undefined;
  const sign = amount < 0n ? -1n : 1n;
  const size = amount * sign;
  const parts = taking.map(([team, weight]) => ({
    team,
    part: (size * weight) / whole,
    rest: (size * weight) % whole,
  }));
  let left = size - parts.reduce((sum, { part }) => sum + part, 0n);
  // The units that division left over go to the largest remainders, by name where they are equal.
  const byRest = [...parts].sort((a, b) => (a.rest < b.rest ? 1 : a.rest > b.rest ? -1 : compareText(a.team, b.team)));
  const more = new Set<string>();
  for (const { team } of byRest) {
    if (left === 0n) break;
    more.add(team);
    left -= 1n;
  }
  return parts.map(({ team, part }) => [team, sign * (part + (more.has(team) ? 1n : 0n))]);
}
