import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { testIo } from '../test-io.ts';
import { prompt, registryTables, shop, spendLines, spendTable } from './litellm-tables.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

const folder = temporaryFolder();
const secret = 'p@ss/w#rd?1';
const auditor = `auditor:${encodeURIComponent(secret)}`;
let server: PostgresServer | undefined;

beforeAll(async () => {
  server = await startPostgres();
  if (!server) return;
  await server.run(spendTable('jsonb'));
  await server.run(spendTable('text', 'older'));
  await server.run(`CREATE ROLE auditor LOGIN PASSWORD '${secret}';
    GRANT USAGE ON SCHEMA older TO auditor; GRANT SELECT ON ALL TABLES IN SCHEMA older, public TO auditor;
    CREATE ROLE nobody LOGIN PASSWORD 'no-rights'`);
}, 60_000);
afterAll(() => server?.stop());

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(argv: readonly string[], cwd = folder.path, env: Record<string, string> = {}): Promise<Ran> {
  const io = testIo({ cwd, env });
  const code = await main(argv, io);
  return { code, ...io.written };
}

/** A test that needs the server; says nothing where there is none. */
function withServer(name: string, work: (server: PostgresServer) => Promise<void>): void {
  test(name, async () => {
    if (server) await work(server);
  });
}

/** The report of rows in a file, as it would be if the file had the name of the database. */
async function reportOfFile(lines: readonly string[], name: string, more: readonly string[] = []): Promise<string> {
  writeFileSync(`${folder.path}/postgres.jsonl`, lines.join('\n'));
  const { stdout, code } = await run([...more, 'postgres.jsonl', '--json']);
  expect(code).toBe(0);
  return withoutInputs(stdout.replaceAll('postgres.jsonl', name));
}

const withoutInputs = (json: string): string => {
  const report = JSON.parse(json);
  return JSON.stringify({ ...report, generated_from: { ...report.generated_from, inputs: [] } }, undefined, 1);
};

describe('the spend log of a LiteLLM proxy', () => {
  withServer('gives the report of the same rows in a file, byte for byte', async ({ at }) => {
    const name = `postgres://${at}/litellm`;
    const { code, stdout, stderr } = await run([`postgres://${auditor}@${at}/litellm`, '--json']);
    expect([code, stderr]).toEqual([0, '']);
    expect(withoutInputs(stdout)).toBe(await reportOfFile(spendLines(), name));
    const [input] = JSON.parse(stdout).generated_from.inputs;
    expect(input).toMatchObject({ path: name, format: 'litellm-spend-log', records: 148, calls: 148, rejected: 0 });
  });

  withServer('with JSON in text columns too', async ({ at }) => {
    const name = `postgresql://${at}/litellm?schema=older`;
    const { stdout } = await run([`postgresql://${auditor}@${at}/litellm?schema=older`, '--json']);
    expect(withoutInputs(stdout)).toBe(await reportOfFile(spendLines(), name));
  });

  withServer('mixes with files in one run', async ({ at }) => {
    const others = ['app.otlp.jsonl', 'bedrock.jsonl', 'envoy.jsonl'].map((file) => `${shop}/${file}`);
    const { stdout } = await run([...others, `postgres://${auditor}@${at}/litellm`, '--json']);
    expect(withoutInputs(stdout)).toBe(await reportOfFile(spendLines(), `postgres://${at}/litellm`, others));
    expect(JSON.parse(stdout).totals).toMatchObject({ calls: 151, records: 469 });
  });

  withServer('prompts, responses and addresses stay in the database', async ({ at, run: sql }) => {
    const allowed = `request_id, call_type, api_key, spend, total_tokens, prompt_tokens, completion_tokens, "startTime", "endTime",
      "completionStartTime", model, model_id, model_group, custom_llm_provider, api_base, "user", metadata, cache_hit, cache_key,
      request_tags, team_id, end_user, session_id, status`;
    await sql(
      `CREATE ROLE careful LOGIN PASSWORD 'careful'; GRANT SELECT (${allowed}) ON "LiteLLM_SpendLogs" TO careful`,
    );
    const { code, stdout } = await run([`postgres://careful:careful@${at}/litellm`, '--json']);
    expect(code).toBe(0);
    expect(stdout).not.toContain(prompt);
    expect(JSON.parse(stdout).totals.calls).toBe(148);
  });

  withServer('user and password come from the environment as well', async ({ at }) => {
    const env = { PGUSER: 'auditor', PGPASSWORD: secret };
    const { code, stdout, stderr } = await run([`postgres://${at}/litellm`, '--json'], folder.path, env);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).not.toContain(secret);
    expect(stdout).not.toContain(encodeURIComponent(secret));
  });

  withServer('and from a file that the config names', async ({ at }) => {
    folder.write({
      'configured/secret': `${secret}\n`,
      'configured/attrib-audit.config.json': JSON.stringify({
        sources: { [at]: { user: 'auditor', password: 'secret' } },
      }),
    });
    const { code, stderr } = await run([`postgres://${at}/litellm`, '--json'], `${folder.path}/configured`);
    expect([code, stderr]).toEqual([0, '']);
  });

  withServer('the zone of the server does not move times', async ({ at }) => {
    const { stdout } = await run([`postgres://${auditor}@${at}/litellm`, '--json']);
    expect(JSON.parse(stdout).generated_from.window).toEqual({
      from: '2026-11-02T02:00:00.18Z',
      to: '2026-11-15T17:52:51.683Z',
    });
  });
});

