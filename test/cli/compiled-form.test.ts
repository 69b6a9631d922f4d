// V8's form of the program is a short cut and never another program: without it, cut short or from elsewhere, the report is the same.
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = temporaryFolder();
for (const part of ['bin', 'dist', 'schemas', 'package.json'])
  cpSync(path.join(root, part), path.join(folder.path, part), { recursive: true });
const dist = path.join(folder.path, 'dist');
const compiled = readdirSync(dist).filter((name) => name.includes('.v8-'));

function report(): { code: number | null; text: string } {
  const args = [path.join(folder.path, 'bin/attrib-audit.js'), 'samples/shop'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { code: status, text: `${stdout}${stderr}` };
}

/** Whether V8 took the form that is there. */
function taken(script: string): string {
  const load = path.join(folder.path, 'bin/load-program.js');
  const code = `console.log(require(${JSON.stringify(load)}).compileScript('${script}').cachedDataRejected)`;
  return spawnSync(process.execPath, ['-e', code]).stdout.toString().trim();
}

describe('the compiled form', () => {
  const wanted = report();

  test('is there for each script, and fits this Node', () => {
    expect(wanted.code).toBe(0);
    expect(wanted.text).toContain('Coverage 75.4 %');
    expect(compiled).toHaveLength(3);
    expect(['program', 'audit', 'more'].map(taken)).toEqual(['false', 'false', 'false']);
  });

  test.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    ['of another V8', (bytes: Buffer) => Buffer.concat([Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]), bytes.subarray(8)])],
  ])('%s, it is refused and nothing changes', (_what, spoil) => {
    for (const name of compiled)
      writeFileSync(path.join(dist, name), spoil(readFileSync(path.join(root, 'dist', name))));
    expect(taken('audit')).toBe('true');
    expect(report()).toEqual(wanted);
  });

  test('missing, nothing changes', () => {
    for (const name of compiled) rmSync(path.join(dist, name));
    expect(taken('audit')).toBe('undefined');
    expect(report()).toEqual(wanted);
  });
});
