import { expect, test } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { readRecord } from './samples.ts';

const trace = '4f1c8f2ab1d84c0c9e6d2b7a50c3e911';
const genai = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.system': 'openai',
  'gen_ai.request.model': 'gpt-5-mini',
  'gen_ai.usage.input_tokens': '1000',
  'gen_ai.usage.cache_read.input_tokens': '600',
  'gen_ai.usage.output_tokens': '120',
};
const measured = { input: 400, cached_input: 600, output: 120 };

function eventsOf(...records: readonly JsonObject[]): readonly Event[] {
  return records.flatMap((record, index) =>
    readRecord(record, index + 1).flatMap(({ format: found, outcome }) => {
      if (found !== 'honeycomb-event') throw new Error(`${found}: ${JSON.stringify(outcome)}`);
      return outcome.kind === 'events' ? outcome.events : [];
    }),
  );
}

const honeycomb: JsonObject = {
  Timestamp: '2026-09-14T08:20:01.120Z',
  'trace.trace_id': trace,
  'trace.span_id': 'c100000000000002',
  name: 'chat',
  'service.name': 'ticket-desk',
  duration_ms: 2500.25,
  team: 'support-tools',
  ...genai,
};

test('attributes are columns', () => {
  expect(eventsOf(honeycomb)).toMatchObject([
    {
      role: 'call',
      component: 'ticket-desk',
      owner_team: 'support-tools',
      end: 1_789_374_003_620_250_000n,
      usage: measured,
    },
  ]);
});

test('span events are no calls, links reconnect', () => {
  const row = { ...honeycomb, 'meta.annotation_type': 'span_event' };
  expect(eventsOf(row)).toEqual([]);
  const link = {
    'trace.trace_id': 't2',
    'trace.parent_id': 's2',
    'trace.link.trace_id': trace,
    'trace.link.span_id': 'c1',
    'meta.annotation_type': 'link',
  };
  expect(eventsOf(link)).toMatchObject([{ role: 'step', links: [{ trace_id: trace, span_id: 'c1' }] }]);
});

test('the error column is a flag', () => {
  expect(eventsOf({ ...honeycomb, error: true })[0]?.status).toBe('error');
  expect(eventsOf({ ...honeycomb, error: false })[0]?.status).toBe('ok');
});