describe('other tables', () => {
  withServer('hold any known record', async ({ at, run: sql }) => {
    await sql(`CREATE TABLE events (b int, a int, trace_id text, owner_team text, provider text, model text, usage jsonb, start timestamptz,
        PRIMARY KEY (a, b));
      INSERT INTO events VALUES (1, 2, 'tr_2', 'sales', 'openai', 'gpt-4.1-mini', '{"input":1000,"output":200}', '2026-09-01 10:00+02'),
        (2, 1, 'tr_1', 'support', 'openai', 'gpt-4.1-mini', '{"input":1000,"output":200}', '2026-09-01 10:00+02');
      GRANT SELECT ON events TO auditor`);
    const { code, stdout } = await run([
      `postgres://${auditor}@${at}/litellm?table=events`,
      '--json',
      '--group-by',
      'owner_team',
    ]);
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(report.generated_from.window).toEqual({ from: '2026-09-01T08:00:00Z', to: '2026-09-01T08:00:00Z' });
    expect(report.unattributed.top_calls).toEqual([]);
    expect(report.groups.owner_team.map(({ key }: { key: string }) => key)).toEqual(['sales', 'support']);
  });

  withServer('a name is only a name', async ({ at }) => {
    const table = encodeURIComponent('events"; DROP TABLE events; --');
    const { code, stderr } = await run([`postgres://${auditor}@${at}/litellm?table=${table}`]);
    expect(code).toBe(2);
    expect(stderr).toContain('there is no table "events"; DROP TABLE events; --"');
    expect((await run([`postgres://${auditor}@${at}/litellm?table=events`])).code).toBe(0);
  });

  withServer('an empty one is nothing to judge', async ({ at, run: sql }) => {
    await sql('CREATE TABLE empty (LIKE "LiteLLM_SpendLogs"); GRANT SELECT ON empty TO auditor');
    const { code, stdout, stderr } = await run([`postgres://${auditor}@${at}/litellm?table=empty`]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`postgres://${at}/litellm?table=empty`);
  });
});

describe('a registry in the database', () => {
  withServer('names teams, keys and budgets', async ({ at, run: sql }) => {
    await sql(`${registryTables} GRANT SELECT ON ALL TABLES IN SCHEMA public TO auditor`);
    const url = `postgres://${auditor}@${at}/litellm`;
    const { code, stdout, stderr } = await run([url, '--registry', url, '--json']);
    expect(code).toBe(0);
    expect(stderr.split('\n')).toEqual([
      `attrib-audit: postgres://${at}/litellm: keys without a team, and so without a rule: 2`,
      `attrib-audit: postgres://${at}/litellm: budgets that are not for a day, a week or a month, and so left out: 1`,
      '',
    ]);
    const report = JSON.parse(stdout);
    expect(report.registry).toMatchObject({ id: `postgres://${at}/litellm` });
    const exceeded = report.findings.find(({ code: name }: { code: string }) => name === 'budget/spent');
    expect(exceeded.examples.map(({ message }: { message: string }) => message).join('\n')).toContain('support');
  });

  withServer('budgets are held against it, and no command that is proposed shows the password', async ({ at }) => {
    const url = `postgres://${auditor}@${at}/litellm`;
    const { code, stdout } = await run(['budgets', url, '--registry', url, '--quiet', '--wide']);
    expect(code).toBe(0);
    expect(stdout).toContain('Larkspur');
    const audit = await run([url, '--registry', url, '--quiet', '--wide']);
    expect(audit.stdout).toContain(`--registry postgres://${at}/litellm`);
    for (const text of [stdout, audit.stdout]) expect(text).not.toMatch(/p@ss|p%40ss|kim@larkspur/);
  });

  withServer('a config may name it', async ({ at }) => {
    folder.write({
      'by-config/secret': secret,
      'by-config/attrib-audit.config.json': JSON.stringify({
        registry: `postgres://${at}/litellm`,
        sources: { [at]: { user: 'auditor', password: 'secret' } },
      }),
    });
    const { code, stdout } = await run([`postgres://${at}/litellm`, '--json', '--quiet'], `${folder.path}/by-config`);
    expect([code, JSON.parse(stdout).registry.id]).toEqual([0, `postgres://${at}/litellm`]);
  });

  withServer('where there are no teams there is none', async ({ at }) => {
    const url = `postgres://${auditor}@${at}/litellm?schema=older`;
    const { code, stderr } = await run([url, '--registry', url]);
    expect(code).toBe(2);
    expect(stderr).toContain('there is no table "LiteLLM_TeamTable", or the user may not see it');
  });
});

