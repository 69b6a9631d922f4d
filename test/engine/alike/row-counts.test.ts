// The counts of a row once more as numbers, in the order of all classes, whatever order the line has.
import { expect, it } from 'vitest';
import { planLine } from '../../../src/engine/alike/line-plan.ts';
import { openPlan } from '../../../src/engine/alike/open-plan.ts';
import { createRowCounts } from '../../../src/engine/alike/row-counts.ts';
import { formats } from '../../../src/formats/index.ts';
import { litellmSpendLog } from '../../../src/formats/litellm-spend-log.ts';
import { rolesIn } from '../../../src/formats/value-roles.ts';
import { usageClasses } from '../../../src/model/usage.ts';

const line = JSON.stringify({
  request_id: 'r-1',
  completion_tokens: 1,
  prompt_tokens: 1,
  startTime: '2026-10-01T00:00:00Z',
  metadata: { usage_object: { prompt_tokens_details: { cached_tokens: 1 } } },
});
const roles = rolesIn(litellmSpendLog, formats);
const plan =
  roles && planLine(Buffer.from(line), litellmSpendLog, roles, { free: new Set(['request_id']), named: new Set() });
const open = plan && openPlan(plan, new Map());

function read(counted: { readonly [name: string]: number }) {
  if (open === undefined) throw new Error('such lines are planned');
  const counts = createRowCounts();
  // The row stands behind another one.
  const rows = new Int32Array(60);
  for (const { name, at } of open.counts) rows[30 + at] = counted[name] ?? 0;
  expect(counts.read(open, Buffer.alloc(0), rows, 30)).toBe(true);
  const names = usageClasses.filter((_, bit) => counts.classes & (1 << bit));
  return { usage: counts.usage, names, amounts: [...counts.amounts.subarray(0, counts.size)] };
}

it('are disjoint, and only those that count something', () => {
  expect(read({ output: 5, input: 100, cached_input: 30 })).toEqual({
    usage: { input: 70, cached_input: 30, output: 5 },
    names: ['input', 'cached_input', 'output'],
    amounts: [70, 30, 5],
  });
  expect(read({ output: 0, input: 100, cached_input: 0 })).toEqual({
    usage: { input: 100 },
    names: ['input'],
    amounts: [100],
  });
});

it('are none when all are 0', () => {
  expect(read({})).toEqual({ usage: undefined, names: [], amounts: [] });
});
