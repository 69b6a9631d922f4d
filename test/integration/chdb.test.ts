import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadSettings } from '../../src/cli/load-settings.ts';
import { main } from '../../src/cli/main.ts';
import { connect } from '../../src/cli/sources/clickhouse/connection.ts';
import type { Open } from '../../src/cli/sources/clickhouse/kept-events.ts';
import { sumInPlace } from '../../src/cli/sources/clickhouse/sum-in-place.ts';
import { readSourceUrl } from '../../src/cli/sources/source-url.ts';
import { loggedColumns, plainCost } from '../../src/cluster/row-usage.ts';
import { quotedText } from '../../src/cluster/sql-text.ts';
import { clickhouseOtelTraces } from '../../src/formats/clickhouse-otel-traces.ts';
import { heliconeCh } from '../../src/formats/helicone-ch.ts';
import type { Event } from '../../src/model/event.ts';
import { isObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';
import { temporaryFolder } from '../cli/temporary-folder.ts';
import { testIo } from '../cli/test-io.ts';
import { faultyLogs } from '../generate/faulty-logs.ts';
import { heliconeRowsOf, heliconeSql } from '../generate/helicone-rows.ts';
import { litellmRowsOf, litellmSql } from '../generate/litellm-rows.ts';
import { observationOfRecord, observationsSql } from '../generate/observation-rows.ts';
import { withOddValues } from '../generate/odd-spans.ts';
import { gatewayLog, plainLog } from '../generate/plain-log.ts';
import { random } from '../generate/random.ts';
import { otelTracesSql, rowOfRecord, rowsOfOtlp } from '../generate/span-rows.ts';

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
const inputsIn = (json: string) => JSON.parse(json).generated_from.inputs;
/** A row of a table has no line, and the table another name. */
const withoutPlaces = (json: string): unknown =>
  withoutInputs(
    json.replaceAll(/"line": ?\d+/g, '"line":0').replaceAll(/"(?:clickhouse:[^"]*|[a-z]+\.jsonl)"/g, '"rows"'),
  );
/** Budgets that run out, some of them within a day elsewhere, and rules that reject calls by themselves and in time. */
const rules = {
  'rules.json': JSON.stringify({
    budgets: [
      { match: { owner_team: '*' }, usd: '0.4', time_zone: 'Europe/Berlin' },
      { match: { owner_team: '*', model: '*' }, usd: '0.02', window: 'day' },
    ],
    policy: {
      premium_models: ['claude-*'],
      rules: [
        { rule: 'over-budget', mode: 'hard', hard_from: '2026-08-10' },
        { rule: 'request-cap', by: 'service_account', per_minute: 1 },
        { rule: 'premium-on-short-call', tasks: ['*-flow'], max_output_tokens: 300 },
        { rule: 'required-fields', fields: ['cost_center'] },
      ],
    },
  }),
};
const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');
const sampleOfAttributes = 'text-values-and-quoted-duration/input.jsonl';

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
  folder.write(rules);
  const ruled = ['--config', 'rules.json', '--json'];
  const bounded = await run([url, ...ruled]);
  expect(bounded.stderr).toBe('');
  expect(withoutInputs(bounded.stdout)).toEqual(withoutInputs((await run(['plain.jsonl', ...ruled])).stdout));
  expect(inputsIn(bounded.stdout)[0]).not.toHaveProperty('read_in_full');
  expect(JSON.parse(bounded.stdout).enforcement.rejected.calls).toBeGreaterThan(200);
}, 120_000);

