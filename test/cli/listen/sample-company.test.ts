// The logs of the sample company, sent instead of read: the same report, apart from its inputs.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { testIo } from '../test-io.ts';
import { post, startListener } from './running-listener.ts';

const cwd = fileURLToPath(new URL('../../../samples/shop', import.meta.url));
const linesOf = (name: string): string[] => readFileSync(`${cwd}/${name}`, 'utf8').trim().split('\n');

/** Without what says where a record stands, and how many records there are: every span that is sent is one, a line of the file has several. */
function apartFromInputs(json: string): unknown {
  const report: unknown = JSON.parse(json.replaceAll(/of \d+ records/g, 'of all records'), (key, value) =>
    ['source', 'line', 'path', 'inputs'].includes(key) ? undefined : value,
  );
  return JSON.parse(JSON.stringify(report, (key, value) => (['records', 'with_events'].includes(key) ? 0 : value)));
}

test('sent in any order, the sample company gets the report of its files', async () => {
  const { url, terminate, io } = await startListener(['--json'], { cwd });
  const records = ['envoy.jsonl', 'bedrock.jsonl', 'litellm.jsonl'].map((name) =>
    post(`${url}/v1/records?source=${name.replace('.jsonl', '')}`, linesOf(name).reverse().join('\n')),
  );
  const spans = linesOf('app.otlp.jsonl').map((line) => post(`${url}/v1/traces`, line));
  for (const { status } of await Promise.all([...records, ...spans])) expect(status).toBe(200);
  expect(await terminate()).toBe(1); // by the limits in the config of the sample company

  const files = testIo({ cwd });
  const names = ['app.otlp.jsonl', 'bedrock.jsonl', 'envoy.jsonl', 'litellm.jsonl'];
  expect(await main(['gate', ...names, '--json'], files)).toBe(1);
  expect(apartFromInputs(io.written.stdout)).toEqual(apartFromInputs(files.written.stdout));
  expect(JSON.parse(io.written.stdout).totals).toMatchObject({ calls: 151, records: 666 });
});
