// Events put aside on disk and audited in parts give the report of events held in memory, whatever the size of the parts.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, it, vi } from 'vitest';
import { readInputs } from '../../../src/engine/read-inputs.ts';
import { runAudit } from '../../../src/engine/run-audit.ts';
import { createRowCodec } from '../../../src/engine/spill/event-row.ts';
import { createEventStore } from '../../../src/engine/spill/event-store.ts';
import { slimEvents } from '../../../src/engine/spill/slim-events.ts';
import { compactEvent } from '../../../src/model/compact-event.ts';
import { UsageError } from '../../../src/model/errors.ts';
import type { Event } from '../../../src/model/event.ts';
import { compileRates } from '../../../src/pricing/rates.ts';
import { anyLog, inputsOfLines } from '../../generate/arbitrary-log.ts';
import { copyOf, inputOf } from '../../generate/in-memory.ts';
import { hold, settings } from '../../laws/law.ts';
import { list } from '../../pricing/bundled-list.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'spill-test-'));
afterAll(() => rmSync(directory, { recursive: true }));

it('the report is the same', async () => {
  const sizes = fc.record({
    mostHeld: fc.nat(4),
    eventsAPart: fc.integer({ min: 1, max: 9 }),
    mostRowBytes: fc.constantFrom(0, 2000, 1_000_000),
    twice: fc.nat(3),
  });
  await hold(fc.tuple(anyLog, sizes), 150, async ([lines, { mostHeld, eventsAPart, mostRowBytes, twice }]) => {
    const once = inputsOfLines(lines);
    const [first] = once;
    const again = twice === 1 && first ? [copyOf(first, 'zz-copy.jsonl')] : twice === 2 && first ? [first] : [];
    const files = [...once, ...again];
    const whole = await runAudit(files, settings);
    const inParts = await runAudit(files, settings, { limits: { mostHeld, eventsAPart, mostRowBytes, directory } });
    expect(inParts).toEqual(whole);
    expect(JSON.stringify(inParts.report)).toBe(JSON.stringify(whole.report));
  });
});

it('an event comes back as it was', async () => {
  await hold(anyLog, 60, async (lines) => {
    const { events } = await readInputs(inputsOfLines(lines));
    const { toRow, fromRow } = createRowCodec();
    expect(events.map(toRow).map(fromRow)).toStrictEqual(events);
  });
});

it('an event whose values stand in columns says what it said', async () => {
  await hold(anyLog, 60, async (lines) => {
    const { events } = await readInputs(inputsOfLines(lines));
    expect(slimEvents(events).map((event) => compactEvent(event))).toStrictEqual(
      events.map((event) => compactEvent(event)),
    );
  });
});

it('records set aside are priced and compared as they were, whatever tier and place they name', async () => {
  const rows = ['batch', 'priority', undefined].flatMap((service_tier) =>
    [undefined, 'eu-west-1'].map((region) => ({
      trace_id: 'a',
      provider: 'bedrock',
      model: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
      granularity: 'aggregate',
      timestamp: '2026-09-03T10:00:00Z',
      usage: { input: 100_000, output: 1000 },
      logged_cost_usd: 0.1575,
      service_tier,
      region,
    })),
  );
  const file = inputOf('a.jsonl', [...rows, ...rows].map((row) => `${JSON.stringify(row)}\n`).join(''));
  const limits = { mostHeld: 0, eventsAPart: 1000, mostRowBytes: 0, directory };
  // Prices that were looked up are kept with the rates: each audit has its own.
  const own = () => ({ ...settings, rates: compileRates([list]) });
  const whole = await runAudit([file], own());
  expect(await runAudit([file], own(), { limits })).toEqual(whole);
  expect(whole.report.excluded.map(({ reason }) => reason)).toContain('aggregate row');
});

it('values of any size, and members that only some events have, stand in columns', async () => {
  const { events } = await readInputs([
    inputOf('a.jsonl', '{"trace_id":"a","provider":"openai","model":"gpt-4.1","usage":{"input_tokens":1}}\n'),
  ]);
  const [one] = events;
  if (!one) throw new Error('an event was read');
  const place = { ...one.place, line: 2 ** 40, offset: 2 ** 52, member: '/7', pointer: '/spans/3' };
  const all: Event[] = [
    one,
    { ...one, start: 2n ** 70n, end: -(2n ** 63n), logged_cost_usd: 2n ** 63n, place },
    { ...one, start: 0n, end: -1n, attempt: 0, cache_hit: false, links: [{ trace_id: 'b' }], hints: ['owner_team'] },
    { ...one, span_id: '[]', raw_usage: { tokens: 1 }, usage: { input: 1 }, error: '0' },
  ];
  const many = Array.from({ length: 3000 }, () => all).flat();
  const same = slimEvents(many).map((event) => compactEvent(event));
  expect(same).toEqual(many);
});

