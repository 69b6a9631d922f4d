import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSettings } from '../../../src/cli/load-settings.ts';
import { main } from '../../../src/cli/main.ts';
import { connect } from '../../../src/cli/sources/clickhouse/connection.ts';
import { readSourceUrl } from '../../../src/cli/sources/source-url.ts';
import type { Ask } from '../../../src/cluster/ask.ts';
import { loadedRows } from '../../../src/cluster/keep.ts';
import { sumUp } from '../../../src/cluster/sum-up.ts';
import type { Event } from '../../../src/model/event.ts';
import { auditor, type Cluster, clusterName, nobody, startCluster } from '../../cluster/clickhouse-servers.ts';
import { faultyLogs } from '../../generate/faulty-logs.ts';
import { gatewayLog, plainLog } from '../../generate/plain-log.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { testIo } from '../test-io.ts';

const shop = fileURLToPath(new URL('../../../samples/shop', import.meta.url));
const logs = ['app.otlp.jsonl', 'bedrock.jsonl', 'envoy.jsonl', 'litellm.jsonl', 'openai-usage.csv'];
let cluster: Cluster | undefined;

beforeAll(async () => {
  cluster = await startCluster();
}, 120_000);
afterAll(() => cluster?.stop());

/** Wants more than the default contract does, of fields that do not differ from call to call. */
const strictContract = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['owner_team', 'cost_center', 'tenant_id_hash', 'model', 'usage'],
  recommended: ['feature', 'user_id_hash', 'project'],
  properties: { owner_team: { type: 'string', enum: ['support', 'sales', 'search'] } },
};

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(argv: readonly string[], cwd = shop, env: Record<string, string> = {}): Promise<Ran> {
  const io = testIo({ cwd, env });
  const code = await main(argv, io);
  return { code, ...io.written };
}

/** A test that needs the servers; says nothing where there are none. */
function withServers(name: string, work: (servers: Cluster) => Promise<void>): void {
  test(name, async () => {
    if (cluster) await work(cluster);
  }, 120_000);
}

const withoutInputs = (json: string): string => {
  const report = JSON.parse(json);
  return JSON.stringify({ ...report, generated_from: { ...report.generated_from, inputs: [] } });
};

describe('one server', () => {
  withServers('what was loaded is audited as the files are, byte for byte', async ({ shards: [server] }) => {
    await server.ask('CREATE DATABASE shop');
    const url = `clickhouse://${server.at}/shop`;
    const loaded = await run(['load', ...logs, '--to', url]);
    expect(loaded).toEqual({ code: 0, stdout: `${url}: 715 events added\n`, stderr: '' });
    const files = await run([...logs, '--json']);
    const kept = await run([url, '--json']);
    expect(kept.stderr).toBe('');
    expect(withoutInputs(kept.stdout)).toBe(withoutInputs(files.stdout));
    expect(JSON.parse(kept.stdout).generated_from.inputs).toHaveLength(logs.length);
  });

  withServers('loading again adds nothing', async ({ shards: [server] }) => {
    const url = `clickhouse://${server.at}/shop`;
    expect((await run(['load', ...logs, '--to', url])).stdout).toBe(`${url}: 0 events added, 715 were there already\n`);
    expect(await server.ask('SELECT count() FROM shop.attrib_events')).toBe('715\n');
  });

  withServers('tables and files in one run are one audit', async ({ shards: [server] }) => {
    await server.ask('CREATE DATABASE half');
    const url = `clickhouse://${server.at}/half`;
    await run(['load', ...logs.slice(0, 3), '--to', url]);
    const files = await run([...logs, '--json']);
    const mixed = await run([url, ...logs.slice(3), '--json']);
    expect(withoutInputs(mixed.stdout)).toBe(withoutInputs(files.stdout));
  });
});

