// Volumes and shares are read digit by digit; a file may be YAML, JSON or CSV.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseShare, parseVolume, readWorkloads } from '../../src/cli/read-workloads.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { testIo } from './test-io.ts';

test.each<[string | number, number | undefined]>([
  ['1.2B', 1_200_000_000],
  ['180M', 180_000_000],
  ['40k', 40_000],
  ['4000', 4000],
  ['1,200', 1200],
  ['0.000001T', 1_000_000],
  [300, 300],
  ['1.2345k', undefined],
  ['1.5', undefined],
  ['-3', undefined],
  ['1e9', undefined],
  ['99999T', undefined],
  ['', undefined],
])('%s is %s', (text, volume) => expect(parseVolume(text)).toBe(volume));

test('shares are percent', () => {
  expect(['40%', '40', 12.5, '101%', 'half'].map(parseShare)).toEqual([40, 40, 12.5, undefined, undefined]);
});

test('the same workloads from three kinds of file', async () => {
  const folder = temporaryFolder();
  folder.write({
    'a.yaml': '- { team: support, model: gpt-5.4, input: 1k, output: 10, cached: 40%, requests: 5 }',
    'a.json': '{"workloads":[{"team":"support","model":"gpt-5.4","input":"1k","output":10,"cached":40,"requests":5}]}',
    'a.csv': 'team,model,input,output,cached,requests\nsupport,gpt-5.4,1k,10,40%,5\n',
  });
  const expected = [
    { team: 'support', model: 'gpt-5.4', usage: { input: 600, cached_input: 400, output: 10 }, requests: 5 },
  ];
  for (const name of ['a.yaml', 'a.json', 'a.csv']) {
    const piped = testIo({ cwd: folder.path, stdin: readFileSync(`${folder.path}/${name}`) });
    expect(await readWorkloads('-', piped, undefined), `${name} piped in`).toEqual(expected);
    expect(await readWorkloads(name, testIo({ cwd: folder.path }), undefined), name).toEqual(expected);
  }
});

test('a misspelt key is named', async () => {
  const folder = temporaryFolder();
  folder.write({ 'a.yaml': '- { team: support, modell: gpt-5.4, input: 1k }' });
  await expect(readWorkloads('a.yaml', testIo({ cwd: folder.path }), undefined)).rejects.toThrow(/a\.yaml/);
});
