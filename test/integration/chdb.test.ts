import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { temporaryFolder } from '../cli/temporary-folder.ts';
import { testIo } from '../cli/test-io.ts';
import { gatewayLog, plainLog } from '../generate/plain-log.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = temporaryFolder();
let server: ChildProcess | undefined;
let at: string | undefined;

beforeAll(async () => {
  if (!existsSync(`${here}node_modules/chdb`)) {
    process.stderr.write(
      'no chdb in test/integration (npm install --no-save --prefix test/integration): a current ClickHouse was not tried\n',
    );
    return;
  }
  server = spawn(process.execPath, [`${here}chdb-server.js`], { stdio: ['pipe', 'pipe', 'inherit'] });
  at = await new Promise<string>((resolve, reject) => {
    server?.stdout?.once('data', (port: Buffer) => resolve(`127.0.0.1:${port.toString().trim()}`));
    server?.once('exit', () => reject(new Error('chdb did not start')));
  });
});
afterAll(() => {
  server?.removeAllListeners('exit');
  server?.stdin?.end();
});

async function run(argv: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const io = testIo({ cwd: folder.path });
  const code = await main(argv, io);
  return { code, ...io.written };
}

const withoutInputs = (json: string): unknown => {
  const report = JSON.parse(json);
  return { ...report, generated_from: { ...report.generated_from, inputs: [] } };
};

test('the statements for loaded events run on a current engine, with the same report', async () => {
  if (at === undefined) return;
  const log = [...plainLog(300, 100), ...gatewayLog(300, 100)];
  folder.write({ 'plain.jsonl': `${log.join('\n')}\n` });
  const url = `clickhouse://${at}/ai`;
  const loaded = await run(['load', 'plain.jsonl', '--to', url]);
  expect(loaded).toMatchObject({ code: 0, stderr: '' });
  const files = await run(['plain.jsonl', '--json']);
  const kept = await run([url, '--json']);
  expect(kept.stderr).toBe('');
  expect(withoutInputs(kept.stdout)).toEqual(withoutInputs(files.stdout));
}, 120_000);

test('rows of otel_traces with maps are read like the same rows in a file, without the prompts', async () => {
  if (at === undefined) return;
  const sample = `${here}../../samples/formats/clickhouse-otel-traces/text-values-and-quoted-duration/input.jsonl`;
  const rows = readFileSync(sample, 'utf8');
  await ask(otelTraces);
  await ask(`INSERT INTO ai.otel_traces FORMAT JSONEachRow\n${rows}`);
  folder.write({ 'otel.jsonl': rows });
  const files = await run(['otel.jsonl', '--json']);
  const kept = await run([`clickhouse://${at}/ai?table=otel_traces`, '--json']);
  expect(kept.stderr).toBe('');
  const [fromTable, fromFile] = [JSON.parse(kept.stdout), JSON.parse(files.stdout)];
  expect(fromTable.totals).toEqual(fromFile.totals);
  expect(fromTable.coverage).toEqual(fromFile.coverage);
  expect(fromTable.findings.map((finding: { code: string }) => finding.code)).toEqual(
    fromFile.findings.map((finding: { code: string }) => finding.code),
  );
  // What is read in full once is summed up from then on.
  const table = `clickhouse://${at}/ai?table=spans_as_events`;
  const loaded = await run(['load', `clickhouse://${at}/ai?table=otel_traces`, '--to', table]);
  expect(loaded).toMatchObject({ code: 0, stderr: '' });
  const summed = await run([table, '--json']);
  expect(withoutInputs(summed.stdout)).toEqual(withoutInputs(kept.stdout));
  expect(fromTable.generated_from.inputs[0].read_in_full).toContain('attrib-audit load');
  expect(JSON.parse(summed.stdout).generated_from.inputs[0]).not.toHaveProperty('read_in_full');
});

