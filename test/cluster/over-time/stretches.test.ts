// Blocks of calls as they come apart: what is asked, and that nothing is counted twice or lost.
import { expect, test } from 'vitest';
import type { PolicyCall } from '../../../src/audit/policy/policy-calls.ts';
import type { Ask } from '../../../src/cluster/ask.ts';
import { loadedRows } from '../../../src/cluster/keep.ts';
import type { CallBlock } from '../../../src/cluster/over-time/call-blocks.ts';
import { stretchesOf } from '../../../src/cluster/over-time/stretches.ts';
import { sampleSettings } from '../../audit/finding-samples.ts';

const hour = 3_600_000_000_000n;
const day = BigInt(Date.UTC(2026, 10, 2)) * 1_000_000n;
const policy: PolicyCall = {
  key: 'one',
  trace_id: 't',
  place: { source: 'a', line: 1, offset: 0, format: 'event' },
  start: day,
  usd: 0n,
  budgets: [],
  team: 'claims',
  reasons: new Map(),
  counted: new Map(),
};
const block: CallBlock = {
  shape: '7',
  place: 2,
  price: { each: new Map([['input', 3n]]), fixed: 1n },
  budget: undefined,
  policy,
  whole: { calls: 30_000, usd: 30_000n * 31n, from: day + hour, until: day + 20n * hour },
};
const among = {
  query: {
    rows: loadedRows('events', false),
    cuts: { prompts: [], answers: [], minutes: [], instants: [] },
    classes: ['input' as const],
    logged: false,
    shared: [],
    halves: false,
    told: [],
    byHour: false,
  },
  traces: '1',
  span: 30n * 24n * hour,
};

function asking(...answers: readonly (readonly object[])[]) {
  const asked: string[] = [];
  const ask: Ask = async function* (sql) {
    yield (answers[asked.push(sql) - 1] ?? []).map((row) => JSON.stringify(row));
  };
  return { asked, stretches: stretchesOf(ask, among, [block], sampleSettings) };
}
const hourRow = (at: bigint, calls: number) => ({
  name: '7',
  place: 2,
  calls: String(calls),
  first: String(day + at * hour),
  last: String(day + at * hour + 5n),
  all_input: String(calls * 10),
});

test('a day comes apart into hours, with the money of their tokens', async () => {
  const { asked, stretches } = asking([hourRow(20n, 10_000), hourRow(1n, 20_000)]);
  const [whole] = stretches.rows();
  expect(whole?.policy).toMatchObject({ start: day + hour, many: { calls: 30_000, until: day + 20n * hour } });
  await stretches.tellApart(whole?.part ? [whole.part] : [], []);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain(`(shape, place, intDiv(start, 86400000000000)) IN ((7, 2, ${day / (24n * hour)}))`);
  expect(asked[0]).toContain('GROUP BY shape, place, intDiv(start, 3600000000000)');
  // Of the month that the log goes on, one day is looked for first.
  expect(asked[0]).toContain('trace_id IN (SELECT trace_id FROM `events` WHERE intDiv(start_ns, 3600000000000) IN (');
  expect(stretches.rows().map(({ policy: row }) => [row?.start, row?.usd, row?.many])).toEqual([
    [day + hour, 620_000n, { calls: 20_000, until: day + hour + 5n }],
    [day + 20n * hour, 310_000n, { calls: 10_000, until: day + 20n * hour + 5n }],
  ]);
});

test('calls that are not found again are an error, and no smaller sum', async () => {
  const { stretches } = asking([hourRow(1n, 20_000)]);
  const parts = stretches.rows().flatMap(({ part }) => part ?? []);
  await expect(stretches.tellApart(parts, [])).rejects.toThrow('the table changed while it was read');
});

test('a minute that is asked for twice is an error, and no endless loop', async () => {
  const cell = { shape: '7', place: 2, length: 24n * hour, number: day / (24n * hour) };
  const { stretches } = asking();
  await stretches.tellApart([], [cell]);
  expect(stretches.isOpen(cell)).toBe(true);
  const parts = stretches
    .rows()
    .flatMap(({ part }) => (part ? [{ ...part, stretch: { ...part.stretch, calls: 1 } }] : []));
  await expect(stretches.tellApart(parts, [])).rejects.toThrow('the table changed while it was read');
});
