import { execFileSync } from 'node:child_process';
import { closeSync, openSync, promises, writeSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { ownedCall, temporaryFolder } from './temporary-folder.ts';
import { testIo } from './test-io.ts';

const folder = temporaryFolder();
folder.write({ 'calls.jsonl': ownedCall });

describe('a terminal', () => {
  test('without arguments: a short help that ends with how to paste', async () => {
    const io = testIo({ cwd: folder.path, tty: { stdin: true } });
    expect(await main([], io)).toBe(0);
    expect(io.written.stdout.trimEnd().split('\n').slice(-2).join(' ')).toBe(
      'Or paste records right here: attrib-audit - then paste, and press Ctrl-D.',
    );
  });

  test('reading a paste says how to end it, on stderr, unless --quiet', async () => {
    const io = testIo({ cwd: folder.path, tty: { stdin: true, stderr: true }, stdin: ownedCall });
    expect(await main(['-'], io)).toBe(0);
    expect(io.written.stderr).toBe('Paste records, then press Ctrl-D.\n');
    const quiet = testIo({ cwd: folder.path, tty: { stdin: true, stderr: true }, stdin: ownedCall });
    await main(['-', '--quiet'], quiet);
    expect(quiet.written.stderr).toBe('');
  });
});

test('a command that only holds others answers with its help and nothing else', async () => {
  const io = testIo({ cwd: folder.path });
  expect(await main(['rates'], io)).toBe(2);
  expect(io.written.stdout + io.written.stderr).toMatch(/^Usage: attrib-audit rates/);
  expect(io.written.stdout + io.written.stderr).not.toContain('outputHelp');
});

async function* pasteAndThen(interrupt: () => void): AsyncGenerator<Uint8Array> {
  yield Buffer.from(ownedCall);
  interrupt();
  yield Buffer.from(ownedCall);
}

describe('signals', () => {
  test.each([
    ['SIGINT', 130, 'attrib-audit: interrupted; nothing was written\n'],
    ['SIGTERM', 143, 'attrib-audit: terminated; nothing was written\n'],
  ] as const)('%s while reading', async (name, code, message) => {
    const io = testIo({ cwd: folder.path, stdin: pasteAndThen(() => io.signal(name)) });
    expect(await main(['-'], io)).toBe(code);
    expect(io.written).toEqual({ stdout: '', stderr: message });
  });

  /** Runs over a named pipe and gives the signal until the run hears it, which it does once. */
  async function endedBy(name: 'SIGINT' | 'SIGTERM', pipe: string): Promise<number> {
    const io = testIo({ cwd: folder.path });
    const again = setInterval(() => io.signal(name), 100);
    try {
      return await main([pipe], io);
    } finally {
      clearInterval(again);
      expect(io.written.stdout).toBe('');
    }
  }

  test('one ends the wait for somebody who writes to a pipe', async () => {
    execFileSync('mkfifo', ['unwritten'], { cwd: folder.path });
    expect(await endedBy('SIGTERM', 'unwritten')).toBe(143);
  });

  test('one ends the wait for more from a pipe that stays open', async () => {
    execFileSync('mkfifo', ['silent'], { cwd: folder.path });
    const writer = openSync(path.join(folder.path, 'silent'), 'r+'); // whoever may read, too, waits for nobody
    writeSync(writer, ownedCall);
    expect(await endedBy('SIGINT', 'silent')).toBe(130);
    closeSync(writer);
  });

  test('a pipe that is written and closed is read to its end', async () => {
    execFileSync('mkfifo', ['written'], { cwd: folder.path });
    const writing = promises.writeFile(path.join(folder.path, 'written'), ownedCall.repeat(3000));
    const io = testIo({ cwd: folder.path });
    expect(await main(['written', '--json', '--quiet'], io)).toBe(0);
    await writing;
    expect(JSON.parse(io.written.stdout).totals.records).toBe(3000);
  });
});

describe('a bug of ours', () => {
  const failing: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new TypeError('x is not a function')) }),
  };
  const broken = () => testIo({ cwd: folder.path, stdin: failing });

  test('is exit 70 with a short message', async () => {
    const io = broken();
    expect(await main(['-'], io)).toBe(70);
    expect(io.written.stderr).toBe(
      'attrib-audit: this is a bug of attrib-audit: x is not a function\n  run again with --debug and report what it prints\n',
    );
  });

  test('shows its stack with --debug', async () => {
    const io = broken();
    expect(await main(['-', '--debug'], io)).toBe(70);
    expect(io.written.stderr).toMatch(/TypeError: x is not a function\n {4}at /);
  });
});

test('commands that are not there yet are files that are not there', async () => {
  const io = testIo({ cwd: folder.path });
  expect(await main(['balance', 'calls.jsonl'], io)).toBe(2);
  expect(io.written.stderr).toBe('attrib-audit: balance: there is no such file\n');
});
