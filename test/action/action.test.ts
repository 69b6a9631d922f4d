// The GitHub Action as GitHub would run it: the script of its step in bash, with files in the place of the runner's own.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ownedCall, ownerlessCall, temporaryFolder } from '../cli/temporary-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly { readonly env: Readonly<Record<string, string>>; readonly run: string }[];
  };
}
const action = parse(readFileSync(path.join(root, 'action.yml'), 'utf8')) as Action; // our own file
const [step] = action.runs.steps;
const folder = temporaryFolder();
folder.write({ 'logs/calls.jsonl': ownedCall + ownerlessCall, 'with space.jsonl': ownedCall });

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

function run(given: Readonly<Record<string, string>>): Run {
  folder.write({ output: '', summary: '' });
  const values: Record<string, string> = Object.fromEntries(
    Object.entries(action.inputs).map(([name, input]) => [name, given[name] ?? input.default ?? '']),
  );
  const env = Object.fromEntries(
    Object.entries(step?.env ?? {}).map(([name, text]) => [
      name,
      values[/inputs\.([\w-]+)/.exec(text)?.[1] ?? ''] ?? '',
    ]),
  );
  const { status, stdout } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', step?.run ?? ''],
    {
      cwd: folder.path,
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        ...env,
        COMMAND: `${process.execPath} ${path.join(root, 'bin/attrib-audit.js')}`,
        GITHUB_OUTPUT: path.join(folder.path, 'output'),
        GITHUB_STEP_SUMMARY: path.join(folder.path, 'summary'),
      },
    },
  );
  const lines = readFileSync(path.join(folder.path, 'output'), 'utf8').split('\n').filter(Boolean);
  const outputs = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  return { code: status, stdout, outputs, summary: readFileSync(path.join(folder.path, 'summary'), 'utf8') };
}

describe('the action', () => {
  test('gives the outputs it promises, a summary and annotations', () => {
    const { code, stdout, outputs, summary } = run({ files: 'logs', args: '--min-coverage=40' });
    expect(code).toBe(0);
    expect(outputs).toEqual({
      score: '50',
      'unattributed-usd': '0.00072',
      'unattributed-pct': '50',
      'report-path': 'attrib-audit-report.json',
    });
    expect(Object.keys(outputs).sort()).toEqual(Object.keys(action.outputs).sort());
    expect(summary).toContain('## AI spend: 50.0 % has a proven owner');
    expect(stdout).toMatch(/^::notice title=attrib-audit::/);
    expect(JSON.parse(readFileSync(path.join(folder.path, 'attrib-audit-report.json'), 'utf8')).gate.passed).toBe(true);
  });

  test('fails with the exit code of the gate, and still has its outputs', () => {
    const { code, outputs } = run({
      files: 'logs\nwith space.jsonl',
      args: '--min-coverage\n95',
      'sarif-path': 'out.sarif',
    });
    expect([code, outputs['unattributed-usd']]).toEqual([1, '0.00072']);
    expect(existsSync(path.join(folder.path, 'out.sarif'))).toBe(true);
  });

  test('what could not be judged has exit 2, no outputs of an earlier run and no summary', () => {
    expect(run({ files: 'nowhere.jsonl', args: '--min-coverage=1' })).toMatchObject({
      code: 2,
      outputs: {},
      summary: '',
    });
  });

  test('inputs are words, never a script', () => {
    run({ files: '$(touch pwned)\n`touch pwned`\n; touch pwned', args: '--min-coverage=1' });
    expect(existsSync(path.join(folder.path, 'pwned'))).toBe(false);
    for (const { run: script } of action.runs.steps) expect(script).not.toContain('${{');
  });
});

test('the version it starts is the present one', () => {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }; // our own file
  expect(action.inputs.command?.default).toBe(`npx --yes attrib-audit@${version}`);
});

test('the hooks of pre-commit run commands that exist', () => {
  const hooks = parse(readFileSync(path.join(root, '.pre-commit-hooks.yaml'), 'utf8')) as {
    entry: string;
    args?: string[];
  }[];
  for (const { entry, args = [] } of hooks) {
    const [, ...words] = [...entry.split(' '), ...args.map((word) => word.replace('samples/', 'samples/shop/'))];
    const { status } = spawnSync(process.execPath, [path.join(root, 'bin/attrib-audit.js'), ...words], { cwd: root });
    expect([0, 1], entry).toContain(status);
  }
});