test('spans of otel_traces are audited where they are, with the report of the same rows in a file', async () => {
  if (at === undefined) return;
  const sample = readFileSync(`${here}../../samples/formats/clickhouse-otel-traces/${sampleOfAttributes}`, 'utf8');
  const logs = [...plainLog(300, 100), ...gatewayLog(300, 100)].map(rowOfRecord);
  // The exporter writes ids as hexadecimal texts, whatever was sent.
  const faults = linesOf(faultyLogs(700, 5)['otlp.jsonl'] ?? '')
    .flatMap(rowsOfOtlp)
    .filter(({ TraceId }) => /^(?:[0-9a-f]{32})?$/.test(String(TraceId)));
  const rows = [...logs, ...faults].map((row) => JSON.stringify(row)).join('\n');
  await ask(otelTracesSql('ai.otel_traces'));
  await ask(`INSERT INTO ai.otel_traces SETTINGS session_timezone = 'UTC' FORMAT JSONEachRow\n${rows}\n${sample}`);
  folder.write({ 'otel.jsonl': `${rows}\n${sample}` });
  const flags = ['--group-by', 'feature,day', '--json'];
  const files = await run(['otel.jsonl', ...flags]);
  const kept = await run([`clickhouse://${at}/ai?table=otel_traces`, ...flags]);
  expect(kept.stderr).toBe('');
  expect(withoutPlaces(kept.stdout)).toEqual(withoutPlaces(files.stdout));
  const [[fromTable], [fromFile]] = [inputsIn(kept.stdout), inputsIn(files.stdout)];
  expect(fromTable).toEqual({
    ...fromFile,
    path: fromTable.path,
    bytes: 0,
    unread_ownership: fromTable.unread_ownership,
  });
}, 120_000);

const tables = [
  ['spans of a collector', otelTracesSql, (line: string, index: number) => [rowOfRecord(line, index)], 3],
  ['observations of Langfuse', observationsSql, (line: string, index: number) => [observationOfRecord(line, index)], 3],
  ['requests of Helicone', heliconeSql, heliconeRowsOf, 1],
  ['spend logs of LiteLLM', litellmSql, litellmRowsOf, 1],
] as const;

test.each(tables)(
  '%s are audited where they are, with the report of the same rows in a file',
  async (_, ddl, rowsOf) => {
    if (at === undefined) return;
    const rows = [...plainLog(40, 100), ...gatewayLog(120, 100)].flatMap(rowsOf).map((row) => JSON.stringify(row));
    folder.write({ 'rows.jsonl': `${rows.join('\n')}\n` });
    await ask(`DROP TABLE IF EXISTS ai.rows`);
    await ask(ddl('ai.rows'));
    await ask(`INSERT INTO ai.rows SETTINGS session_timezone = 'UTC' FORMAT JSONEachRow\n${rows.join('\n')}`);
    const flags = ['--group-by', 'feature,day', '--json'];
    const files = await run(['rows.jsonl', ...flags]);
    const kept = await run([`clickhouse://${at}/ai?table=rows`, ...flags]);
    expect(kept.stderr).toBe('');
    expect(withoutPlaces(kept.stdout)).toEqual(withoutPlaces(files.stdout));
    expect(inputsIn(kept.stdout)[0]).not.toHaveProperty('read_in_full');
    folder.write(rules);
    const ruled = ['--config', 'rules.json', '--json'];
    const bounded = await run([`clickhouse://${at}/ai?table=rows`, ...ruled]);
    expect(bounded.stderr).toBe('');
    expect(withoutPlaces(bounded.stdout)).toEqual(withoutPlaces((await run(['rows.jsonl', ...ruled])).stdout));
    expect(inputsIn(bounded.stdout)).toEqual(inputsIn(kept.stdout));
    expect(JSON.parse(bounded.stdout).enforcement.rejected.calls).toBeGreaterThan(15);
  },
  120_000,
);

test.each(tables)(
  'of %s only broken traces come back',
  async (_, ddl, rowsOf, rowsATrace) => {
    if (at === undefined) return;
    const rows = [...gatewayLog(1_000, 10)].flatMap(rowsOf).map((row) => JSON.stringify(row));
    await ask(`DROP TABLE IF EXISTS ai.rows`);
    await ask(ddl('ai.rows'));
    await ask(`INSERT INTO ai.rows SETTINGS session_timezone = 'UTC' FORMAT JSONEachRow\n${rows.join('\n')}`);
    const url = readSourceUrl(`clickhouse://${at}/ai`, [], '');
    const open: Open = (settings) => connect(url, { user: undefined, password: undefined }, settings);
    const { audit } = await loadSettings({}, testIo({ cwd: folder.path }));
    const taken: Event[] = [];
    const summed = await sumInPlace(open, 'rows', 'rows')(audit, {}, (event) => taken.push(event));
    const walked = new Set(taken.map((event) => event.trace_id)).size;
    expect('tally' in summed && [summed.tally.traces, summed.inputs[0]?.records]).toEqual([
      1_000 - walked,
      1_000 * rowsATrace,
    ]);
    // Ten of each thousand are broken, and five log a wrong cost.
    expect(walked).toBeLessThanOrEqual(15);
  },
  120_000,
);

