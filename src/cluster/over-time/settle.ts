// Rules over time for calls that were summed up. When all other calls are judged, it is known within which stretches something is decided:
// those are asked for again, shorter ones first, then call by call. What is left are rows for many calls, and the report is that of all calls.
import { growTimes } from '../../audit/merge-tallies.ts';
import type { AuditSettings } from '../../audit/settings.ts';
import { newTally, type Tally } from '../../audit/tally.ts';
import type { Ask } from '../ask.ts';
import type { Scaled } from '../scale-shapes.ts';
import type { ShapeQuery } from '../shape-sql.ts';
import { busyCells } from './busy-minutes.ts';
import { stretchesOf } from './stretches.ts';
import { undecidedIn } from './undecided-parts.ts';

/** `judged` is all other calls. */
export type Settle = (ask: Ask, judged: readonly Tally[]) => Promise<Tally>;

export function settling(
  query: ShapeQuery,
  { blocks, among: traces }: Pick<Scaled, 'blocks' | 'among'>,
  settings: AuditSettings,
): Settle {
  return async (ask, judged) => {
    const ends = blocks.map(({ whole }) => whole.until).reduce((a, b) => (a > b ? a : b), 0n);
    const begins = blocks.map(({ whole }) => whole.from).reduce((a, b) => (a < b ? a : b), ends);
    const among = { query, traces, span: ends - begins };
    const stretches = stretchesOf(ask, among, blocks, settings);
    const others = {
      budget: judged.flatMap((tally) => tally.budget_calls),
      policy: judged.flatMap((tally) => tally.policy_calls),
    };
    const tally = newTally();
    if (settings.budgets)
      for (const { whole } of blocks) growTimes(tally.all_times, { from: whole.from, to: whole.until });
    const times = { ...tally.all_times };
    for (const { all_times: more } of judged) growTimes(times, more);
    await stretches.tellApart([], await busyCells(ask, among, blocks, others.policy, settings.policy));
    for (;;) {
      const { parts, cells } = undecidedIn(stretches.rows(), others, times.to, stretches.isOpen, settings);
      if (parts.length + cells.length === 0) break;
      await stretches.tellApart(parts, cells);
    }
    for (const { budget, policy } of stretches.rows()) {
      if (budget) tally.budget_calls.push(budget);
      if (policy) tally.policy_calls.push(policy);
    }
    return tally;
  };
}
