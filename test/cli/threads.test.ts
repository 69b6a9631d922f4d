// --threads of the built program: the same bytes for any number of threads, whatever the settings were read from; a signal, a full disk and
// a closed pipe end it as they end one thread.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

const program = fileURLToPath(new URL('../../bin/attrib-audit.js', import.meta.url));
const folder = temporaryFolder();
const temporary = path.join(folder.path, 'tmp');
mkdirSync(temporary);
/** A busy machine takes its time. */
const timeout = 120_000;
const env = { ...process.env, TMPDIR: temporary, NO_COLOR: '1' };

/** More than one thread judges alone; traces of three records, a team that only the registry knows, and costs that are not the card's. */
const rows = Array.from({ length: 9000 }, (_, number) => {
  const trace = Math.floor(number / 3);
  return JSON.stringify({
    trace_id: `t${String(trace).padStart(31, '0')}`,
    request_id: `r${number}`,
    ...(number % 3 === 0 ? { owner_team: trace % 5 === 0 ? 'unknown' : `team-${trace % 7}` } : {}),
    ...(trace % 4 === 0 ? {} : { workflow_id: 'answer' }),
    virtual_key: `key-${trace % 7}`,
    component: ['edge', 'router', 'worker'][number % 3],
    provider: 'openai',
    model: 'gpt-4.1',
    usage: { input: 1000 + (number % 977), output: number % 301 },
    logged_cost_usd: (number % 13) / 1000,
    start: new Date(Date.UTC(2026, 10, 1) + number * 1000).toISOString(),
  });
});
writeFileSync(path.join(folder.path, 'log.jsonl'), `${rows.join('\n')}\n`);
const teams = Array.from({ length: 7 }, (_, number) => ({ id: `team-${number}`, cost_center: `cc-${number}` }));
const identities = teams.map(({ id }, number) => ({
  match: { virtual_key: `key-${number}` },
  team: id,
  exclusive: true,
}));
writeFileSync(path.join(folder.path, 'registry.json'), JSON.stringify({ teams, identities }));

function run(words: readonly string[], more: object = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'log.jsonl', ...words], {
    cwd: folder.path,
    env,
    maxBuffer: 1 << 28,
    ...more,
  });
  return { code: status, stdout: stdout.toString(), stderr: stderr.toString() };
}

describe('threads', () => {
  test('the report is the same for one thread and for three', { timeout }, () => {
    const [one, three] = ['1', '3'].map((threads) => run(['--json', '--threads', threads, '--memory', '700MB']));
    expect(one?.stderr).toBe('');
    expect(one?.code).toBe(0);
    expect(one?.stdout).toContain('"mismatches"');
    expect(three).toEqual(one);
  });

  test('settings that can be read only once reach every thread', { timeout }, () => {
    const script =
      '"$NODE" "$PROGRAM" log.jsonl --json --registry <(cat registry.json) --filter component=router --threads';
    const [one, two] = ['1', '2'].map((threads) => {
      const { status, stdout, stderr } = spawnSync('bash', ['-c', `${script} ${threads}`], {
        cwd: folder.path,
        env: { ...env, NODE: process.execPath, PROGRAM: program },
        maxBuffer: 1 << 28,
      });
      return { status, stderr: stderr.toString(), stdout: stdout.toString().replaceAll(/\/dev\/fd\/\d+/g, '') };
    });
    expect(one).toMatchObject({ status: 0, stderr: '' });
    expect(one?.stdout).toContain('"mapped"');
    expect(two).toEqual(one);
  });

  test('a directory that takes no files is one error', { timeout }, () => {
    const { code, stdout, stderr } = run(['--threads', '2'], { env: { ...env, TMPDIR: `${temporary}/none` } });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^attrib-audit: nothing can be written to .*\n {2}set TMPDIR .*\n$/);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends it with nothing written and nothing left',
    { timeout },
    async (signal) => {
      // Standard input stays open: the run cannot end by itself.
      const child = spawn(process.execPath, [program, 'log.jsonl', '-', '--json', '--threads', '2'], {
        cwd: folder.path,
        env,
      });
      const told = { stdout: '', stderr: '' };
      for (const name of ['stdout', 'stderr'] as const)
        child[name].on('data', (text) => {
          told[name] += text;
        });
      setTimeout(() => child.kill(signal), 4000);
      const code = await new Promise((resolve) => child.on('close', resolve));
      expect(code).toBe(signal === 'SIGINT' ? 130 : 143);
      expect(told.stdout).toBe('');
      expect(told.stderr).toMatch(/nothing was written\n$/);
      expect(readdirSync(temporary)).toEqual([]);
    },
  );
});
