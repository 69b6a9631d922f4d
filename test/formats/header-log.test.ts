import { expect, test } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { readRecord } from './samples.ts';

const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${trace}-00f067aa0ba902b7-01`;

function only(record: JsonObject): Event {
  const [read] = readRecord(record, 1);
  if (read?.format !== 'header-log' || read.outcome.kind !== 'events' || !read.outcome.events[0])
    throw new Error(JSON.stringify(read));
  return read.outcome.events[0];
}

test('a line is a step of the trace it carries', () => {
  expect(only({ time: '2026-09-14T08:20:01Z', service: 'edge proxy', headers: { traceparent } })).toMatchObject({
    role: 'step',
    hop: 'gateway',
    component: 'edge proxy',
    trace_id: trace,
  });
});

test('the trace a logging library names is its own, another one in the headers is linked', () => {
  const event = only({ headers: { traceparent }, 'dd.trace_id': '1' });
  expect(event).toMatchObject({
    trace_id: '0000000000000001',
    links: [{ trace_id: trace, span_id: '00f067aa0ba902b7' }],
  });
  expect(only({ headers: { traceparent }, trace_id: trace }).links).toBeUndefined();
});

test('another trace among the headers is linked', () => {
  const headers = { traceparent, 'X-Amzn-Trace-Id': 'Root=1-67891233-abcdef012345678912345678' };
  expect(only({ headers }).links).toEqual([{ trace_id: '67891233abcdef012345678912345678' }]);
});

test('baggage values are decoded, properties left out, the first of two keys counts', () => {
  const baggage = 'owner_team=order%20desk;ttl=1,tenant_id=a=b,owner_team=second';
  expect(only({ headers: { traceparent, baggage } })).toMatchObject({
    owner_team: 'order desk',
    tenant_id_hash: 'a=b',
  });
});

test('several baggage lines are one', () => {
  const headers = { traceparent, baggage: ['team=order-desk', 'feature=refunds'] };
  expect(only({ headers })).toMatchObject({ owner_team: 'order-desk', feature: 'refunds' });
});

test('a field in one hop’s baggage and not in the next is a break', () => {
  const line = (service: string, span: string, more: JsonObject): JsonObject => ({
    time: `2026-09-14T08:20:0${span}Z`,
    service,
    headers: { traceparent: `00-${trace}-000000000000000${span}-01`, ...more },
  });
  const call = {
    trace_id: trace,
    model: 'gpt-5-mini',
    usage: { input: 9, output: 2 },
    service: 'answers',
    time: '2026-09-14T08:20:05Z',
  };
  const records = [line('storefront', '1', { baggage: 'owner_team=storefront' }), line('answers', '2', {}), call];
  const events = records.flatMap((record, index) =>
    readRecord(record, index + 1).flatMap(({ outcome }) => (outcome.kind === 'events' ? outcome.events : [])),
  );
  const [found, ...more] = buildTraces(events).flatMap(({ calls }) => calls);
  expect(more).toEqual([]);
  expect(found?.breaks).toMatchObject([
    { field: 'owner_team', kind: 'dropped', from: 'storefront', to: 'answers', before: 'storefront' },
  ]);
  expect(found?.envelope.owner_team).toMatchObject({ value: 'storefront', grade: 'inherited' });
});

test('credentials and cookies are never read', () => {
  const headers = { traceparent, authorization: 'Bearer secret', cookie: 'user=ana', 'x-team': 'search' };
  const text = JSON.stringify(only({ headers }), (_, value) => (typeof value === 'bigint' ? String(value) : value));
  expect(text).toContain('search');
  expect(text).not.toMatch(/secret|ana/);
});

test.each<[string, JsonObject]>([
  ['columns of OpenTelemetry', { 'http.request.header.traceparent': [traceparent] }],
  ['variables of nginx', { http_traceparent: traceparent }],
  ['columns with underscores', { x_b3_traceid: trace }],
  ['JSON text', { headers: JSON.stringify({ traceparent }) }],
  ['a nested request', { request: { headers: { Traceparent: traceparent } } }],
])('headers are found in %s', (_, record) => {
  expect(only(record).trace_id).toBe(trace);
});

test.each<[string, JsonObject]>([
  ['a measured call', { model: 'gpt-5', usage: { prompt_tokens: 9 }, headers: { traceparent } }],
  ['a trace of hops', { gateway: { model: 'gpt-5', usage: { prompt_tokens: 9 } }, headers: { traceparent } }],
])('%s is no header log', (_, record) => {
  expect(readRecord(record, 1)[0]?.format).not.toBe('header-log');
});

test('headers without a valid context and an owner are passed over', () => {
  const [read] = readRecord({ headers: { b3: '0' } }, 1);
  expect(read).toMatchObject({ format: 'header-log', outcome: { kind: 'skipped', reason: 'not a model call' } });
});
