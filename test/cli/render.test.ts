// render over a saved report: every output is byte for byte what the run itself wrote.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { reporters } from '../../src/report/index.ts';
import { ownedCall, ownerlessCall, temporaryFolder } from './temporary-folder.ts';
import { testIo } from './test-io.ts';

const folder = temporaryFolder();
const hop = (said: object) =>
  `${JSON.stringify({ trace_id: 'tr_3', provider: 'openai', model: 'gpt-4.1-mini', ...said })}\n`;
folder.write({
  'calls.jsonl':
    ownedCall +
    ownerlessCall +
    hop({ span_id: 'a', hop: 'gateway', component: 'gateway', owner_team: 'Ünïcode <&> "team"', feature: '=1+1' }) +
    hop({ span_id: 'b', parent_span_id: 'a', hop: 'worker', component: 'worker', usage: { input: 7, output: 3 } }),
});
const kinds = Object.keys(reporters);

async function run(argv: readonly string[], stdin?: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const io = testIo({ cwd: folder.path, columns: 90, ...(stdin === undefined ? {} : { stdin }) });
  const code = await main(argv, io);
  return { code, ...io.written };
}

describe('the same bytes as the run that saved the report', () => {
  test.each([
    ['audit', ['calls.jsonl', '--group-by', 'feature,day', '--top', '2']],
    ['gate', ['gate', 'calls.jsonl', '--baseline', 'base.json', '--update-baseline', '--top', '2']],
  ])('%s', async (name, argv) => {
    const files = kinds.flatMap((kind) => ['-f', `${kind}=${name}-direct.${kind}`]);
    await run([...argv, ...files]);
    const rendered = kinds.flatMap((kind) => ['-f', `${kind}=${name}-rendered.${kind}`]);
    expect(await run(['render', `${name}-direct.json`, '--top', '2', ...rendered])).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    for (const kind of kinds) {
      const bytes = (way: string) => readFileSync(path.join(folder.path, `${name}-${way}.${kind}`), 'utf8');
      expect(bytes('direct').length, kind).toBeGreaterThan(100);
      expect(bytes('rendered'), kind).toBe(bytes('direct'));
    }
  });

  test.each([
    ['owner_team alone', [], ['owner_team']],
    ['what was asked for', ['--group-by', 'feature,day'], ['owner_team', 'feature', 'day']],
  ])('on the screen, and from standard input: %s', async (_, flags, shown) => {
    const saved = (await run(['calls.jsonl', ...flags, '--json'])).stdout;
    const screen = (await run(['calls.jsonl', ...flags])).stdout;
    expect((await run(['render', '-'], saved)).stdout).toBe(screen);
    expect([...screen.matchAll(/^Spend by (\S+)/gm)].map(([, name]) => name)).toEqual(shown);
    expect(Object.keys(JSON.parse(saved).groups)).toEqual([...new Set([...shown, 'model', 'feature'])]);
  });
});

test.each([
  ['no JSON', 'hello', 'standard input is not JSON'],
  ['another document', '{"findings":[]}', '<stdin> is no report of attrib-audit'],
  [
    'a report of another version',
    '{"schema_version":"9.0","coverage":{}}',
    'the report <stdin> is not valid at schema_version',
  ],
])('%s is refused in one sentence', async (_, text, message) => {
  const { code, stdout, stderr } = await run(['render', '-'], text);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});

test('the saved report is not overwritten', async () => {
  folder.write({ 'r.json': (await run(['calls.jsonl', '--json'])).stdout });
  expect((await run(['render', 'r.json', '-f', 'json=r.json'])).stderr).toContain('r.json is an input');
});
