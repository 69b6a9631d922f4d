// Many tallies into one.
import { absorb } from './merge-tallies.ts';
import { newTally, type Tally } from './tally.ts';

export function mergeAll(tallies: Iterable<Tally>): Tally {
  const merged = newTally();
  for (const tally of tallies) absorb(merged, tally);
  return merged;
}
