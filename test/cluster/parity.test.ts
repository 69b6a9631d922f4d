// The report of a table in two shards is that of the same files, byte for byte, on many events with every kind of fault. By the built
// program: it is quicker than its source in vitest, and two runs may go side by side.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../cli/temporary-folder.ts';
import { faultyLogs } from '../generate/faulty-logs.ts';
import { gatewayLog, plainLog } from '../generate/plain-log.ts';
import { type Cluster, clusterName, startCluster } from './clickhouse-servers.ts';

const program = fileURLToPath(new URL('../../bin/attrib-audit.js', import.meta.url));
const folder = temporaryFolder();
const flags = ['--group-by', 'feature,day', '--quiet', '--json'];
let cluster: Cluster | undefined;

beforeAll(async () => {
  cluster = await startCluster();
}, 120_000);
afterAll(() => cluster?.stop());

async function run(argv: readonly string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, ...argv], {
    cwd: folder.path,
    maxBuffer: 512 * 1024 * 1024,
  });
  expect(stderr).toBe('');
  return stdout;
}

const withoutInputs = (json: string): string => {
  const report = JSON.parse(json);
  return JSON.stringify({ ...report, generated_from: { ...report.generated_from, inputs: [] } });
};

test('two hundred thousand events with every kind of fault, in two shards and in files', async () => {
  if (!cluster) return;
  const url = `clickhouse://${cluster.shards[0].at}/ai`;
  const ddl = await run(['load', '--to', url, '--ddl', '--cluster', clusterName]);
  for (const shard of cluster.shards) {
    await shard.ask('CREATE DATABASE ai');
    for (const statement of ddl.split(';\n').filter((text) => text.trim() !== ''))
      await shard.ask(statement.replaceAll('EXISTS `', 'EXISTS ai.`'));
  }
  folder.write(faultyLogs(5_500, 5));
  for (const [name, lines] of Object.entries({ plain: plainLog(37_000, 10), gateway: gatewayLog(20_000, 10) }))
    folder.write({ [`${name}.jsonl`]: `${[...lines].join('\n')}\n` });
  const [files, loaded] = await Promise.all([run(['.', ...flags]), run(['load', '.', '--to', url, '--quiet'])]);
  expect(Number(/: (\d+) events added/.exec(loaded)?.[1])).toBeGreaterThan(200_000);
  const kept = await run([url, ...flags]);
  expect(JSON.parse(kept).totals.events).toBeGreaterThan(200_000);
  expect(withoutInputs(kept) === withoutInputs(files)).toBe(true);
}, 600_000);
