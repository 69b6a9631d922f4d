// Budgets and policies over a table in two shards: the report of the files, byte for byte, though nearly all calls are sums. And the calls
// that come back are those around what is decided. By the built program, see parity.test.ts.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callsIn } from '../../src/audit/budgets/budget-calls.ts';
import { startAudit } from '../../src/audit/start-audit.ts';
import { loadSettings } from '../../src/cli/load-settings.ts';
import { connect } from '../../src/cli/sources/clickhouse/connection.ts';
import { readSourceUrl } from '../../src/cli/sources/source-url.ts';
import type { Ask } from '../../src/cluster/ask.ts';
import { ddlStatements } from '../../src/cluster/ddl.ts';
import { loadedRows } from '../../src/cluster/keep.ts';
import { sumUp } from '../../src/cluster/sum-up.ts';
import type { Event } from '../../src/model/event.ts';
import { temporaryFolder } from '../cli/temporary-folder.ts';
import { testIo } from '../cli/test-io.ts';
import { faultyLogs } from '../generate/faulty-logs.ts';
import { gatewayLog, plainLog } from '../generate/plain-log.ts';
import { type Cluster, clusterName, startCluster } from './clickhouse-servers.ts';

const program = fileURLToPath(new URL('../../bin/attrib-audit.js', import.meta.url));
const begin = Date.UTC(2026, 7, 1);
const [hourMs, dayMs] = [3_600_000, 86_400_000];
const shop = fileURLToPath(new URL('../../samples/shop', import.meta.url));
const folder = temporaryFolder();
let cluster: Cluster | undefined;

beforeAll(async () => {
  cluster = await startCluster();
}, 120_000);
afterAll(() => cluster?.stop());

async function run(argv: readonly string[], cwd = folder.path): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, ...argv], {
    cwd,
    maxBuffer: 64 * 1024 * 1024,
  });
  expect(stderr).toBe('');
  return stdout;
}

function withServers(name: string, work: (servers: Cluster) => Promise<void>): void {
  test(name, async () => {
    if (cluster) await work(cluster);
  }, 120_000);
}

const withoutInputs = (json: string): unknown => {
  const report = JSON.parse(json);
  expect(report.generated_from.inputs[0]).not.toHaveProperty('read_in_full');
  return JSON.stringify({ ...report, generated_from: { ...report.generated_from, inputs: [] } });
};

/** Three days of calls, in hours in which the next day begins elsewhere. Teams have keys, some of which are in other hands. */
function withKeys(lines: Iterable<string>): string {
  const keyed = [...lines].map((line) => {
    const record = JSON.parse(line);
    const day = Math.floor((record.start_ms - begin) / dayMs);
    const number = Number.parseInt(record.trace_id.slice(0, 2), 16) % 3;
    return JSON.stringify({
      ...record,
      start_ms: begin + (day % 3) * dayMs + 17.5 * hourMs + Math.floor(((record.start_ms - begin) % dayMs) / 4),
      virtual_key: `vk-${record.owner_team ?? 'lost'}-${number}`,
      request_source: number === 2 ? 'cron' : 'user',
      ...(record.owner_team === 'search' && number === 1 && { tenant_id_hash: undefined, user_id_hash: undefined }),
      ...(record.owner_team === 'sales' && number === 1 && { service_account: 'job' }),
      ...(record.owner_team === 'claims' && number === 2 && { environment: 'staging' }),
    });
  });
  return `${keyed.join('\n')}\n`;
}

const registry = {
  parents: [{ id: 'shop', budget: { usd: '5', time_zone: 'Europe/Berlin' } }],
  teams: [
    { id: 'support', parent: 'shop', budget: { usd: '0.9', window: 'week' } },
    { id: 'sales', parent: 'shop', budget: { usd: '1' } },
    { id: 'search', parent: 'shop', budget: { usd: '0.2', window: 'day', time_zone: 'Asia/Kathmandu' } },
    { id: 'billing' },
    { id: 'claims' },
  ],
  identities: [
    {
      match: { virtual_key: 'vk-support-1' },
      team: 'support',
      budget: { usd: '0.05', window: 'day' },
      valid_from: '2026-08-02',
    },
    { match: { virtual_key: 'vk-claims-*' }, team: 'claims', environment: 'staging' },
  ],
  service_accounts: ['sa-*'],
};
const approvals = {
  approvals: [
    {
      team: 'support',
      valid_from: '2026-08-02',
      valid_to: '2026-08-03',
      usd: '0.25',
      reason_code: 'launch',
      approved_by: '#leads',
    },
  ],
};
const config = {
  registry: 'registry.json',
  budgets: [{ match: { owner_team: 'claims', feature: '*' }, usd: '0.8', window: 'month' }],
  policy: {
    premium_models: ['claude-*', 'gpt-5.4'],
    approvals: 'approvals.json',
    rules: [
      {
        rule: 'required-fields',
        fields: ['owner_team', 'project'],
        environments: ['production'],
        mode: 'hard',
        hard_from: '2026-08-02',
      },
      { rule: 'anonymous-call' },
      { rule: 'unlisted-service-account' },
      { rule: 'unknown-rate-card' },
      { rule: 'over-budget', mode: 'hard', hard_from: '2026-08-03', except: [{ request_source: 'cron' }] },
      { rule: 'over-budget', environments: ['production'] },
      { rule: 'request-cap', by: 'virtual_key', per_minute: 1, caps: { 'vk-sales-0': 2 } },
      { rule: 'premium-on-short-call', tasks: ['support-*', 'sales-*'], max_output_tokens: 120 },
      { rule: 'premium-outside-production' },
      { rule: 'test-in-production', tests: ['search-*'] },
    ],
  },
};

