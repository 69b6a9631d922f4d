// Minutes in which a key makes more calls than its cap: all its calls of such a minute stand for themselves, so that a policy can say which
// ones are too many. Which minutes those are is counted where the calls are.

import type { CompiledPolicy } from '../../audit/policy/compile-policy.ts';
import { type CapRule, capFor } from '../../audit/policy/enforce.ts';
import type { PolicyCall } from '../../audit/policy/policy-calls.ts';
import { type Ask, rowsOf } from '../ask.ts';
import { type Among, busyMinutesSql, type Cell } from './blocks-sql.ts';
import type { CallBlock } from './call-blocks.ts';
import { inPieces, pushTo } from './lists.ts';

/** In one statement. */
const mostSubjects = 500;
const minute = 60_000_000_000n;

/** `others` are the calls that are known one by one. */
export async function busyCells(
  ask: Ask,
  among: Among,
  blocks: readonly CallBlock[],
  others: readonly PolicyCall[],
  policy: CompiledPolicy | undefined,
): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const [index, { rule }] of (policy?.rules ?? []).entries()) {
    if (rule.rule !== 'request-cap') continue;
    const subjects = subjectsOf(index, rule, blocks, others);
    for (const some of inPieces(subjects, mostSubjects)) {
      const asked = some.map(({ blocks: places, cap, most }) => ({ places, more: Math.max(0, cap - most) }));
      const rows = await rowsOf<Record<string, string | number>>(ask(busyMinutesSql(among, asked), { alone: true }));
      for (const row of rows) {
        const subject = some[Number(row.subject) - 1];
        const number = BigInt(row.number ?? 0);
        if (!subject || Number(row.calls) + (subject.alone.get(number) ?? 0) <= subject.cap) continue;
        for (const { shape, place, whole } of subject.blocks)
          if (whole.from / minute <= number && number <= whole.until / minute)
            cells.push({ shape, place, length: minute, number });
      }
    }
  }
  return cells;
}

interface Subject {
  readonly cap: number;
  readonly blocks: readonly CallBlock[];
  /** Calls that are known one by one, by minute, and the most of them in one. */
  readonly alone: ReadonlyMap<bigint, number>;
  readonly most: number;
}

/** Those with more calls in all than their cap. */
function subjectsOf(
  index: number,
  rule: CapRule,
  blocks: readonly CallBlock[],
  others: readonly PolicyCall[],
): readonly Subject[] {
  const byName = new Map<string, CallBlock[]>();
  for (const block of blocks) {
    const name = block.policy?.counted.get(index);
    if (name !== undefined) pushTo(byName, name, block);
  }
  const alone = new Map<string, Map<bigint, number>>();
  for (const { counted, start } of others) {
    const name = counted.get(index);
    if (name === undefined || start === undefined || !byName.has(name)) continue;
    const minutes = alone.get(name) ?? new Map<bigint, number>();
    alone.set(name, minutes.set(start / minute, (minutes.get(start / minute) ?? 0) + 1));
  }
  return [...byName].flatMap(([name, own]) => {
    const cap = capFor(name, rule);
    const minutes = alone.get(name) ?? new Map<bigint, number>();
    const counts = [...minutes.values()];
    const most = counts.reduce((a, b) => Math.max(a, b), 0);
    const all = counts.reduce((a, b) => a + b, 0) + own.reduce((sum, { whole }) => sum + whole.calls, 0);
    return all <= cap ? [] : [{ cap, blocks: own, alone: minutes, most }];
  });
}
