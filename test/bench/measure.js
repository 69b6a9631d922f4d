// One command as a whole process: wall and processor seconds, and peak memory where /usr/bin/time is there.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const timer = '/usr/bin/time';
const hasTimer = existsSync(timer);

/** Undefined when the program is not there. A program that fails is an error: its time would say nothing. */
export function measure([program, args], env = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'attrib-audit-bench-'));
  const figures = path.join(folder, 'figures');
  const command = hasTimer ? [timer, ['-f', '%U %S %M', '-o', figures, program, ...args]] : [program, args];
  const begun = performance.now();
  const { status, stderr, error } = spawnSync(...command, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  const wall = (performance.now() - begun) / 1000;
  const [user, system, peak] = hasTimer ? readFileSync(figures, 'utf8').trim().split('\n').at(-1).split(' ') : [];
  rmSync(folder, { recursive: true });
  if (error?.code === 'ENOENT' || status === 127) return undefined;
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return {
    wall,
    cpu: hasTimer ? Number(user) + Number(system) : undefined,
    peakMb: hasTimer ? Number(peak) / 1024 : undefined,
  };
}

/** All commands in turn, as often as asked, so that a busy moment of the machine meets all of them. The run in the middle of each. */
export function compare(commands, runs) {
  const results = new Map(Object.keys(commands).map((name) => [name, []]));
  for (let run = 0; run < runs; run++) {
    for (const [name, command] of Object.entries(commands)) {
      const result = measure(command);
      if (result) results.get(name).push(result);
    }
  }
  return new Map(
    [...results].flatMap(([name, list]) => {
      const middle = list.sort((a, b) => (a.cpu ?? a.wall) - (b.cpu ?? b.wall))[Math.floor(list.length / 2)];
      return middle ? [[name, middle]] : [];
    }),
  );
}
