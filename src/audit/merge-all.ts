// Many small tallies into one, in balanced steps, so that the work grows with n log n and only log n tallies are alive.
import { mergeTallies } from './merge-tallies.ts';
import { emptyTally, type Tally } from './tally.ts';

export function mergeAll(tallies: Iterable<Tally>): Tally {
  const stack: { tally: Tally; size: number }[] = [];
  for (const tally of tallies) {
    stack.push({ tally, size: 1 });
    for (let [below, top] = stack.slice(-2); below && top && below.size <= top.size; [below, top] = stack.slice(-2)) {
      stack.splice(-2, 2, { tally: mergeTallies(below.tally, top.tally), size: below.size + top.size });
    }
  }
  return stack.reduceRight((sum, { tally }) => mergeTallies(tally, sum), emptyTally);
}
