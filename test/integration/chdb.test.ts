import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { temporaryFolder } from '../cli/temporary-folder.ts';
import { testIo } from '../cli/test-io.ts';
import { plainLog } from '../generate/plain-log.ts';

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
  folder.write({ 'plain.jsonl': `${[...plainLog(300, 100)].join('\n')}\n` });
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
  const ask = async (sql: string): Promise<string> => {
    const answer = await fetch(`http://${at}/`, { method: 'POST', body: sql });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.text();
  };
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
});

/** As the collector's exporter makes it, without indexes and codecs. */
const otelTraces = `CREATE TABLE ai.otel_traces (
  Timestamp DateTime64(9), TraceId String, SpanId String, ParentSpanId String, TraceState String, SpanName LowCardinality(String),
  SpanKind LowCardinality(String), ServiceName LowCardinality(String), ResourceAttributes Map(LowCardinality(String), String),
  ScopeName String, ScopeVersion String, SpanAttributes Map(LowCardinality(String), String), Duration UInt64,
  StatusCode LowCardinality(String), StatusMessage String,
  Events Nested (Timestamp DateTime64(9), Name LowCardinality(String), Attributes Map(LowCardinality(String), String)),
  Links Nested (TraceId String, SpanId String, TraceState String, Attributes Map(LowCardinality(String), String))
) ENGINE = MergeTree ORDER BY (ServiceName, SpanName, toDateTime(Timestamp))`;
