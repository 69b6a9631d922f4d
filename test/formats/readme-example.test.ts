// The README's example of a format: taken out of it, checked by the compiler, and used to read the sample beside it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Format } from '../../src/formats/format.ts';
import { usdToDecimal } from '../../src/model/money.ts';
import { readOne } from './read-one.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const block = (name: string): string => readme.split(`${name}\n`)[1]?.split('```')[0] ?? '';
const code = block('```ts acme-gateway.ts');
const sample = block('```json acme.jsonl');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'attrib-audit-example-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('the table itself has 15 lines', () => {
  const lines = code.trimEnd().split('\n');
  const table = lines.slice(lines.findIndex((line) => line.includes('defineFormat({')) + 1, -1);
  expect(table.length).toBeLessThanOrEqual(15);
});

test('it compiles under the strict settings of this repository', () => {
  writeFileSync(path.join(folder, 'acme-gateway.ts'), code);
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  const config = {
    extends: path.join(root, 'tsconfig.json'),
    compilerOptions: {
      noEmit: true,
      rootDirs: [folder, path.join(root, 'src/formats')],
      typeRoots: [path.join(root, 'node_modules/@types')],
    },
    include: [],
    files: [path.join(folder, 'acme-gateway.ts')],
  };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  expect(execFileSync(process.execPath, [compiler, '-p', folder]).toString()).toBe('');
}, 120_000);

test('it reads its sample', async () => {
  const { outputFiles } = await build({
    stdin: { contents: code, loader: 'ts', resolveDir: path.join(root, 'src/formats') },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  const bundled = `data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? []).toString('base64')}`;
  const { acmeGateway }: { acmeGateway: Format } = await import(/* @vite-ignore */ bundled);
  const format = readOne(acmeGateway);
  const record = JSON.parse(sample);
  expect(format.recognises(record)).toBe(true);
  const { logged_cost_usd: cost, ...event } = format.eventOf(record);
  expect(event).toMatchObject({
    component: 'acme-gateway',
    request_id: 'r-1',
    owner_team: 'support',
    model: 'gpt-4.1-mini',
    usage: { input: 600, cached_input: 400, output: 200 },
    start: 1_767_261_600_123_000_000n,
  });
  expect(usdToDecimal(cost ?? 0n)).toBe('0.00072');
});
