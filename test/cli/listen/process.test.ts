// The built program as CI starts and ends it: in the background, with a signal.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { runSuite } from './traced-suite.ts';

const bin = fileURLToPath(new URL('../../../bin/attrib-audit.js', import.meta.url));
const folder = temporaryFolder();

test.each([
  ['SIGTERM', 0, 0],
  ['SIGINT', 2, 1],
] as const)('%s ends it with the exit code of the gate', async (signal, withoutOwner, expected) => {
  const args = [bin, 'listen', '--otlp', '127.0.0.1:0', '--min-coverage', '95', '--compact'];
  const child = spawn(process.execPath, args, { cwd: folder.path, env: { ...process.env, NO_COLOR: '1' } });
  const written = { stdout: '', stderr: '' };
  child.stdout.on('data', (part) => {
    written.stdout += part;
  });
  const url = await new Promise<string>((resolve) => {
    child.stderr.on('data', (part) => {
      written.stderr += part;
      const heard = /listening on (\S+)\n/.exec(written.stderr)?.[1];
      if (heard !== undefined) resolve(heard);
    });
  });
  const over = new Promise<number | null>((resolve) => child.on('close', resolve));
  await runSuite({ kind: 'protobuf', url, requests: 10, withoutOwner });
  child.kill(signal);
  expect(await over).toBe(expected);
  expect(written.stderr).toBe(
    `listening on ${url}\n${signal}: 20 records received, on no disk (--keep received writes them)\n`,
  );
  expect(written.stdout).toContain(expected === 0 ? 'Gate passed' : 'Gate FAILED');
});
