import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { type Cluster, nobody, startCluster } from '../../cluster/clickhouse-servers.ts';
import { testIo } from '../test-io.ts';

const shop = fileURLToPath(new URL('../../../samples/shop', import.meta.url));
const logs = ['app.otlp.jsonl', 'bedrock.jsonl', 'envoy.jsonl', 'litellm.jsonl', 'openai-usage.csv'];
let cluster: Cluster | undefined;

beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster?.stop());

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
  });
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

describe('faults: one error, no numbers, exit 2', () => {
  const faults: readonly (readonly [name: string, url: (at: string) => string, says: RegExp])[] = [
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
  for (const [name, urlOf, says] of faults)
    withServers(name, async ({ shards: [server] }) => {
      const { code, stdout, stderr } = await run([urlOf(server.at), '--json']);
      expect(stderr).toMatch(says);
      expect(stderr).not.toMatch(/wr%40ng|wr@ng|no-rights/);
      expect([code, stdout]).toEqual([2, '']);
    });
});