describe('faults: one error, no numbers, exit 2', () => {
  const faults: readonly (readonly [name: string, url: (at: string) => string, says: string])[] = [
    [
      'a table that is not there',
      (at) => `postgres://${auditor}@${at}/litellm?table=nope`,
      'there is no table "nope", or the user may not see it',
    ],
    [
      'a schema that is not there',
      (at) => `postgres://${auditor}@${at}/litellm?schema=nope`,
      'there is no table "LiteLLM_SpendLogs" in "nope"',
    ],
    ['a database that is not there', (at) => `postgres://${auditor}@${at}/nope`, 'there is no such database'],
    ['a wrong password', (at) => `postgres://auditor:wr%40ng@${at}/litellm`, 'the user or the password is wrong'],
    ['no password', (at) => `postgres://auditor@${at}/litellm`, 'a password is needed'],
    ['a user without rights', (at) => `postgres://nobody:no-rights@${at}/litellm`, 'the user may not read this'],
    ['a server without TLS', (at) => `postgres://${auditor}@${at}/litellm?sslmode=require`, 'the server speaks no TLS'],
    [
      'an sslmode that is none',
      (at) => `postgres://${auditor}@${at}/litellm?sslmode=allow`,
      'postgres:// does not know this sslmode',
    ],
    [
      'a timeout that is none',
      (at) => `postgres://${auditor}@${at}/litellm?timeout=soon`,
      'the timeout of postgres:// is no number of seconds',
    ],
    ['nobody there', () => `postgres://${auditor}@127.0.0.1:1/litellm`, 'nothing answers there'],
  ];
  for (const [name, urlOf, says] of faults)
    withServer(name, async ({ at }) => {
      const { code, stdout, stderr } = await run([urlOf(at), '--json']);
      expect(stderr).toContain(says);
      expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
      expect(stderr).not.toMatch(/wr%40ng|wr@ng|no-rights|p@ss|p%40ss/);
      expect([code, stdout]).toEqual([2, '']);
    });

  withServer('a spend log without a column', async ({ at, run: sql }) => {
    await sql('CREATE SCHEMA odd; CREATE TABLE odd."LiteLLM_SpendLogs" (request_id text, spend float8)');
    await sql('GRANT USAGE ON SCHEMA odd TO auditor; GRANT SELECT ON odd."LiteLLM_SpendLogs" TO auditor');
    const { code, stdout, stderr } = await run([`postgres://${auditor}@${at}/litellm?schema=odd`]);
    expect(stderr).toContain('the table "LiteLLM_SpendLogs" has no column "call_type", "api_key", "startTime"');
    expect([code, stdout]).toEqual([2, '']);
  });

  withServer('a query that takes too long', async ({ at, run: sql }) => {
    await sql(
      'CREATE VIEW slow AS SELECT request_id, pg_sleep(0.05)::text AS nap FROM "LiteLLM_SpendLogs"; GRANT SELECT ON slow TO auditor',
    );
    const { code, stdout, stderr } = await run([`postgres://${auditor}@${at}/litellm?table=slow&timeout=1`]);
    expect(stderr).toContain('no answer within 1 seconds');
    expect([code, stdout]).toEqual([2, '']);
  });

  withServer('a server that goes away meanwhile', async (there) => {
    await there.run(
      'CREATE VIEW endless AS SELECT n, pg_sleep(0.001)::text AS nap FROM generate_series(1, 1000000) n; GRANT SELECT ON endless TO auditor',
    );
    const running = run([`postgres://${auditor}@${there.at}/litellm?table=endless`, '--json']);
    setTimeout(() => there.kill(), 1500);
    const { code, stdout, stderr } = await running;
    expect(stderr).toMatch(/before all rows had come/);
    expect([code, stdout]).toEqual([2, '']);
    await there.start();
    expect((await run([`postgres://${auditor}@${there.at}/litellm`])).code).toBe(0);
  });

  withServer('Ctrl-C ends it at once', async ({ at }) => {
    const io = testIo({ cwd: folder.path });
    const running = main([`postgres://${auditor}@${at}/litellm?table=endless`], io);
    setTimeout(() => io.signal('SIGINT'), 700);
    expect(await running).toBe(130);
    expect(io.written).toEqual({ stdout: '', stderr: 'attrib-audit: interrupted; nothing was written\n' });
  });
});

withServer('TLS: encrypted when asked for, refused when the certificate must be trusted and cannot', async (there) => {
  await there.encrypt();
  const url = `postgres://${auditor}@${there.at}/litellm`;
  expect(await run([`${url}?sslmode=require`, '--quiet', '-f', 'csv'])).toMatchObject({ code: 0, stderr: '' });
  const { code, stdout, stderr } = await run([`${url}?sslmode=verify-full`]);
  expect(stderr).toContain('the certificate of the server cannot be trusted');
  expect([code, stdout]).toEqual([2, '']);
});
