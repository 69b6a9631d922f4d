import { expect, test } from 'vitest';
import { eventRow, traitsHash } from '../../src/cluster/event-columns.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import type { Event } from '../../src/model/event.ts';
import { inputsOf } from '../generate/in-memory.ts';

const call = {
  trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
  owner_team: 'support',
  provider: 'openai',
  model: 'gpt-4.1',
  usage: { input: 100, output: 20 },
  start: '2026-09-03T10:00:00Z',
};

async function eventOf(more: object): Promise<Event> {
  const { events } = await readInputs(inputsOf({ 'calls.jsonl': [{ ...call, ...more }] }));
  const [event] = events;
  if (!event) throw new Error('no event');
  return event;
}

test('a logged cost stands in two whole numbers, without loss', async () => {
  expect(eventRow(await eventOf({ logged_cost_usd: '0.001234567890123456' }))).toMatchObject({
    logged_pico: '1234567890',
    logged_rest: 123456,
    walk: 0,
  });
});

test.each([
  ['nothing', 0],
  ['less than nothing', '-0.5'],
  ['more than a million', '1000001'],
])('a logged cost of %s is read one by one', async (_, logged) => {
  expect(eventRow(await eventOf({ logged_cost_usd: logged }))).toMatchObject({ logged_pico: '0', walk: 1 });
});

test('so is a count that no call reaches', async () => {
  expect(eventRow(await eventOf({ usage: { input: 100_000_000, output: 1 } })).walk).toBe(0);
  expect(eventRow(await eventOf({ usage: { input: 100_000_001, output: 1 } })).walk).toBe(1);
});

test('traits tell whether there is a cost or an end, not which', async () => {
  const hashes = async (...more: readonly object[]) => (await Promise.all(more.map(eventOf))).map(traitsHash);
  const [plain, ended, later, logged, dearer] = await hashes(
    {},
    { end: '2026-09-03T10:00:01Z' },
    { end: '2026-09-03T10:00:09Z' },
    { logged_cost_usd: '0.1' },
    { logged_cost_usd: '0.2' },
  );
  expect(ended).toBe(later);
  expect(logged).toBe(dearer);
  expect(new Set([plain, ended, logged]).size).toBe(3);
});
