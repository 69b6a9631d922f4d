// The manual page: every command and flag is in it, and man formats it without a complaint.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandNames } from '../../src/cli/command-names.ts';
import { main } from '../../src/cli/main.ts';
import { testIo } from './test-io.ts';

async function page(): Promise<string> {
  const io = testIo({ cwd: '/' });
  expect(await main(['man'], io)).toBe(0);
  return io.written.stdout;
}

test('names every command, flag and exit code', async () => {
  const text = (await page()).replaceAll('\\-', '-');
  for (const name of commandNames) expect(text).toMatch(new RegExp(`^\\.SS ${name}`, 'm'));
  for (const name of ['rates show', 'registry suggest'])
    expect(text).toMatch(new RegExp(`^\\.SS ${name} \\[options\\]`, 'm'));
  for (const flag of ['--currency <code>', '--max-regression <points>', '-f, --format <kind[=file]>', '--today <date>'])
    expect(text).toContain(`.B ${flag}\n`);
  for (const code of [0, 1, 2, 3, 70, 130]) expect(text).toContain(`.B ${code}\n`);
});

test('the package ships what the command prints', async () => {
  expect(readFileSync(new URL('../../dist/attrib-audit.1', import.meta.url), 'utf8')).toBe(await page());
});

test('man reads it without a warning', async () => {
  const { status, stdout, stderr, error } = spawnSync('man', ['--warnings', '-l', '-'], {
    input: await page(),
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8', MANWIDTH: '80' },
  });
  if (error) {
    process.stderr.write('no man on this machine: the manual page was not formatted\n');
    return;
  }
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('EXIT STATUS');
});
