import { expect, test } from 'vitest';
import { openEnvelope } from '../../src/formats/open-envelope.ts';

test('pages and batches give their members', () => {
  expect(openEnvelope({ data: [{ a: 1 }, { a: 2 }], has_more: false })).toEqual([{ a: 1 }, { a: 2 }]);
  expect(openEnvelope({ success: true, result: [{ a: 1 }] })).toEqual([{ a: 1 }]);
  expect(openEnvelope({ data: { a: 1 } })).toEqual([{ a: 1 }]);
  expect(openEnvelope({ logs: ['{"a":1}', '{"a":2}'] })).toEqual([{ a: 1 }, { a: 2 }]);
});

test('members that are no objects become records too, so that they are counted', () => {
  expect(openEnvelope({ data: [{ a: 1 }, 'text', null, 7] })).toEqual([
    { a: 1 },
    { value: 'text' },
    { value: null },
    { value: 7 },
  ]);
});

test('log shippers wrap one record, as text with or without a prefix', () => {
  expect(openEnvelope({ '@message': '{"a":1}' })).toEqual([{ a: 1 }]);
  expect(openEnvelope({ log: 'INFO llm.call {"a":1}\n', stream: 'stdout' })).toEqual([{ a: 1 }]);
  expect(openEnvelope({ _index: 'logs', _source: { a: 1 } })).toEqual([{ a: 1 }]);
});

test('rows of CloudWatch Insights, streams of Loki, data of a queue', () => {
  const row = [
    { field: '@timestamp', value: '2026-03-02' },
    { field: '@message', value: '{"a":1}' },
  ];
  expect(openEnvelope({ results: [row], status: 'Complete' })).toEqual([
    { '@timestamp': '2026-03-02', '@message': '{"a":1}' },
  ]);
  expect(openEnvelope({ results: [[], [{ name: 'x' }]] })).toBeUndefined();
  const values = [
    ['1772442904120000000', 'INFO {"a":1}'],
    ['1772442904130000000', 'started'],
  ];
  expect(openEnvelope({ stream: { app: 'gateway' }, values })).toEqual([
    { a: 1, timestamp: '1772442904120000000' },
    { value: 'started' },
  ]);
  expect(openEnvelope({ stream: { app: 'gateway' }, values: [['1', 'started']] })).toBeUndefined();
  expect(openEnvelope({ stream: 'stdout', values: [1] })).toBeUndefined();
  expect(openEnvelope({ data: btoa('{"a":"x"}'), messageId: '7' })).toEqual([{ a: 'x' }]);
  expect(openEnvelope({ data: 'eyJhbGciOiJIUzI1NiJ9' })).toEqual([{ alg: 'HS256' }]);
  expect(openEnvelope({ data: 'eyJ' })).toBeUndefined();
  expect(openEnvelope({ data: 'eyJhbGc' })).toBeUndefined();
});

test('the workload that the shipper names stays beside the record', () => {
  const kubernetes = { namespace_name: 'support' };
  expect(openEnvelope({ log: '{"a":1}', kubernetes })).toEqual([{ a: 1, kubernetes }]);
  expect(openEnvelope({ log: '{"a":1,"kubernetes":"own"}', kubernetes })).toEqual([{ a: 1, kubernetes: 'own' }]);
});

test('an empty page is an envelope without members', () => {
  expect(openEnvelope({ data: [], has_more: false })).toEqual([]);
});

test('anything else is no envelope', () => {
  expect(openEnvelope({ level: 'info', message: 'started' })).toBeUndefined();
  expect(openEnvelope({ message: 'failed with {code: 7}' })).toBeUndefined();
  expect(openEnvelope({ data: 'text' })).toBeUndefined();
  expect(openEnvelope({ data: [1, 2] })).toBeUndefined();
  expect(openEnvelope({})).toBeUndefined();
});

test('when a line was written is known to what wraps it, where the line has no time of its own', () => {
  const line = '{"model":"m"}';
  const timed = [{ model: 'm', timestamp: '2026-09-01T10:00:00Z' }];
  expect(openEnvelope({ timestamp: '2026-09-01T10:00:00Z', jsonPayload: { model: 'm' } })).toEqual(timed);
  expect(openEnvelope({ time: '2026-09-01T10:00:00Z', stream: 'stdout', log: line })).toEqual(timed);
  expect(openEnvelope({ _time: '2026-09-01T10:00:00Z', _raw: line })).toEqual(timed);
  for (const inner of [{ startTime: 5 }, { created: 5 }, { ts: 5 }, { created_at: 5 }, { resourceSpans: [] }])
    expect(openEnvelope({ timestamp: 'x', log: JSON.stringify(inner) })).toEqual([inner]);
});