test('budgets, a policy and a contract of one’s own are judged where the rows of others are', async () => {
  if (at === undefined) return;
  const rows = [...gatewayLog(200, 50)].map(rowOfRecord).map((row) => JSON.stringify(row));
  folder.write({ 'rules/rows.jsonl': `${rows.join('\n')}\n`, ...ruled });
  await ask('DROP TABLE IF EXISTS ai.rows');
  await ask(otelTracesSql('ai.rows'));
  await ask(`INSERT INTO ai.rows SETTINGS session_timezone = 'UTC' FORMAT JSONEachRow\n${rows.join('\n')}`);
  const from = `clickhouse://${at}/ai?table=rows`;
  const audited = async (input: string): Promise<string> => {
    const io = testIo({ cwd: `${folder.path}/rules` });
    await main([input, '--contract', 'contract.json', '--json'], io);
    expect(io.written.stderr).toBe('');
    return io.written.stdout;
  };
  const [files, kept] = [await audited('rows.jsonl'), await audited(from)];
  const { budgets, enforcement } = JSON.parse(files);
  expect(budgets.windows.filter((one: { state: string }) => one.state === 'spent').length).toBeGreaterThan(3);
  expect(enforcement.rejected.calls).toBeGreaterThan(5);
  expect(withoutPlaces(kept)).toEqual(withoutPlaces(files));
  expect(inputsIn(kept)[0]).not.toHaveProperty('read_in_full');
}, 120_000);

const ruled = {
  'rules/attrib-audit.config.json': JSON.stringify({
    registry: 'registry.json',
    budgets: [{ match: { owner_team: 'claims', feature: '*' }, usd: '0.02', window: 'month' }],
    policy: {
      premium_models: ['claude-*'],
      rules: [
        { rule: 'over-budget', mode: 'hard', hard_from: '2026-08-03' },
        { rule: 'request-cap', by: 'service_account', per_minute: 1 },
        { rule: 'premium-on-short-call', tasks: ['support-*', 'sales-*'], max_output_tokens: 120 },
      ],
    },
  }),
  'rules/registry.json': JSON.stringify({
    teams: [
      { id: 'support', budget: { usd: '0.03', window: 'week' } },
      { id: 'sales', budget: { usd: '0.01' } },
      { id: 'search', budget: { usd: '0.004', window: 'day', time_zone: 'Asia/Kathmandu' } },
      { id: 'billing' },
      { id: 'claims' },
    ],
  }),
  'rules/contract.json': JSON.stringify({
    type: 'object',
    required: ['owner_team', 'trace_id'],
    properties: { tenant_id_hash: { type: 'string', pattern: '^t_[0-9a-e]' } },
  }),
};

test('spans in which something is odd are audited where they are like the same rows in a file', async () => {
  if (at === undefined) return;
  const seed = Number(process.env.ODD_SEED ?? '1');
  const plain = [...gatewayLog(300, 20, seed), ...plainLog(40, 20, seed + 1000)].map(rowOfRecord);
  const rows = [...withOddValues(plain, random(seed))].map((row) => JSON.stringify(row));
  folder.write({ 'rows.jsonl': `${rows.join('\n')}\n` });
  await ask('DROP TABLE IF EXISTS ai.rows');
  await ask(otelTracesSql('ai.rows'));
  await ask(`INSERT INTO ai.rows SETTINGS session_timezone = 'UTC' FORMAT JSONEachRow\n${rows.join('\n')}`);
  const files = await run(['rows.jsonl', '--json']);
  const kept = await run([`clickhouse://${at}/ai?table=rows`, '--json']);
  expect(kept.stderr).toBe('');
  expect(inputsIn(kept.stdout)[0]).not.toHaveProperty('read_in_full');
  expect(withoutPlaces(kept.stdout)).toEqual(withoutPlaces(files.stdout));
}, 120_000);

