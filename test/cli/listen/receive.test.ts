// Requests to answers, without a socket.
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../src/cli/listen/answer.ts';
import { openInbox } from '../../../src/cli/listen/inbox.ts';
import { type ListenLimits, listenDefaults } from '../../../src/cli/listen/limits.ts';
import { createReceiver, type Request } from '../../../src/cli/listen/receive.ts';
import type { TokenCheck } from '../../../src/cli/listen/token.ts';
import { requestAsJson, requestAsProtobuf } from '../../scan/otlp-requests.ts';

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

const json = { 'content-type': 'application/json' };
const protobuf = { 'content-type': 'application/x-protobuf' };

function receiver(limits: Partial<ListenLimits> = {}, token?: TokenCheck) {
  const all = { ...listenDefaults, ...limits };
  const inbox = openInbox(all);
  let kept = 0;
  const onKept = (): void => {
    kept += 1;
  };
  const live = async (kind: string): Promise<string> => `the report as ${kind}\n`;
  const { answer, lost } = createReceiver({ inbox, live, limits: all, token, onKept });
  return {
    inbox,
    lost,
    kept: () => kept,
    ask: ({ method = 'POST', path = '/v1/traces', headers = json, body = '' }: Asked): Promise<Answer> => {
      const url = new URL(`http://localhost${path}`);
      const all: Readonly<Record<string, string>> = { host: 'localhost:4318', ...headers };
      const request: Request = {
        method,
        path: url.pathname,
        query: url.searchParams,
        header: (name) => all[name],
        body: async () => Buffer.from(body),
      };
      return answer(request);
    },
  };
}

const textOf = ({ body }: Answer): string => Buffer.from(body).toString();

describe('what is taken', () => {
  test('OTLP in JSON', async () => {
    const { ask, inbox, kept } = receiver();
    expect(await ask({ body: requestAsJson })).toEqual({ status: 200, type: 'application/json', body: '{}' });
    expect([inbox.records(), kept()]).toEqual([2, 1]);
  });

  test('OTLP in protobuf, answered in protobuf', async () => {
    const { ask, inbox } = receiver();
    const answer = await ask({ headers: protobuf, body: requestAsProtobuf });
    expect(answer).toEqual({ status: 200, type: 'application/x-protobuf', body: new Uint8Array() });
    expect(inbox.records()).toBe(2);
  });

  test.each([
    ['JSON', json, requestAsJson],
    ['protobuf', protobuf, requestAsProtobuf],
  ])('%s in gzip', async (_, type, body) => {
    const { ask, inbox } = receiver();
    expect((await ask({ headers: { ...type, 'content-encoding': 'gzip' }, body: gzipSync(body) })).status).toBe(200);
    expect(inbox.records()).toBe(2);
  });

  test('logs, and records by source', async () => {
    const { ask, inbox } = receiver();
    const logs = '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{}}]}]}]}';
    expect((await ask({ path: '/v1/logs', body: logs })).status).toBe(200);
    const lines = { headers: { 'content-type': 'application/x-ndjson; charset=utf-8' }, body: '{"a":1}\n{"b":2}\n' };
    expect(textOf(await ask({ path: '/v1/records?source=gateway', ...lines }))).toBe('{"kept":2}\n');
    expect(textOf(await ask({ path: '/v1/records', ...lines }))).toBe('{"kept":2}\n');
    const names = inbox.files((source) => source).map(({ name }) => name);
    expect(names).toEqual(['gateway', 'logs', 'records']);
  });
});

