import { expect, test } from 'vitest';
import { envoyAccess } from '../../src/formats/envoy-access.ts';
import { openEnvelope } from '../../src/formats/open-envelope.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { readOne } from './read-one.ts';

const { recognises, read, eventOf } = readOne(envoyAccess);
const line: JsonObject = {
  start_time: '2026-03-02T09:15:04.120Z',
  path: '/v1/chat/completions?key=SECRET',
  response_code: 200,
  response_flags: '-',
  duration: 2360,
  request_id: 'r-1',
  authority: 'api.openai.com',
  upstream_cluster: 'outbound|443||api.openai.com',
};
const kubernetes = { namespace_name: 'support', labels: { app: 'refund-worker' } };

test('a line is a step, never a call; it says which host it went to', () => {
  expect(eventOf(line)).toMatchObject({
    role: 'step',
    hop: 'router',
    component: 'envoy',
    provider: 'openai',
    operation: 'api.openai.com/v1/chat/completions',
    request_id: 'r-1',
  });
  expect(JSON.stringify(read(line), (_, value) => (typeof value === 'bigint' ? '' : value))).not.toContain('SECRET');
});

test.each([
  [{ authority: null }, 'openai'],
  [{ authority: '-', ':authority': 'api.anthropic.com:443' }, 'anthropic'],
  [{ authority: null, requested_server_name: 'api.anthropic.com' }, 'anthropic'],
  [{ authority: 'orders.larkspur.example' }, undefined],
  [{ authority: null, upstream_cluster: 'inbound|8080||' }, undefined],
])('the host of %o sells as %s', (changes, provider) => {
  expect(eventOf({ ...line, ...changes }).provider).toBe(provider);
});

test('service and namespace come from the labels of the log shipper', () => {
  const placed = { service: 'refund-worker', component: 'refund-worker', namespace: 'support' };
  expect(eventOf({ ...line, kubernetes })).toMatchObject(placed);
  const [inner] = openEnvelope({ log: JSON.stringify(line), stream: 'stdout', kubernetes }) ?? [];
  expect(eventOf(inner ?? {})).toMatchObject(placed);
});

test('in Envoy Gateway’s template every value is text and a dash is nothing', () => {
  const text = {
    ...line,
    response_code: '503',
    response_flags: 'UF,URX',
    duration: '31',
    request_id: '-',
    'x-request-id': 'eg-1',
  };
  expect(recognises(text)).toBe(true);
  expect(eventOf(text)).toMatchObject({ status: 'error', error: '503', request_id: 'eg-1', end: 1772442904151000000n });
});

test('without an id only requests to models are kept', () => {
  const { request_id: _, ...nameless } = line;
  expect(eventOf(nameless).provider).toBe('openai');
  const other = {
    ...nameless,
    authority: 'orders.larkspur.example',
    path: '/orders/77',
    upstream_cluster: 'inbound|8080||',
  };
  expect(read(other)).toMatchObject({ kind: 'skipped', reason: 'not a model call' });
});

test('a trace joins when the operator logs one', () => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  expect(eventOf({ ...line, traceparent })).toMatchObject({
    trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
    parent_span_id: '00f067aa0ba902b7',
  });
});
