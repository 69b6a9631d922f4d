// Real ClickHouse servers for tests, when the machine has one installed: two shards on loopback with their own ports and folders.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface Server {
  /** host:port of HTTP. */
  readonly at: string;
  /** Runs a statement and gives what it answers. */
  ask(sql: string): Promise<string>;
  kill(): Promise<void>;
  start(): Promise<void>;
}

export interface Cluster {
  readonly shards: readonly [Server, Server];
  stop(): Promise<void>;
}

export const clusterName = 'two_shards';
const program = '/usr/sbin/clickhouse-server';
const users = { auditor: 'sec/ret@1', nobody: 'no-rights' } as const;
export const auditor = { user: 'auditor', password: users.auditor } as const;
export const nobody = { user: 'nobody', password: users.nobody } as const;

/** Undefined, and a reason is printed, when there is none. */
export async function startCluster(): Promise<Cluster | undefined> {
  if (!existsSync(program)) {
    process.stderr.write('no clickhouse-server on this machine: ClickHouse was not tried\n');
    return undefined;
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'attrib-clickhouse-'));
  const ports = await Promise.all(Array.from({ length: 6 }, freePort));
  const [httpA = 0, tcpA = 0, interA = 0, httpB = 0, tcpB = 0, interB = 0] = ports;
  const shards = [
    serverIn(path.join(folder, 'a'), httpA, tcpA, interA, [tcpA, tcpB]),
    serverIn(path.join(folder, 'b'), httpB, tcpB, interB, [tcpA, tcpB]),
  ] as const;
  await Promise.all(shards.map((shard) => shard.start()));
  return {
    shards,
    async stop() {
      await Promise.all(shards.map((shard) => shard.kill()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function serverIn(folder: string, http: number, tcp: number, inter: number, all: readonly number[]): Server {
  for (const name of ['data', 'tmp']) mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, 'config.xml'), configOf(folder, http, tcp, inter, all));
  writeFileSync(path.join(folder, 'users.xml'), usersFile);
  let running: ChildProcess | undefined;
  const ask = async (sql: string): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${http}/?insert_distributed_sync=1`, { method: 'POST', body: sql });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return text;
  };
  return {
    at: `127.0.0.1:${http}`,
    ask,
    async start() {
      running = spawn(program, ['--config-file', path.join(folder, 'config.xml')], { stdio: 'ignore' });
      for (let tries = 0; tries < 1000; tries += 1) {
        const up = await ask('SELECT 1').catch(() => undefined);
        if (up === '1\n') return;
        await wait(50);
      }
      throw new Error('the ClickHouse server did not start');
    },
    async kill() {
      const process = running;
      running = undefined;
      if (!process || process.exitCode !== null) return;
      const gone = new Promise((resolve) => process.once('exit', resolve));
      process.kill('SIGKILL');
      await gone;
    },
  };
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

function configOf(folder: string, http: number, tcp: number, inter: number, all: readonly number[]): string {
  const shards = all.map((port) => `<shard><replica><host>127.0.0.1</host><port>${port}</port></replica></shard>`);
  return `<yandex>
  <logger><level>warning</level><log>${folder}/server.log</log><errorlog>${folder}/error.log</errorlog></logger>
  <listen_host>127.0.0.1</listen_host>
  <http_port>${http}</http_port><tcp_port>${tcp}</tcp_port><interserver_http_port>${inter}</interserver_http_port>
  <path>${folder}/data/</path><tmp_path>${folder}/tmp/</tmp_path><users_config>${folder}/users.xml</users_config>
  <default_profile>default</default_profile><default_database>default</default_database>
  <mark_cache_size>67108864</mark_cache_size>
  <remote_servers><${clusterName}>${shards.join('')}</${clusterName}></remote_servers>
</yandex>
`;
}

const usersFile = `<yandex>
  <profiles><default><max_memory_usage>6000000000</max_memory_usage></default><reader><readonly>2</readonly></reader></profiles>
  <users>
    <default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default>
    <auditor><password>${users.auditor}</password><networks><ip>127.0.0.1</ip></networks><profile>reader</profile><quota>default</quota></auditor>
    <nobody><password>${users.nobody}</password><networks><ip>127.0.0.1</ip></networks><profile>reader</profile><quota>default</quota>
      <allow_databases><database>none</database></allow_databases></nobody>
  </users>
  <quotas><default/></quotas>
</yandex>
`;
