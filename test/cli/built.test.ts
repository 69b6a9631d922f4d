// The built program as a process: pipes, signals, odd files. Everything that needs no process is tested in process.
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { AuditReport } from '../../src/model/report.ts';
import { ownedCall, ownerlessCall, temporaryFolder } from './temporary-folder.ts';

const bin = fileURLToPath(new URL('../../bin/attrib-audit.js', import.meta.url));
const folder = temporaryFolder();
const calls = ownedCall + ownerlessCall;
folder.write({ 'calls.jsonl': calls });

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(
  args: readonly string[],
  options: { input?: string | Uint8Array; env?: Record<string, string> } = {},
): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: folder.path,
    input: options.input ?? '',
    env: { ...process.env, NO_COLOR: '1', ...options.env },
    maxBuffer: 1 << 28,
  });
  return { code: status, stdout: stdout.toString(), stderr: stderr.toString() };
}

function shell(command: string): Run {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
    cwd: folder.path,
    env: { ...process.env, NO_COLOR: '1', ATTRIB: `${process.execPath} ${bin}` },
  });
  return { code: status, stdout: stdout.toString(), stderr: stderr.toString() };
}

const reportOf = (result: Run): AuditReport => JSON.parse(result.stdout) as AuditReport; // our own output

describe('pipes', () => {
  test('a reader that goes away is no error', () => {
    folder.write({
      'many.jsonl': Array.from({ length: 3000 }, (_, i) => ownedCall.replace('tr_1', `tr_${i}`)).join(''),
    });
    expect(shell('set -o pipefail; $ATTRIB many.jsonl --json --group-by trace_id | head -1')).toEqual({
      code: 0,
      stdout: '{\n',
      stderr: '',
    });
  });

  test('a large report arrives whole', () => {
    const { stdout, code } = shell('$ATTRIB many.jsonl --json --group-by trace_id | cat');
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as AuditReport).groups.trace_id).toHaveLength(3000);
  });

  test('a failed gate stays failed when nobody reads', () => {
    expect(
      shell('$ATTRIB gate calls.jsonl --min-coverage 95 | head -1; echo $PIPESTATUS').stdout.split('\n').at(-2),
    ).toBe('1');
  });

  test('what is piped in needs no flag; a FIFO is a file', () => {
    expect(run([], { input: calls }).stdout).toContain('2 calls');
    expect(shell('$ATTRIB <(cat calls.jsonl)').stdout).toContain('2 calls');
    expect(shell('cat calls.jsonl | $ATTRIB').stdout).toContain('2 calls');
  });

  test('stdout is the report alone, the same to a file and through a pipe', () => {
    const { stdout, stderr } = run(['calls.jsonl', '--json']);
    expect(stderr).toBe('');
    expect(shell('$ATTRIB calls.jsonl --json > report.json; cat report.json').stdout).toBe(stdout);
  });

  test('two formats in one run', () => {
    const { stdout, code } = run(['calls.jsonl', '-f', 'terminal', '-f', 'json=out.json']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Coverage/);
    expect(JSON.parse(readFileSync(path.join(folder.path, 'out.json'), 'utf8'))).toMatchObject({
      totals: { calls: 2 },
    });
  });

  test('a link as target is written through, a device directly', () => {
    folder.write({ 'real.json': '' });
    symlinkSync(path.join(folder.path, 'real.json'), path.join(folder.path, 'link.json'));
    expect(run(['calls.jsonl', '-f', 'json=link.json']).code).toBe(0);
    expect(statSync(path.join(folder.path, 'real.json')).size).toBeGreaterThan(1000);
    expect(run(['calls.jsonl', '-f', 'json=/dev/null']).code).toBe(0);
  });
});