/** So small parts that there are more of them than are divided at once. */
const tiny = 1;

it.each([300, tiny])(
  'every event comes back once, and nothing is left in the directory, even while it is read: %d a part',
  async (eventsAPart) => {
    const rows = Array.from({ length: 3000 }, (_, number) =>
      JSON.stringify({
        trace_id: `t${number % 700}`,
        provider: 'openai',
        model: 'gpt-4.1',
        usage: { input_tokens: number },
      }),
    );
    const { events } = await readInputs([inputOf('a.jsonl', `${rows.join('\n')}\n`)]);
    const store = createEventStore({ mostHeld: 100, eventsAPart, directory });
    for (const event of events) store.add(event, 0);
    expect(readdirSync(directory)).toEqual([]);
    const parts: Event[][][] = [];
    for await (const { groups } of store.parts()) parts.push(Array.from(groups, (group) => [...group]));
    store.close();
    expect(parts.length).toBeGreaterThan(5);
    const seen = parts.flat(2).map((event) => event.place.line);
    seen.sort((a, b) => a - b);
    expect(seen).toEqual(events.map(({ place }) => place.line));
    // A trace is whole in its group, and alone there.
    const traces = parts.flat().map((events) => [...new Set(events.map(({ trace_id: id = '' }) => id))].join());
    expect(new Set(traces).size).toBe(700);
    expect(traces).toHaveLength(700);
  },
);

it('a directory that takes no files ends the run with a hint', async () => {
  const files = [
    inputOf('a.jsonl', '{"trace_id":"a","provider":"openai","model":"gpt-4.1","usage":{"input_tokens":1}}\n'),
  ];
  const limits = { mostHeld: 0, eventsAPart: 1, directory: `${directory}/not-there` };
  await expect(runAudit(files, settings, { limits })).rejects.toThrow(UsageError);
  await expect(runAudit(files, settings, { limits })).rejects.toThrow(/put aside/);
});

it('a signal ends what is done with what was put aside', async () => {
  const { events } = await readInputs([
    inputOf('a.jsonl', '{"trace_id":"a","provider":"openai","model":"gpt-4.1","usage":{"input_tokens":1}}\n'),
  ]);
  const stop = AbortSignal.abort(new Error('stopped'));
  const store = createEventStore({ mostHeld: 0, eventsAPart: 1, directory }, undefined, stop);
  for (const event of events) store.add(event, 0);
  await expect(store.parts()[Symbol.asyncIterator]().next()).rejects.toThrow('stopped');
  await expect(store.met()).rejects.toThrow('stopped');
  store.close();
});

it('records without any id that stand in a file given twice are read once', async () => {
  const line = '{"hop":"app","usage":{"input":0}}\n';
  const file = inputOf('a.jsonl', `${line}${line}`);
  const whole = await runAudit([file, file], settings);
  const inParts = await runAudit([file, file], settings, { limits: { mostHeld: 0, eventsAPart: 1, directory } });
  expect(inParts).toEqual(whole);
});

it.each([
  [10, true],
  [50, false],
])('a group of a hundred events, where parts should have %d, is large: %s', async (eventsAPart, isLarge) => {
  const { events } = await readInputs([
    inputOf(
      'a.jsonl',
      '{"trace_id":"a","provider":"openai","model":"gpt-4.1","usage":{"input_tokens":1}}\n'.repeat(100),
    ),
  ]);
  const store = createEventStore({ mostHeld: 0, eventsAPart, directory });
  try {
    for (const event of events) store.add(event, 0);
    const packed = await store.packed();
    const parts = [];
    for await (const { large } of packed?.parts ?? []) parts.push(large !== undefined);
    expect(parts).toEqual([isLarge]);
  } finally {
    store.close();
  }
});

it.each([
  ['many sums', 'request_id', 1],
  ['few sums', 'model', 0],
])('memory is dearer than time for a report of %s', async (_, name, times) => {
  const line = (at: number): string =>
    `{"trace_id":"t${at}","request_id":"r${at}","provider":"openai","model":"gpt-4.1","usage":{"input_tokens":1}}\n`;
  const file = inputOf('a.jsonl', Array.from({ length: 60_000 }, (_, at) => line(at)).join(''));
  const onLarge = vi.fn();
  const limits = { mostHeld: 1_000_000, eventsAPart: 1000, directory, onLarge };
  await runAudit([file], { ...settings, group_by: [name] }, { limits });
  expect(onLarge).toHaveBeenCalledTimes(times);
});