describe('what is refused', () => {
  test.each<[string, Asked, number, string]>([
    [
      'another path',
      { path: '/v2/traces' },
      404,
      'there is /v1/traces, /v1/logs, /v1/records, /metrics and /report.json',
    ],
    ['metrics', { path: '/v1/metrics' }, 404, 'metrics name no request, so they are not taken'],
    ['another method', { method: 'PUT' }, 405, '/v1/traces takes POST'],
    ['a report by POST', { path: '/report.json' }, 405, '/report.json takes GET'],
    [
      'another host',
      { headers: { ...json, host: 'evil.example:4318' } },
      403,
      'the request names another host than this machine',
    ],
    [
      'a form',
      { headers: { 'content-type': 'text/plain' } },
      415,
      'the content type is none of those taken here: application/json and application/x-protobuf',
    ],
    [
      'CSV',
      { path: '/v1/records', headers: { 'content-type': 'text/csv' } },
      415,
      'the content type is none of those taken here: application/json, application/x-ndjson, application/ndjson, application/jsonl',
    ],
    [
      'brotli',
      { headers: { ...json, 'content-encoding': 'br' } },
      415,
      'the content encoding is neither gzip nor identity',
    ],
    [
      'broken gzip',
      { headers: { ...json, 'content-encoding': 'gzip' }, body: 'no' },
      400,
      'the body is not whole gzip',
    ],
    [
      'gzip cut off',
      { headers: { ...json, 'content-encoding': 'gzip' }, body: gzipSync('{}').subarray(0, 15) },
      400,
      'the body is not whole gzip',
    ],
    [
      'a path for a source',
      { path: '/v1/records?source=../../etc', body: '{"a":1}' },
      400,
      'source is no name: up to 64 small letters, digits, - and _',
    ],
  ])('%s', async (_, asked, status, message) => {
    const { ask, inbox, kept } = receiver();
    const answer = await ask(asked);
    expect([answer.status, JSON.parse(textOf(answer)).message]).toEqual([status, message]);
    expect([inbox.records(), kept()]).toEqual([0, 0]);
  });

  test('a 405 names the method that would do', async () => {
    const { ask } = receiver();
    expect((await ask({ method: 'PUT' })).headers).toEqual({ Allow: 'POST' });
    expect((await ask({ method: 'POST', path: '/metrics' })).headers).toEqual({ Allow: 'GET' });
  });

  test('in protobuf the answer is a google.rpc.Status', async () => {
    const { ask } = receiver();
    const { status, type, body } = await ask({ headers: protobuf, body: '{}' });
    expect([status, type]).toEqual([400, 'application/x-protobuf']);
    const bytes = Buffer.from(body);
    expect([...bytes.subarray(0, 3)]).toEqual([0x08, 3, 0x12]);
    expect(bytes.toString('utf8', 4)).toMatch(/^the body is no OTLP request in protobuf: /);
    expect(bytes[3]).toBe(bytes.length - 4);
  });

  test('a body that unpacks to too much, before it has done so', async () => {
    const { ask, inbox } = receiver({ bodyBytes: 1_000_000 });
    const bomb = gzipSync(Buffer.alloc(200_000_000, ' '));
    expect(bomb.length).toBeLessThan(1_000_000);
    const answer = await ask({ headers: { ...json, 'content-encoding': 'gzip' }, body: bomb });
    expect(answer.status).toBe(413);
    expect(JSON.parse(textOf(answer)).message).toBe('the body has more than 1,000,000 bytes when unpacked');
    expect(inbox.records()).toBe(0);
  });

  test('what does not fit any more, with the time to try again', async () => {
    const { ask, inbox } = receiver({ keptBytes: 100 });
    const answer = await ask({ body: requestAsJson });
    expect([answer.status, answer.headers]).toEqual([429, { 'Retry-After': '30' }]);
    expect(inbox.records()).toBe(0);
  });

  test('without the token, whatever is asked', async () => {
    const { ask, lost } = receiver({}, (header) => header === 'Bearer right');
    for (const path of ['/v1/traces', '/report.json', '/metrics', '/nothing']) {
      const answer = await ask({ path, headers: { ...json, authorization: 'Bearer wrong' } });
      expect([answer.status, answer.headers]).toEqual([401, { 'WWW-Authenticate': 'Bearer' }]);
    }
    expect([...lost]).toEqual([]);
    const let_in = await ask({
      headers: { ...json, authorization: 'Bearer right', host: 'audit.example' },
      body: '{}',
    });
    expect(let_in.status).toBe(200);
  });
});

describe('what is told', () => {
  test('refused records are remembered by reason, because they miss in the report', async () => {
    const { ask, lost } = receiver();
    await ask({ body: 'broken' });
    await ask({ body: 'broken' });
    await ask({ path: '/nothing' });
    expect([...lost]).toEqual([['400: the body is not one JSON object, or it nests deeper than 200 levels', 2]]);
  });

  test('/report.json', async () => {
    const { ask } = receiver();
    const { status, type, body } = await ask({ method: 'GET', path: '/report.json' });
    expect([status, type, body]).toEqual([200, 'application/json', 'the report as json\n']);
  });

  test('/metrics: the listener, then the report', async () => {
    const { ask } = receiver();
    await ask({ body: requestAsJson });
    await ask({ body: 'broken' });
    expect(textOf(await ask({ method: 'GET', path: '/metrics' })).split('\n')).toEqual([
      '# HELP attrib_audit_listen_records Records kept for the report.',
      '# TYPE attrib_audit_listen_records gauge',
      'attrib_audit_listen_records 2',
      '# HELP attrib_audit_listen_kept_bytes Bytes of the records kept.',
      '# TYPE attrib_audit_listen_kept_bytes gauge',
      expect.stringMatching(/^attrib_audit_listen_kept_bytes \d{4}$/),
      '# HELP attrib_audit_listen_room_bytes Most bytes that are kept; beyond it requests are answered with 429.',
      '# TYPE attrib_audit_listen_room_bytes gauge',
      'attrib_audit_listen_room_bytes 192000000',
      '# HELP attrib_audit_listen_requests_total Requests answered before this one, by HTTP status.',
      '# TYPE attrib_audit_listen_requests_total counter',
      'attrib_audit_listen_requests_total{status="200"} 1',
      'attrib_audit_listen_requests_total{status="400"} 1',
      'the report as prometheus',
      '',
    ]);
  });
});