async function tablesIn({ shards }: Cluster, database: string): Promise<string> {
  for (const shard of shards) {
    await shard.ask(`CREATE DATABASE ${database}`);
    for (const statement of ddlStatements({ table: 'attrib_events', database, cluster: clusterName }))
      await shard.ask(statement.replaceAll('EXISTS `', `EXISTS ${database}.\``));
  }
  return `clickhouse://${shards[0].at}/${database}`;
}

describe('the report of the files, byte for byte', () => {
  withServers('the shop: its registry with budgets, its policy with caps and approvals', async (servers) => {
    const logs = ['app.otlp.jsonl', 'bedrock.jsonl', 'litellm.jsonl', 'openai-usage.csv'];
    const url = await tablesIn(servers, 'shop');
    await run(['load', ...logs, '--to', url, '--quiet'], shop);
    const [files = '', kept = ''] = await Promise.all([logs, [url]].map((from) => run([...from, '--json'], shop)));
    expect(JSON.parse(files).enforcement.rejected.calls).toBeGreaterThan(20);
    expect(withoutInputs(kept) === withoutInputs(files)).toBe(true);
  });

  withServers('requests of a month, some of them broken, under every rule there is', async (servers) => {
    const url = await tablesIn(servers, 'month');
    folder.write({
      'registry.json': JSON.stringify(registry),
      'approvals.json': JSON.stringify(approvals),
      'attrib-audit.config.json': JSON.stringify(config),
      'logs/plain.jsonl': withKeys(plainLog(450, 20)),
      'logs/gateway.jsonl': withKeys(gatewayLog(250, 20)),
      ...Object.fromEntries(Object.entries(faultyLogs(20, 9)).map(([name, text]) => [`logs/${name}`, text])),
    });
    await run(['load', 'logs', '--to', url, '--quiet']);
    const [files = '', kept = ''] = await Promise.all(['logs', url].map((from) => run([from, '--json'])));
    const { budgets, enforcement } = JSON.parse(files);
    expect(budgets.windows.filter((one: { state: string }) => one.state === 'spent').length).toBeGreaterThan(5);
    expect(
      enforcement.rules.map(
        (rule: { before: { calls: number }; after: { calls: number } }) => rule.before.calls + rule.after.calls,
      ),
    ).toEqual([687, 52, 39, 8, 80, 97, 8, 14, 18, 142]);
    expect(withoutInputs(kept) === withoutInputs(files)).toBe(true);
    const [counted, summed] = await Promise.all(
      ['logs', url].map((from) => run(['budgets', from, '--as-of', '2026-08-02T20:30Z', '--json'])),
    );
    expect(summed).toBe(counted);
  });
});

withServers('calls that come back are those around what is decided', async ({ shards }) => {
  folder.write({
    'few/attrib-audit.config.json': JSON.stringify({
      budgets: [{ match: { owner_team: 'support' }, usd: '0.6' }],
      policy: { rules: [{ rule: 'over-budget' }, { rule: 'anonymous-call' }] },
    }),
  });
  const { audit: settings } = await loadSettings({}, testIo({ cwd: `${folder.path}/few` }));
  const connection = await connect(
    readSourceUrl(`clickhouse://${shards[0].at}/month`, [], ''),
    { user: undefined, password: undefined },
    { max_query_size: 9_000_000 },
  );
  const ask: Ask = (sql) => connection.rows(sql);
  const walked: Event[] = [];
  const table = loadedRows('attrib_events', true);
  const summed = await sumUp(ask, table, settings, (event) => walked.push(event));
  if ('in_full' in summed) throw new Error(summed.in_full);
  const judged = startAudit(settings);
  judged.add(walked);
  const settled = await summed.settle?.(ask, [judged.summed().tally]);
  await connection.close();
  const calls = settled?.policy_calls ?? [];
  const alone = calls.filter((call) => !call.many);
  expect(calls.reduce((sum, call) => sum + callsIn(call), 0)).toBe(663);
  expect(alone.length).toBeLessThan(80);
  expect(new Set(alone.map(({ team }) => team))).toEqual(new Set(['support', 'search']));
});
