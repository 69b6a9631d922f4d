import { expect, test } from 'vitest';
import { type Memory, mapRecord } from '../../src/formats/map-record.ts';
import type { Event } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { buildTraces } from '../trace/all-traces.ts';

const at = (second: number, milliseconds = 0): string =>
  `2026-09-14T08:20:${String(second).padStart(2, '0')}.${String(milliseconds).padStart(3, '0')}Z`;
const meta = (more: JsonObject = {}): JsonObject => ({
  timestamp: at(0),
  type: 'session_meta',
  payload: { id: '0199-a', cwd: '/home/ana/ferry-booking', cli_version: '0.98.0', model_provider: 'openai', ...more },
});
const turn = (model: string): JsonObject => ({ timestamp: at(1), type: 'turn_context', payload: { model } });
const counts = (input: number, cached: number, output: number, reasoning: number): JsonObject => ({
  input_tokens: input,
  cached_input_tokens: cached,
  output_tokens: output,
  reasoning_output_tokens: reasoning,
  total_tokens: input + output,
});
const tokens = (second: number, total: JsonObject, last?: JsonObject, milliseconds = 0): JsonObject => ({
  timestamp: at(second, milliseconds),
  type: 'event_msg',
  payload: { type: 'token_count', info: { total_token_usage: total, ...(last ? { last_token_usage: last } : {}) } },
});

function eventsOf(source: string, ...records: readonly JsonObject[]): readonly Event[] {
  const memory: Memory = new Map();
  return records.flatMap((record, index) => {
    const { outcome } = mapRecord(record, { source, line: index + 1, offset: index }, { memory });
    return outcome.kind === 'events' ? outcome.events : [];
  });
}

const first = counts(9000, 7000, 400, 256);
const second = counts(19_000, 16_000, 500, 256);

test('the model is on the turn before, the session on the first line', () => {
  const events = eventsOf(
    'a',
    meta(),
    turn('gpt-5-codex'),
    tokens(9, first, first),
    turn('gpt-5'),
    tokens(20, second, counts(10_000, 9000, 100, 0)),
  );
  expect(events).toMatchObject([
    {
      role: 'call',
      hop: 'agent',
      session_id: '0199-a',
      project: 'ferry-booking',
      provider: 'openai',
      model: 'gpt-5-codex',
      producer: 'codex',
      producer_version: '0.98.0',
      usage: { input: 2000, cached_input: 7000, output: 144, reasoning: 256 },
      notes: [],
    },
    { model: 'gpt-5', usage: { input: 1000, cached_input: 9000, output: 100 } },
  ]);
});

test('a sum that did not change is no request', () => {
  expect(eventsOf('a', meta(), tokens(9, first, first), tokens(10, first, first)).length).toBe(1);
});

test('where only sums are written the difference is the request', () => {
  const events = eventsOf('a', meta(), tokens(9, first), tokens(20, second), tokens(30, counts(50, 0, 5, 0)));
  expect(events.map((event) => event.usage)).toEqual([
    { input: 2000, cached_input: 7000, output: 144, reasoning: 256 },
    { input: 1000, cached_input: 9000, output: 100 },
    { input: 50, output: 5 },
  ]);
});

test('sums that were reset begin anew all together, whichever of them are below those before', () => {
  const [, after] = eventsOf('a', meta(), tokens(9, counts(9000, 0, 100, 0)), tokens(20, counts(500, 400, 150, 0)));
  expect(after?.usage).toEqual({ input: 100, cached_input: 400, output: 150 });
});

test.each<[string, JsonObject]>([
  ['a fork', { forked_from_id: '0199-a' }],
  ['a subagent', { source: { subagent: { thread_spawn: { parent_thread_id: '0199-a' } } } }],
])('%s copies the history of its parent, which is not counted again', (_, more) => {
  const copied = [meta(), tokens(0, first, first, 300), tokens(0, second, counts(10_000, 9000, 100, 0), 301)];
  const events = eventsOf('b', meta({ id: '0199-b', ...more }), ...copied, tokens(9, counts(20_000, 16_500, 520, 256)));
  expect(events).toMatchObject([{ session_id: '0199-b', usage: { input: 500, cached_input: 500, output: 20 } }]);
});

test('a second session in the same file begins anew', () => {
  const events = eventsOf('a', meta(), turn('gpt-5'), tokens(9, first), meta({ id: '0199-z' }), tokens(30, first));
  expect(events.map(({ session_id: session, model }) => [session, model])).toEqual([
    ['0199-a', 'gpt-5'],
    ['0199-z', undefined],
  ]);
});

test('a line without the lines before it still has its counts', () => {
  const [event] = eventsOf('a', tokens(9, second, counts(10_000, 9000, 100, 0)));
  expect(event).toMatchObject({ usage: { input: 1000, cached_input: 9000, output: 100 } });
  expect(event?.model).toBeUndefined();
});

test('rate limits alone are passed over', () => {
  const record = { timestamp: at(3), type: 'event_msg', payload: { type: 'token_count', info: null } };
  expect(mapRecord(record, { source: 'a', line: 1, offset: 0 }).outcome).toMatchObject({ reason: 'no metering data' });
});

test('the same session file read twice changes nothing', () => {
  const lines = [meta(), turn('gpt-5'), tokens(9, first), tokens(20, second)];
  const both = [...eventsOf('a', ...lines), ...eventsOf('copy', ...lines)];
  expect(buildTraces(both).flatMap((trace) => trace.calls).length).toBe(2);
});
