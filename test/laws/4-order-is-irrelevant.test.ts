import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupNames } from '../../src/audit/group-keys.ts';
import { anyLog, inputsOfLines, type LogLine } from '../generate/arbitrary-log.ts';
import { random } from '../generate/random.ts';
import { hold, reportOf } from './law.ts';
import { withoutProvenance } from './without-provenance.ts';

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const chance = random(seed);
  const keyed = items.map((item) => [chance.int(1_000_000_000), item] as const);
  return keyed.sort(([a], [b]) => a - b).map(([, item]) => item);
}

it('shuffled records give the same report', async () => {
  await hold(fc.tuple(anyLog, fc.nat()), 50, async ([lines, seed]) => {
    const [before, after] = [inputsOfLines(lines), inputsOfLines(shuffled(lines, seed))];
    const byAll = { group_by: groupNames };
    expect(withoutProvenance(await reportOf(after, byAll))).toEqual(withoutProvenance(await reportOf(before, byAll)));
  });
});

it('records spread over other files, in another order, give the same report', async () => {
  await hold(fc.tuple(anyLog, fc.nat(), fc.integer({ min: 1, max: 7 })), 60, async ([lines, seed, count]) => {
    const chance = random(seed);
    const spread = shuffled(lines, seed).map((line): LogLine => ({ ...line, file: `part-${chance.int(count)}.jsonl` }));
    fc.pre(!hasTwins(spread));
    const parts = shuffled(inputsOfLines(spread), seed);
    expect(withoutProvenance(await reportOf(parts))).toEqual(withoutProvenance(await reportOf(inputsOfLines(lines))));
  });
});

/** Two files with the same records are one export read twice, which is another law. */
function hasTwins(lines: readonly LogLine[]): boolean {
  const files = new Map<string, string>();
  for (const { file, text, holds } of lines)
    if (holds === 'record') files.set(file, `${files.get(file) ?? ''}${text}\n`);
  return new Set(files.values()).size < files.size;
}
