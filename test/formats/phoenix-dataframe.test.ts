import { expect, test } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { readRecord } from './samples.ts';

const trace = '4f1c8f2ab1d84c0c9e6d2b7a50c3e911';
const measured = { input: 400, cached_input: 600, output: 120 };

function eventsOf(...records: readonly JsonObject[]): readonly Event[] {
  return records.flatMap((record, index) =>
    readRecord(record, index + 1).flatMap(({ format: found, outcome }) => {
      if (found !== 'phoenix-dataframe') throw new Error(`${found}: ${JSON.stringify(outcome)}`);
      return outcome.kind === 'events' ? outcome.events : [];
    }),
  );
}

const phoenix: JsonObject = {
  name: 'ChatCompletion',
  span_kind: 'LLM',
  parent_id: null,
  start_time: 1789374001120,
  end_time: 1789374003620,
  status_code: 'OK',
  'context.trace_id': trace,
  'context.span_id': 'b000000000000002',
  'attributes.llm.model_name': 'gpt-4o',
  'attributes.llm.provider': 'openai',
  'attributes.llm.token_count.prompt': 1000.0,
  'attributes.llm.token_count.prompt_details.cache_read': 600.0,
  'attributes.llm.token_count.completion': 120.0,
};

test('columns have a prefix, times are milliseconds, counts are floats', () => {
  expect(eventsOf(phoenix)).toMatchObject([
    { role: 'call', provider: 'openai', model: 'gpt-4o', start: 1_789_374_001_120_000_000n, usage: measured },
  ]);
  const text = { ...phoenix, 'attributes.llm.token_count.prompt': '1000.0' };
  expect(eventsOf(text)[0]?.usage).toEqual(measured);
});

test('cumulative columns are not read', () => {
  const chain = { ...phoenix, span_kind: 'CHAIN', cumulative_llm_token_count_prompt: 1000 };
  const columns = Object.fromEntries(Object.entries(chain).filter(([key]) => !key.includes('.llm.')));
  expect(eventsOf(columns)).toMatchObject([{ role: 'step' }]);
});

test('metadata is a dictionary or JSON text, not Python text', () => {
  const owner = (metadata: JsonObject | string) =>
    eventsOf({ ...phoenix, 'attributes.metadata': metadata })[0]?.owner_team;
  expect(owner({ team: 'search' })).toBe('search');
  expect(owner('{"team":"search"}')).toBe('search');
  expect(owner("{'team': 'search'}")).toBeUndefined();
});

test('an agent that repeats totals is not counted beside its calls', () => {
  const agent = { ...phoenix, span_kind: 'AGENT', 'context.span_id': 'b000000000000001' };
  const events = eventsOf(agent, { ...phoenix, parent_id: 'b000000000000001' });
  expect(buildTraces(events).flatMap(({ calls }) => calls).length).toBe(1);
});