describe('two shards', () => {
  const folder = temporaryFolder();
  const rules = temporaryFolder();
  const flags = ['--group-by', 'feature,model,day,source,tenant_id_hash,hour', '--json'];
  let told = '';
  const url = ({ shards: [server] }: Cluster): string => `clickhouse://${server.at}/ai`;

  withServers('the tables are those that load --ddl prints', async (servers) => {
    for (const shard of servers.shards) await shard.ask('CREATE DATABASE ai');
    const { stdout } = await run(['load', '--to', url(servers), '--ddl', '--cluster', clusterName]);
    for (const shard of servers.shards)
      for (const statement of stdout.split(';\n').filter((text) => text.trim() !== ''))
        await shard.ask(statement.replaceAll('EXISTS `', 'EXISTS ai.`'));
    expect(await servers.shards[1].ask("SELECT name FROM system.tables WHERE database = 'ai' ORDER BY name")).toBe(
      'attrib_events\nattrib_events_inputs\nattrib_events_inputs_local\nattrib_events_local\n',
    );
  });

  withServers('sums of plain traces and the walk of all others make the report of the files', async (servers) => {
    const whole = { 'plain.jsonl': plainLog(600, 50), 'gateway.jsonl': gatewayLog(600, 50) };
    for (const [name, lines] of Object.entries(whole)) folder.write({ [name]: `${[...lines].join('\n')}\n` });
    folder.write(faultyLogs(250, 77));
    const loaded = await run(['load', '.', '--to', url(servers)], folder.path);
    expect(loaded.stderr).toBe('');
    const parts = await Promise.all(
      servers.shards.map((shard) => shard.ask('SELECT count() FROM ai.attrib_events_local')),
    );
    expect(parts.every((count) => Number(count) > 500)).toBe(true);
    const files = await run(['.', ...flags], folder.path);
    const kept = await run([url(servers), ...flags], folder.path);
    expect(kept.stderr).toBe('');
    expect(withoutInputs(kept.stdout)).toBe(withoutInputs(files.stdout));
    told = kept.stdout;
  });

  withServers('what comes back is little: broken traces, and one trace for each shape', async (servers) => {
    const serverSettings = { max_query_size: 1_000_000, distributed_group_by_no_merge: 1 };
    const connection = await connect(
      readSourceUrl(url(servers), [], ''),
      { user: undefined, password: undefined },
      serverSettings,
    );
    const merging = await connect(readSourceUrl(url(servers), [], ''), { user: undefined, password: undefined });
    const { audit: settings } = await loadSettings({}, testIo({ cwd: folder.path }));
    const taken: Event[] = [];
    const ask: Ask = (sql, how) => (how?.alone ? connection : merging).rows(sql);
    const summed = await sumUp(ask, loadedRows('attrib_events', true), settings, (event) => taken.push(event));
    await Promise.all([connection.close(), merging.close()]);
    // Of 600 traces each 50 are broken, and 3 of the gateway log a wrong cost: all of them and nothing else of these logs comes back.
    const back = (log: string): number =>
      new Set(taken.filter(({ place }) => place.source === log).map((event) => event.trace_id)).size;
    expect([back('plain.jsonl'), back('gateway.jsonl')]).toEqual([50, 53]);
    expect('traces' in summed && summed.traces).toBeGreaterThanOrEqual(550 + 547);
  });

  withServers('a contract of one’s own, a filter and a window are judged where the events are', async (servers) => {
    rules.write({ 'strict.json': JSON.stringify(strictContract) });
    const asked = [
      '--contract',
      `${rules.path}/strict.json`,
      '--filter',
      'owner_team=support',
      '--filter',
      'owner_team=search',
    ];
    const window = ['--since', '2026-08-05T10:30Z', '--until', '2026-09-20', '--json'];
    const files = await run(['.', ...asked, ...window], folder.path);
    const kept = await run([url(servers), ...asked, ...window], folder.path);
    expect(kept.stderr).toBe('');
    expect(withoutInputs(kept.stdout) === withoutInputs(files.stdout)).toBe(true);
    expect(JSON.parse(kept.stdout).generated_from.inputs[0]).not.toHaveProperty('read_in_full');
  });

  withServers('a pattern for tenants and a condition on users are judged for each value there is', async (servers) => {
    const odd = {
      ...strictContract,
      properties: { ...strictContract.properties, tenant_id_hash: { type: 'string', pattern: '^t_[0-7]' } },
      if: { properties: { user_id_hash: { pattern: '^u_[0-3]' } } },
      else: { required: ['project'] },
    };
    rules.write({ 'odd.json': JSON.stringify(odd) });
    const argv = ['--contract', `${rules.path}/odd.json`, '--json'];
    const files = await run(['.', ...argv], folder.path);
    const kept = await run([url(servers), ...argv], folder.path);
    expect(kept.stderr).toBe('');
    expect(withoutInputs(kept.stdout) === withoutInputs(files.stdout)).toBe(true);
    expect(JSON.parse(kept.stdout).generated_from.inputs[0]).not.toHaveProperty('read_in_full');
    const { proven } = JSON.parse(kept.stdout).coverage;
    expect(proven.calls).toBeGreaterThan(50);
  });

  withServers('what needs every call is said, and reads every row', async (servers) => {
    const properties = { usage: { type: 'object', required: ['cached_input'] } };
    rules.write({ 'odd.json': JSON.stringify({ ...strictContract, properties }) });
    const argv = ['--contract', `${rules.path}/odd.json`, '--json'];
    const files = await run(['.', ...argv], folder.path);
    const io = testIo({ cwd: folder.path, tty: { stderr: true }, env: { CI: '1' } });
    await main([url(servers), ...argv], io);
    expect(io.written.stderr).toBe(
      `${url(servers)}: every row is read: the contract has rules of its own about usage\n`,
    );
    expect(withoutInputs(io.written.stdout) === withoutInputs(files.stdout)).toBe(true);
    expect(JSON.parse(io.written.stdout).generated_from.inputs[0].read_in_full).toBe(
      'the contract has rules of its own about usage',
    );
  });

  withServers('a shard that is killed while it is asked leaves an error and no numbers', async (servers) => {
    const running = run([url(servers), '--json'], folder.path);
    await servers.shards[1].kill();
    const killed = await running;
    expect([killed.code, killed.stdout]).toEqual([2, '']);
    expect(killed.stderr).toMatch(/a shard|connection broke/);
    const down = await run([url(servers), '--json'], folder.path);
    expect([down.code, down.stdout]).toEqual([2, '']);
    expect(down.stderr).toMatch(/a shard cannot be reached/);
  });

  withServers(
    'after a restart it is audited as before, by a user who may only read, the password from the environment',
    async (servers) => {
      await servers.shards[1].start();
      const at = url(servers).replace('//', `//${auditor.user}@`);
      const kept = await run([at, ...flags], folder.path, { CLICKHOUSE_PASSWORD: auditor.password });
      expect([kept.code, kept.stderr]).toEqual([0, '']);
      expect(kept.stdout).toBe(told);
    },
  );

  withServers('a table without a column is refused', async (servers) => {
    for (const shard of servers.shards) await shard.ask('ALTER TABLE ai.attrib_events_local DROP COLUMN usage_key');
    const shards = await run([url(servers), '--json'], folder.path);
    expect([shards.code, shards.stdout]).toEqual([2, '']);
    expect(shards.stderr).toMatch(/no such column|a column/);
    await servers.shards[0].ask('ALTER TABLE shop.attrib_events DROP COLUMN usage_key');
    const one = await run([`clickhouse://${servers.shards[0].at}/shop`, '--json']);
    expect([one.code, one.stdout]).toEqual([2, '']);
    expect(one.stderr).toMatch(/the table has no column usage_key/);
  });

  withServers('a query that takes too long ends in an error', async ({ shards: [server] }) => {
    await server.ask('CREATE VIEW ai.slow AS SELECT sleep(3) AS trace_id, number FROM system.numbers');
    const { code, stdout, stderr } = await run([`clickhouse://${server.at}/ai?table=slow&timeout=1`, '--json']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/took too long|no answer within 1 seconds/);
  });
});

describe('faults: one error, no numbers, exit 2', () => {
  const wrongUrls: readonly (readonly [name: string, url: (at: string) => string, says: RegExp])[] = [
    ['a table that is not there', (at) => `clickhouse://${at}/shop?table=nope`, /there is no such table/],
    ['a database that is not there', (at) => `clickhouse://${at}/nope`, /there is no such (database|table)/],
    ['a wrong password', (at) => `clickhouse://auditor:wr%40ng@${at}/shop`, /the user or the password is wrong/],
    [
      'a user without rights',
      (at) => `clickhouse://${nobody.user}:${nobody.password}@${at}/shop`,
      /may not read|no such table/,
    ],
    ['nobody there', () => 'clickhouse://127.0.0.1:1/shop', /nothing answers there/],
  ];
  for (const [name, urlOf, says] of wrongUrls)
    withServers(name, async ({ shards: [server] }) => {
      const { code, stdout, stderr } = await run([urlOf(server.at), '--json']);
      expect(stderr).toMatch(says);
      expect(stderr).not.toMatch(/wr%40ng|wr@ng|no-rights/);
      expect([code, stdout]).toEqual([2, '']);
    });
});