describe('config', () => {
  test('a commented config and a contract of one’s own are read, hard mode says what it would have rejected', () => {
    folder.write({ 'log.jsonl': `${ownedCall}${ownerlessCall}` });
    expect(run(['init', '--force']).code).toBe(0);
    const config = readFileSync(`${folder.path}/attrib-audit.config.jsonc`, 'utf8').replace(
      '"contract_mode": "soft"',
      '"contract_mode": "hard"',
    );
    folder.write({ 'attrib-audit.config.jsonc': config });
    const { code, stdout } = run(['log.jsonl', '--config', 'attrib-audit.config.jsonc']);
    expect(code).toBe(0);
    expect(stdout).toContain('Enforced, it would have rejected 1 call');
  });
});

test('a rate card and workloads in YAML are read, a card in CSV is imported', () => {
  folder.write({
    'card.yaml': 'rows:\n  - { seller: acme, model: m, prices: { input: "4" } }\n',
    'work.yaml': '- { team: support, provider: acme, model: m, input: 3M }\n',
    'card.csv': 'seller,model,input\nacme,m,4\n',
  });
  const { code, stdout } = run(['estimate', 'work.yaml', '--rates', 'card.yaml', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ totals: [{ usd: '12' }] });
  expect(run(['rates', 'import', '--from', 'csv', 'card.csv']).stdout).toContain('"prices":{"input":"4"}');
});

describe('inputs', () => {
  test('a BOM and CRLF change nothing', () => {
    folder.write({ 'bom.jsonl': `\uFEFF${calls.replaceAll('\n', '\r\n')}` });
    const { coverage, ledger } = reportOf(run(['bom.jsonl', '--json']));
    expect(coverage).toEqual(reportOf(run(['calls.jsonl', '--json'])).coverage);
    expect(ledger.rejected).toBe(0);
  });

  test('gzip by its content, brotli by its name', () => {
    folder.write({ 'packed.jsonl': gzipSync(calls), 'packed.jsonl.br': brotliCompressSync(calls) });
    expect(reportOf(run(['packed.jsonl', '--json'])).totals.calls).toBe(2);
    expect(reportOf(run(['packed.jsonl.br', '--json'])).totals.calls).toBe(2);
    expect(reportOf(run(['-', '--json'], { input: gzipSync(calls) })).totals.calls).toBe(2);
  });

  test('a truncated gzip: what was read is reported, and the exit code says that it is not all', () => {
    const packed = gzipSync(
      Array.from({ length: 5000 }, (_, i) => ownedCall.replace('tr_1', `tr_${i * 7919}`)).join(''),
    );
    folder.write({ 'cut.jsonl.gz': packed.subarray(0, Math.floor(packed.length / 2)) });
    const { code, stdout, stderr } = run(['cut.jsonl.gz', '--json']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^attrib-audit: cut\.jsonl\.gz: gzip stream ends early/);
    const { totals, generated_from } = JSON.parse(stdout) as AuditReport;
    expect(totals.calls).toBeGreaterThan(100);
    expect(generated_from.inputs[0]?.problems.some(({ reason }) => reason.startsWith('gzip stream ends early'))).toBe(
      true,
    );
  });

  test('an unreadable input among others does not stop them', () => {
    folder.write({ 'broken.gz': gzipSync(calls).subarray(0, 30) });
    const { code, stdout, stderr } = run(['broken.gz', 'calls.jsonl', '--json']);
    expect(code).toBe(2);
    expect(stderr.split('\n')[0]).toMatch(/^attrib-audit: broken\.gz: /);
    expect((JSON.parse(stdout) as AuditReport).totals.calls).toBe(2);
  });

  test('a line of 20 MB is one rejected record, the rest is read', () => {
    folder.write({ 'long.jsonl': `${ownedCall}{"prompt":"${'x'.repeat(20_000_000)}"}\n${ownerlessCall}` });
    const result = run(['long.jsonl', '--json', '--max-rejected', '50']);
    expect(result.code).toBe(0);
    const { ledger, generated_from } = reportOf(result);
    expect(ledger).toMatchObject({ records: 3, rejected: 1, billed_calls: 2 });
    expect(generated_from.inputs[0]?.problems[0]).toMatchObject({
      line: 2,
      reason: expect.stringContaining('limits.recordBytes'),
    });
  });

  test.each([
    ['an empty file', { 'empty.jsonl': '' }, ['empty.jsonl'], 'empty.jsonl: empty'],
    [
      'a binary file',
      { 'program.bin': '\u007fELF\0\0\u0001' },
      ['program.bin'],
      'program.bin: is a binary file, not text',
    ],
    ['a missing file', {}, ['missing.jsonl'], 'missing.jsonl: there is no such file'],
    [
      'a directory without logs',
      { 'docs/a.md': '' },
      ['docs'],
      'docs: there are no logs in this directory: 1 other file was left alone',
    ],
    ['prose', { 'notes.txt': 'hello\nworld\n' }, ['notes.txt'], 'notes.txt: 2 lines of text and no record'],
  ])('%s cannot be judged: one clear message and exit 2', (_, files, args, message) => {
    folder.write(files);
    const { code, stdout, stderr } = run(args);
    expect({ code, stdout, first: stderr.split('\n')[0] }).toEqual({
      code: 2,
      stdout: '',
      first: `attrib-audit: ${message}`,
    });
    expect(stderr.split('\n').length).toBeLessThanOrEqual(3);
  });

  test('names with control characters cannot steer the terminal', () => {
    const { stderr } = run(['\u001b[31mred.jsonl']);
    expect(stderr).not.toContain('\u001b');
  });
});