test('a logged cost is read to the last digit, however it is written', async () => {
  if (at === undefined) return;
  const digit = fc.integer({ min: 0, max: 9 }).map(String);
  const digits = (least: number, most: number) =>
    fc.array(digit, { minLength: least, maxLength: most }).map((list) => list.join(''));
  const written = fc.oneof(
    fc.tuple(digits(1, 6), digits(1, 40)).map(([whole, below]) => `${whole}.${below}`),
    fc.double({ min: 1e-9, max: 900, noNaN: true }).map(String),
    fc
      .tuple(digits(1, 3), digits(17, 17), fc.constantFrom('5', '50', '500', '501', '49'))
      .map((parts) => `${parts[0]}.${parts[1]}${parts[2]}`),
  );
  for (const format of [clickhouseOtelTraces, heliconeCh]) {
    const unit = format.fields.logged_cost_usd?.unit === 'nano-usd' ? 1_000_000_000n : 1n;
    const costs = fc.sample(written, 3_000).map((text) => (unit === 1n ? text : text.replace(/[.e].*$/, '')));
    const told = Object.entries(loggedColumns(format)).map(([name, sql]) => `${sql} AS ${name}`);
    const rows = await ask(
      `SELECT cost, match(cost, '${plainCost(format)}') AS plain, ${told.join(', ')}, toString(logged_pico) AS pico, toString(logged_rest) AS rest FROM (SELECT arrayJoin([${costs.map(quotedText).join(', ')}]) AS cost) FORMAT JSONEachRow`,
    );
    const read = linesOf(rows).map((row) => JSON.parse(row));
    const plain = read.filter((row) => row.plain === 1);
    expect(plain.length).toBeGreaterThan(2_000);
    for (const row of plain) {
      const amount = BigInt(row.pico) * 1_000_000n + BigInt(row.rest);
      expect([row.cost, amount]).toEqual([row.cost, (parseUsd(row.cost) ?? -1n) / unit]);
    }
  }
});

test('spans whose ids cannot be seen in columns are read in full, and the report says why', async () => {
  if (at === undefined) return;
  const [line = ''] = plainLog(1, 0);
  const row = rowOfRecord(line, 1);
  const own = { ...(isObject(row.SpanAttributes) ? row.SpanAttributes : {}), metadata: '{"trace_id": "other"}' };
  for (const [table, odd, why] of [
    ['hidden_ids', { ...row, SpanAttributes: own }, 'ids stand inside JSON text or baggage'],
    ['short_ids', { ...row, TraceId: String(row.TraceId).slice(16) }, 'some of its trace ids are in another form'],
  ] as const) {
    await ask(otelTracesSql(`ai.${table}`));
    await ask(`INSERT INTO ai.${table} SETTINGS session_timezone = 'UTC' FORMAT JSONEachRow\n${JSON.stringify(odd)}`);
    const kept = await run([`clickhouse://${at}/ai?table=${table}`, '--json']);
    expect(inputsIn(kept.stdout)[0]).toMatchObject({ records: 1, read_in_full: why });
  }
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
  await ask(observationsSql('ai.observations'));
  for (const one of [before, { ...now, ...said }, gone])
    await ask(
      `INSERT INTO ai.observations SETTINGS session_timezone = 'UTC' FORMAT JSONEachRow\n${JSON.stringify(one)}`,
    );
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
  });
}, 120_000);

