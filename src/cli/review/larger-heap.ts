// A review holds every call, and Node gives itself only so much memory. Large inputs are reviewed by a second process with more of it;
// this one waits, passes signals on, and puts the terminal back should the other one be killed.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import type { InputFile } from '../../engine/input-file.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { leaveAlternate } from './screen.ts';

/** Bytes held for each byte of a log, with a second audit beside the first while a decision is judged. Measured: 4.5. */
const heldForEachByte = 6;
const unpacked = 10;
const packed = /\.(?:gz|zst|br)$/;
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const child = 'ATTRIB_AUDIT_REVIEW_HEAP';

/** The heap in MB that these inputs want, when it is more than this process has. */
export function wantedHeap(files: readonly InputFile[], has: number, machine: number): number | undefined {
  const bytes = files.reduce((sum, { name, size = 0 }) => sum + size * (packed.test(name) ? unpacked : 1), 0);
  const wanted = Math.min(bytes * heldForEachByte, machine * 0.8);
  return wanted > has ? Math.ceil(wanted / 1024 ** 2) : undefined;
}

/** The exit code of the second process; undefined when none is needed. */
export async function inLargerHeap(files: readonly InputFile[], io: Io): Promise<number | undefined> {
  if (io.env[child] !== undefined) return undefined;
  const heap = wantedHeap(files, getHeapStatistics().heap_size_limit, totalmem());
  if (heap === undefined) return undefined;
  const other = spawn(process.execPath, [`--max-old-space-size=${heap}`, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: { ...process.env, [child]: String(heap) },
  });
  const pass = (signal: NodeJS.Signals): void => void other.kill(signal);
  for (const name of passedOn) process.on(name, pass);
  try {
    const { code, signal } = await new Promise<{ code: number | null; signal: NodeJS.Signals | null }>(
      (resolve, reject) => {
        other.on('error', reject);
        other.on('exit', (code, signal) => resolve({ code, signal }));
      },
    );
    if (code !== null) return code;
    restoreTerminal(io);
    io.stderr.write(`attrib-audit: the review was ended by ${signal}; it needs more memory than there is\n`);
    io.stderr.write('  review fewer files at a time\n');
    return exitCodes.bug;
  } finally {
    for (const name of passedOn) process.off(name, pass);
  }
}

function restoreTerminal(io: Io): void {
  io.stdout.write(leaveAlternate);
  try {
    const terminal = openSync('/dev/tty', 'r');
    spawnSync('stty', ['sane'], { stdio: [terminal, 'ignore', 'ignore'] });
    closeSync(terminal);
  } catch {
    // No terminal is left to be put back.
  }
}
