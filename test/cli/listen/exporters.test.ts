// OpenTelemetry's own exporters against the listener: what a test suite in CI would do.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import type { AuditReport } from '../../../src/model/report.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { testIo } from '../test-io.ts';
import { post, startListener } from './running-listener.ts';
import { type ExporterKind, runSuite } from './traced-suite.ts';

const folder = temporaryFolder();
const world = { cwd: folder.path };
const parse = (text: string): AuditReport => JSON.parse(text) as AuditReport; // our own output
const kinds = ['json', 'protobuf'] as const;

describe.each(kinds)('the exporter for %s, in gzip', (kind) => {
  test('a suite that keeps the limit passes', async () => {
    const { url, terminate, io } = await startListener(['--min-coverage', '95', '--json'], world);
    await runSuite({ kind, url, requests: 40, withoutOwner: 0 });
    expect(await terminate()).toBe(0);
    const report = parse(io.written.stdout);
    expect([report.totals.records, report.totals.calls, report.totals.traces]).toEqual([80, 40, 40]);
    expect(report.gate).toMatchObject({ passed: true });
    expect(report.coverage.score).toBe(100);
    expect(io.written.stderr).toBe(
      `listening on ${url}\nSIGTERM: 80 records received, on no disk (--keep received writes them)\n`,
    );
  });

  test('a suite that loses owners fails, and the report says where', async () => {
    const { url, terminate, io } = await startListener(['--min-coverage', '95', '--json'], world);
    await runSuite({ kind, url, requests: 40, withoutOwner: 4 });
    expect(await terminate()).toBe(1);
    const report = parse(io.written.stdout);
    expect(report.coverage.score).toBe(90);
    expect(report.coverage.recoverable.calls).toBe(4);
    expect(report.findings.map(({ code, count }) => `${code} ${count}`)).toContain('trace/field-dropped 4');
  });
});

/** What a suite of three broken requests gives, without what is said of the inputs. */
async function reportOn(kind: ExporterKind, spansAtOnce: number): Promise<object> {
  const { url, terminate, io } = await startListener(['--json'], world);
  await runSuite({ kind, url, requests: 30, withoutOwner: 3, spansAtOnce });
  expect(await terminate()).toBe(0);
  const report = parse(io.written.stdout);
  return { ...report, generated_from: { ...report.generated_from, inputs: [] } };
}

test('batches leave no trace in the report, encodings only in the lines of places', async () => {
  const report = await reportOn('json', 512);
  expect(await reportOn('json', 7)).toEqual(report);
  const withoutLines = (value: object): string => JSON.stringify(value, (key, member) => (key === 'line' ? 0 : member));
  expect(withoutLines(await reportOn('protobuf', 7))).toBe(withoutLines(report));
});

test('what was kept gives the same report as files, byte for byte', async () => {
  const { url, terminate, io } = await startListener(['--json', '--keep', 'kept', '--min-coverage', '95'], world);
  await runSuite({ kind: 'protobuf', url, requests: 30, withoutOwner: 3 });
  const line =
    '{"trace_id":"tr_9","owner_team":"sales","provider":"openai","model":"gpt-4.1-mini","usage":{"input":10,"output":2}}';
  expect((await post(`${url}/v1/records?source=gateway`, line)).status).toBe(200);
  expect(await terminate()).toBe(1);
  expect(readdirSync(path.join(folder.path, 'kept'))).toEqual(['gateway.jsonl', 'traces.jsonl']);
  const again = testIo(world);
  expect(await main(['gate', 'kept', '--json', '--min-coverage', '95'], again)).toBe(1);
  expect(again.written.stdout).toBe(io.written.stdout);
});

describe('a token', () => {
  const env = { ATTRIB_AUDIT_TOKEN: 'c0ffee'.repeat(5) };

  test('comes with the headers of the exporter', async () => {
    const { url, terminate, io } = await startListener(['--json'], { ...world, env });
    const headers = { Authorization: `Bearer ${env.ATTRIB_AUDIT_TOKEN}` };
    await runSuite({ kind: 'protobuf', url, requests: 2, withoutOwner: 0, headers });
    expect((await fetch(`${url}/report.json`)).status).toBe(401);
    expect((await post(`${url}/v1/records`, '{"a":1}')).status).toBe(401);
    expect(await terminate()).toBe(0);
    expect(parse(io.written.stdout).totals.records).toBe(4);
    expect(io.written.stdout + io.written.stderr).not.toContain('c0ffee');
  });
});

describe('how it ends', () => {
  test('idle', async () => {
    const { url, code, io } = await startListener(['--idle', '100ms', '--json'], world);
    await runSuite({ kind: 'json', url, requests: 1, withoutOwner: 0 });
    expect(await code).toBe(0);
    expect(io.written.stderr).toContain('nothing new came: 2 records received');
  });

  test('after its time, and with nothing received it cannot judge', async () => {
    const { url, code, io } = await startListener(['--for', '50ms', '--min-coverage', '95'], world);
    expect(await code).toBe(2);
    expect(io.written.stderr).toBe(
      `listening on ${url}\ntime is over: 0 records received\nattrib-audit: nothing was received\n  point exporters here: OTEL_EXPORTER_OTLP_ENDPOINT=${url}\n`,
    );
    expect(io.written.stdout).toBe('');
  });

  test('with records refused, the report is not all and the exit code says so', async () => {
    const { url, terminate, io } = await startListener(['--json'], world);
    await runSuite({ kind: 'json', url, requests: 1, withoutOwner: 0 });
    expect((await post(`${url}/v1/records`, '{"trace_id":')).status).toBe(400);
    expect(await terminate()).toBe(2);
    expect(parse(io.written.stdout).totals.records).toBe(2);
    expect(io.written.stderr).toContain(
      'attrib-audit: listen: 1 request refused with 400: the input ends in the middle of this record (line 1)',
    );
  });

  test('full, it refuses with 429 and ends with exit 2', async () => {
    const { url, terminate, io } = await startListener(['--json', '--max-kept', '1'], world);
    await runSuite({ kind: 'json', url, requests: 1, withoutOwner: 0 });
    const large = JSON.stringify({ trace_id: 'tr_1', pad: 'x'.repeat(1_000_000) });
    const answer = await post(`${url}/v1/records`, large);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '30']);
    expect(await terminate()).toBe(2);
    expect(io.written.stderr).toContain('there is room for 1,000,000 bytes (--max-kept)');
  });
});

describe('while it listens', () => {
  test('/report.json and /metrics show what has come so far', async () => {
    const { url, terminate, io } = await startListener(['--json', '--min-coverage', '95'], world);
    const report = async (): Promise<AuditReport> => parse(await (await fetch(`${url}/report.json`)).text());
    expect((await report()).totals.records).toBe(0);
    await runSuite({ kind: 'json', url, requests: 3, withoutOwner: 1 });
    const early = await report();
    expect([early.totals.records, early.gate?.passed]).toEqual([6, false]);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('attrib_audit_listen_records 6\n');
    expect(metrics).toContain('attrib_audit_calls{grade="proven"} 2\n');
    await runSuite({ kind: 'json', url, requests: 3, withoutOwner: 0, firstId: 1000 });
    expect((await report()).totals.records).toBe(12);
    const last = await (await fetch(`${url}/report.json`)).text();
    expect(await terminate()).toBe(1);
    expect(last).toBe(io.written.stdout);
  });
});