test('observations of Langfuse are read like the same rows in a file: each as it is now, without what was said', async () => {
  if (at === undefined) return;
  const sample = `${here}../../samples/formats/langfuse-observation/blob-rows-and-enriched-rows/input.jsonl`;
  const [row = ''] = readFileSync(sample, 'utf8').split('\n');
  const { latency, input_price: price, ...now } = JSON.parse(row);
  expect([latency, price]).toEqual([2500, 2e-6]); // only in exports
  const said = { input: 'a question', output: 'an answer', event_ts: '2026-09-14 08:20:04.000', is_deleted: 0 };
  const before = { ...now, usage_details: { input: 1 }, total_cost: 0, ...said, event_ts: '2026-09-14 08:20:02.000' };
  const gone = { ...now, id: 'f000000000000002', ...said, is_deleted: 1 };
  await ask(langfuseObservations);
  for (const one of [before, { ...now, ...said }, gone])
    await ask(`INSERT INTO ai.observations FORMAT JSONEachRow\n${JSON.stringify(one)}`);
  folder.write({ 'langfuse.jsonl': `${JSON.stringify(now)}\n` });
  const files = await run(['langfuse.jsonl', '--json']);
  const kept = await run([`clickhouse://${at}/ai?table=observations`, '--json']);
  expect(kept.stderr).toBe('');
  const [fromTable, fromFile] = [JSON.parse(kept.stdout), JSON.parse(files.stdout)];
  expect(fromFile.totals).toMatchObject({ calls: 1, spend_usd: '0.00152', logged_usd: '0.00152' });
  expect(fromTable.totals).toEqual(fromFile.totals);
  expect(fromTable.coverage).toEqual(fromFile.coverage);
  expect(fromTable.generated_from.inputs[0]).toMatchObject({
    format: 'langfuse-observation',
    records: 1,
    calls: 1,
    read_in_full: 'only events that attrib-audit load wrote are summed up where they are',
  });
}, 120_000);

async function ask(sql: string): Promise<string> {
  const answer = await fetch(`http://${at}/`, { method: 'POST', body: sql });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.text();
}

/** As Langfuse 3 makes it, without indexes and codecs. */
const langfuseObservations = `CREATE TABLE ai.observations (
  id String, trace_id String, project_id String, type LowCardinality(String), parent_observation_id Nullable(String),
  start_time DateTime64(3), end_time Nullable(DateTime64(3)), name String, metadata Map(LowCardinality(String), String),
  level LowCardinality(String), status_message Nullable(String), version Nullable(String), environment LowCardinality(String),
  input Nullable(String), output Nullable(String), provided_model_name Nullable(String), internal_model_id Nullable(String),
  model_parameters Nullable(String), usage_details Map(LowCardinality(String), UInt64),
  provided_cost_details Map(LowCardinality(String), Decimal64(12)), cost_details Map(LowCardinality(String), Decimal64(12)),
  total_cost Nullable(Decimal64(12)), completion_start_time Nullable(DateTime64(3)), event_ts DateTime64(3), is_deleted UInt8
) ENGINE = ReplacingMergeTree(event_ts, is_deleted) PARTITION BY toYYYYMM(start_time)
PRIMARY KEY (project_id, type, toDate(start_time)) ORDER BY (project_id, type, toDate(start_time), id)`;

/** As the collector's exporter makes it, without indexes and codecs. */
const otelTraces = `CREATE TABLE ai.otel_traces (
  Timestamp DateTime64(9), TraceId String, SpanId String, ParentSpanId String, TraceState String, SpanName LowCardinality(String),
  SpanKind LowCardinality(String), ServiceName LowCardinality(String), ResourceAttributes Map(LowCardinality(String), String),
  ScopeName String, ScopeVersion String, SpanAttributes Map(LowCardinality(String), String), Duration UInt64,
  StatusCode LowCardinality(String), StatusMessage String,
  Events Nested (Timestamp DateTime64(9), Name LowCardinality(String), Attributes Map(LowCardinality(String), String)),
  Links Nested (TraceId String, SpanId String, TraceState String, Attributes Map(LowCardinality(String), String))
) ENGINE = MergeTree ORDER BY (ServiceName, SpanName, toDateTime(Timestamp))`;