test('the traces table of Langfuse says who its observations belong to, when both are named', async () => {
  if (at === undefined) return;
  const trace = 'aa1c8f2ab1d84c0c9e6d2b7a50c3e911';
  const now = {
    ...{ id: trace, timestamp: '2026-09-14 08:20:01.000', name: 'draft', user_id: 'u_1f2e3d4c5b6a', project_id: 'p1' },
    metadata: { owner_team: 'support', workflow_id: 'refunds' },
    ...{ release: null, version: null, environment: 'production', public: false, bookmarked: false },
    ...{ tags: ['feature:draft-reply'], session_id: 'cart-17' },
  };
  const call = {
    ...{ id: 'f0000000000000a1', trace_id: trace, project_id: 'p1', type: 'GENERATION', parent_observation_id: null },
    ...{
      start_time: '2026-09-14 08:20:01.120',
      end_time: '2026-09-14 08:20:03.620',
      name: 'draft-reply',
      metadata: {},
    },
    ...{ level: 'DEFAULT', environment: 'production', provided_model_name: 'gpt-4.1', total_cost: 0.00106 },
    usage_details: { input: 400, input_cached_tokens: 100, output: 30, total: 530 },
    cost_details: { total: 0.00106 },
  };
  const said = { input: 'a question', output: 'an answer', event_ts: '2026-09-14 08:20:04.000', is_deleted: 0 };
  const before = { ...now, ...said, metadata: { owner_team: 'sales' }, event_ts: '2026-09-14 08:20:02.000' };
  const gone = { ...now, ...said, id: 'bb1c8f2ab1d84c0c9e6d2b7a50c3e911', is_deleted: 1 };
  await ask('CREATE DATABASE langfuse');
  await ask(langfuseTraces);
  await ask(observationsSql('langfuse.observations'));
  const insert = (table: string, row: object) =>
    ask(`INSERT INTO langfuse.${table} SETTINGS session_timezone = 'UTC' FORMAT JSONEachRow\n${JSON.stringify(row)}`);
  for (const row of [before, { ...now, ...said }, gone]) await insert('traces', row);
  await insert('observations', { ...call, ...said });
  folder.write({ 'both.jsonl': `${JSON.stringify(now)}\n${JSON.stringify(call)}\n` });
  const tables = ['traces', 'observations'].map((table) => `clickhouse://${at}/langfuse?table=${table}`);
  const files = await run(['both.jsonl', '--json']);
  const kept = await run([...tables, '--json']);
  expect(kept.stderr).toBe('');
  expect(kept.stdout).not.toContain('a question');
  const [fromTables, fromFile] = [JSON.parse(kept.stdout), JSON.parse(files.stdout)];
  expect(fromFile.totals).toMatchObject({ calls: 1, spend_usd: '0.00109', logged_usd: '0.00106' });
  expect(fromFile.groups.owner_team).toMatchObject([{ key: 'support', calls: 1 }]);
  for (const part of ['totals', 'coverage', 'groups', 'breaks', 'excluded'])
    expect(withoutTable(fromTables[part])).toEqual(withoutTable(fromFile[part]));
  expect(inputsIn(kept.stdout)).toMatchObject([
    { format: 'langfuse-observation', records: 1, calls: 0 },
    { format: 'langfuse-observation', records: 1, calls: 1 },
  ]);
  const alone = await run([tables[0] ?? '', '--json']);
  expect(JSON.parse(alone.stdout).totals).toMatchObject({ records: 1, calls: 0 });
}, 120_000);

/** A table has another name than a file, and its rows have no line. */
const withoutTable = (part: unknown): unknown =>
  JSON.parse(
    JSON.stringify(part)
      .replaceAll(/"line":\d+/g, '"line":0')
      .replaceAll(/"source":"[^"]*"/g, '"source":""'),
  );

async function ask(sql: string): Promise<string> {
  const answer = await fetch(`http://${at}/`, { method: 'POST', body: sql });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.text();
}

/** As Langfuse 3 makes it, without indexes and codecs. */
const langfuseTraces = `CREATE TABLE langfuse.traces (
  id String, timestamp DateTime64(3), name String, user_id Nullable(String), metadata Map(LowCardinality(String), String),
  release Nullable(String), version Nullable(String), project_id String, environment LowCardinality(String), public Bool, bookmarked Bool,
  tags Array(String), input Nullable(String), output Nullable(String), session_id Nullable(String), created_at DateTime64(3),
  updated_at DateTime64(3), event_ts DateTime64(3), is_deleted UInt8
) ENGINE = ReplacingMergeTree(event_ts, is_deleted) PARTITION BY toYYYYMM(timestamp)
PRIMARY KEY (project_id, toDate(timestamp)) ORDER BY (project_id, toDate(timestamp), id)`;
