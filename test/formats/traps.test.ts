// Every trap of the facts is tested by something that exists: a sample of its format, which the golden test reads, or a named test.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { formats } from '../../src/formats/index.ts';
import { samplesFolder } from './samples.ts';
import { traps } from './traps.ts';

const here = fileURLToPath(new URL('..', import.meta.url));
const sources = ['formats', 'scan', 'trace'].flatMap((folder) =>
  readdirSync(`${here}${folder}`)
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(`${here}${folder}/${file}`, 'utf8')),
);
const isTitle = (text: string): boolean =>
  sources.some((source) => [`'${text}'`, `\`${text}\``, `"${text}"`].some((quoted) => source.includes(quoted)));

test('each names a sample of its format or a test', () => {
  const untested = traps.filter(
    ({ format, by }) => !existsSync(`${samplesFolder}${format}/${by}/events.json`) && !isTitle(by),
  );
  expect(untested).toEqual([]);
});

test('each belongs to a format, and is told once', () => {
  const ids = formats.map(({ id }) => id);
  expect(traps.filter(({ format }) => !ids.includes(format))).toEqual([]);
  const told = traps.map(({ section, format, trap }) => `${section} ${format} ${trap}`);
  expect(told.filter((one, index) => told.indexOf(one) !== index)).toEqual([]);
});

test('every section with traps is there', () => {
  const sections = new Set(traps.map(({ section }) => section));
  const gateways = ['g1a', 'g1b', 'g1c', 'g1d', 'g1e', 'g1f', 'g1h', 'g2', 'g3', 'g4', 'g5', 'g6', 'g7', 'g8', 'g9'];
  const telemetry = ['t0', 't1', 't2', 't3', 't4', 't5', 't6', 't7', 't8', 't9', 't10'];
  const providers = [
    'p11a',
    'p11b',
    'p12a',
    'p12b',
    'p12c',
    'p12d',
    'p13a',
    'p13b',
    'p13c',
    'p13d',
    'p13e',
    'p14',
    'p15',
    'p16',
  ];
  expect([...gateways, ...telemetry, ...providers].filter((section) => !sections.has(section))).toEqual([]);
});
