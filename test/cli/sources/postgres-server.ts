// A real Postgres server for tests, when the machine has one installed: in a folder and on a port of its own, gone afterwards.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

export interface PostgresServer {
  /** host:port */
  readonly at: string;
  /** Runs statements as the one who may do everything. */
  run(sql: string): Promise<void>;
  /** From now on it speaks TLS, with a certificate that nobody knows. */
  encrypt(): Promise<void>;
  start(): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const versions = '/usr/lib/postgresql';
const isRoot = process.getuid?.() === 0;
export const database = 'litellm';

/** Undefined, and a reason is printed, when there is none. */
export async function startPostgres(): Promise<PostgresServer | undefined> {
  const version = existsSync(versions) ? readdirSync(versions).sort().at(-1) : undefined;
  if (version === undefined) {
    process.stderr.write('no postgresql on this machine: Postgres was not tried\n');
    return undefined;
  }
  const programs = path.join(versions, version, 'bin');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'attrib-pg-'));
  chmodSync(folder, 0o700);
  if (isRoot) execFileSync('chown', ['postgres', folder]);
  const data = path.join(folder, 'data');
  execFileSync(
    ...asUser(path.join(programs, 'initdb'), [
      '-D',
      data,
      '-U',
      'owner',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C',
      '-N',
    ]),
    {
      stdio: 'ignore',
      cwd: '/',
    },
  );
  // The owner may come without a password, everybody else needs one.
  writeFileSync(
    path.join(data, 'pg_hba.conf'),
    'host all owner 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n',
  );
  const port = await freePort();
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    timezone: 'Asia/Tokyo',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let running: ChildProcess | undefined;

  async function run(sql: string, into = database): Promise<void> {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'owner', database: into });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }
  async function start(): Promise<void> {
    running = spawn(...asUser(path.join(programs, 'postgres'), ['-D', data, ...flags]), { stdio: 'ignore', cwd: '/' });
    for (let tries = 0; tries < 200; tries += 1) {
      const up = await run('SELECT 1', 'postgres').then(
        () => true,
        () => false,
      );
      if (up) return;
      await wait(50);
    }
    throw new Error('the Postgres server did not start');
  }
  async function kill(): Promise<void> {
    const ended = running;
    running = undefined;
    if (!ended || ended.exitCode !== null) return;
    const gone = new Promise((resolve) => ended.once('exit', resolve));
    execFileSync(...asUser(path.join(programs, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop']), {
      stdio: 'ignore',
      cwd: '/',
    });
    await gone;
  }
  async function encrypt(): Promise<void> {
    const files = ['-keyout', path.join(data, 'server.key'), '-out', path.join(data, 'server.crt')];
    const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', ...files];
    execFileSync(...asUser('openssl', args), { stdio: 'ignore', cwd: '/' });
    await run('ALTER SYSTEM SET ssl = on');
    await run('SELECT pg_reload_conf()');
    await wait(500);
  }
  await start();
  await run(`CREATE DATABASE ${database}`, 'postgres');
  return {
    at: `127.0.0.1:${port}`,
    run,
    encrypt,
    start,
    kill,
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Postgres refuses to run as root. */
function asUser(program: string, args: readonly string[]): [string, string[]] {
  return isRoot ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, [...args]];
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
