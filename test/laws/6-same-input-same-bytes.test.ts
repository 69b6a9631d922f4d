import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AuditReport } from '../../src/model/report.ts';
import type { Style } from '../../src/report/index.ts';
import { anyLog, inputsOfLines, type LogLine } from '../generate/arbitrary-log.ts';
import { reporters } from '../report/loaded-reporters.ts';
import { hold, reportOf } from './law.ts';

const style: Style = { width: 120, colour: true, unicode: true, top: 20, groups: ['model', 'day'] };
const texts = (report: AuditReport): string[] => Object.values(reporters).map((reporter) => reporter(report, style));

it('two audits of the same input give the same bytes, in whatever time zone', async () => {
  const zone = process.env.TZ;
  try {
    await hold(anyLog, 25, async (lines) => {
      process.env.TZ = 'America/St_Johns';
      const first = texts(await reportOf(inputsOfLines(lines)));
      const hour = new Date(0).getHours();
      process.env.TZ = 'Asia/Kathmandu';
      expect(new Date(0).getHours()).not.toBe(hour);
      expect(texts(await reportOf(inputsOfLines(lines)))).toEqual(first);
    });
  } finally {
    process.env.TZ = zone;
  }
});

const program = fileURLToPath(new URL('../../bin/attrib-audit.js', import.meta.url));
const run = promisify(execFile);
const places = [
  { folder: 'one', TZ: 'UTC', LANG: 'C', LC_ALL: 'C', USER: 'ada' },
  {
    folder: 'another-much-deeper/folder',
    TZ: 'Asia/Kathmandu',
    LANG: 'tr_TR.UTF-8',
    LC_ALL: 'tr_TR.UTF-8',
    USER: 'grace',
  },
] as const;
let home = '';

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'attrib-law-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

it('the program tells nothing of the machine, the user, the folder, the zone or the language it runs in', async () => {
  const logs = fc.sample(anyLog, { numRuns: 2, seed: 6 });
  for (const [number, lines] of logs.entries()) {
    const [here, there] = await Promise.all(places.map((place) => output(place, number, lines)));
    expect(there).toEqual(here);
    const machine = [os.hostname(), os.homedir(), home, process.cwd(), 'ada', 'grace', 'another-much-deeper'];
    const said = machine.filter((word) => word.length > 2 && !lines.some(({ text }) => text.includes(word)));
    for (const text of here ?? []) expect(said.filter((word) => text.includes(word))).toEqual([]);
  }
});

async function output(place: (typeof places)[number], number: number, lines: readonly LogLine[]): Promise<string[]> {
  const cwd = path.join(home, place.folder, String(number));
  await mkdir(cwd, { recursive: true });
  const files = [...new Set(lines.map(({ file }) => file))].sort();
  for (const file of files) {
    const texts = lines.filter((line) => line.file === file).map(({ text }) => `${text}\n`);
    await writeFile(path.join(cwd, file), texts.join(''));
  }
  const { folder: _folder, ...told } = place;
  const env = { PATH: process.env.PATH ?? '', HOME: cwd, HOSTNAME: place.USER, COLUMNS: '100', ...told };
  const argv = [
    program,
    '-f',
    'json=report.json',
    '-f',
    'terminal',
    '--max-rejected',
    '100',
    '--group-by',
    'model,day',
    ...files,
  ];
  const { stdout } = await run(process.execPath, argv, { cwd, env });
  return [stdout, await readFile(path.join(cwd, 'report.json'), 'utf8')];
}