describe('surroundings', () => {
  test('zone and language of the machine change nothing', () => {
    const usual = run(['calls.jsonl', '--json'], { env: { TZ: 'UTC', LANG: 'C' } }).stdout;
    expect(
      run(['calls.jsonl', '--json'], { env: { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' } })
        .stdout,
    ).toBe(usual);
  });

  test('colours only when asked for, since this is no terminal', () => {
    expect(run(['calls.jsonl'], { env: { NO_COLOR: '' } }).stdout).not.toContain('\u001b');
    expect(run(['calls.jsonl', '--color']).stdout).toContain('\u001b[');
  });

  test('a directory that cannot be written to is told before anything is read', () => {
    const { code, stderr } = run(['calls.jsonl', '-f', 'json=nowhere/report.json']);
    expect(code).toBe(2);
    expect(stderr).toContain('the directory of nowhere/report.json does not exist');
  });
});

describe('signals', () => {
  test.each([
    ['SIGINT', 130, 'attrib-audit: interrupted; nothing was written\n'],
    ['SIGTERM', 143, 'attrib-audit: terminated; nothing was written\n'],
  ] as const)('%s while waiting for standard input', async (signal, code, message) => {
    expect(await interrupted(['-', '-f', 'json=never.json'], signal)).toEqual({ code, stdout: '', stderr: message });
    expect(existsSync(path.join(folder.path, 'never.json'))).toBe(false);
  });

  test('SIGINT while reading a pipe that never ends', async () => {
    spawnSync('mkfifo', ['endless'], { cwd: folder.path });
    const result = interrupted(['endless'], 'SIGINT', createWriteStream(path.join(folder.path, 'endless')));
    expect(await result).toMatchObject({ code: 130, stdout: '' });
  });

  /** Sends the signal once the program has read most of what is written to it, so it has begun to listen. */
  async function interrupted(args: readonly string[], signal: NodeJS.Signals, writeTo?: Writable): Promise<Run> {
    const child = spawn(process.execPath, [bin, ...args], { cwd: folder.path, stdio: ['pipe', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk) => {
        output[name] += chunk;
      });
    }
    const exited = new Promise<number | null>((resolve) => child.on('close', resolve));
    const input = writeTo ?? child.stdin;
    input.on('error', () => {});
    // More than any pipe holds: the write is done only when the other side reads.
    await new Promise((resolve) => input.write(ownedCall.repeat(10_000), resolve));
    child.kill(signal);
    const code = await exited;
    input.destroy();
    return { code, ...output };
  }
});
