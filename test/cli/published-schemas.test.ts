import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { schemaFile, schemaNames, schemaText } from '../../src/cli/published-schemas.ts';
import { ownedCall, ownerlessCall, temporaryFolder } from './temporary-folder.ts';
import { testIo } from './test-io.ts';

const committed = new URL('../../schemas/', import.meta.url);
const folder = temporaryFolder();
folder.write({ 'calls.jsonl': ownedCall + ownerlessCall });

test('every schema is committed, and nothing else', () => {
  expect(readdirSync(committed).sort()).toEqual(schemaNames.map(schemaFile).sort());
});

test.each(schemaNames)('the file of %s is what the source says (else: npm run schemas)', async (name) => {
  expect(readFileSync(new URL(schemaFile(name), committed), 'utf8')).toBe(await schemaText(name));
});

describe('documents fit their published schemas', () => {
  async function fits(schema: (typeof schemaNames)[number], document: unknown): Promise<unknown> {
    return fitAll(schema, [document]);
  }

  async function fitAll(
    schema: (typeof schemaNames)[number],
    documents: readonly unknown[],
  ): Promise<readonly unknown[]> {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    formats.default(ajv);
    const validate = ajv.compile(JSON.parse(await schemaText(schema)) as object); // a JSON Schema is an object
    return documents.flatMap((document) => (validate(document) ? [] : (validate.errors ?? [])));
  }

  async function printed(...argv: string[]): Promise<unknown> {
    const io = testIo({ cwd: folder.path });
    await main(argv, io);
    return JSON.parse(io.written.stdout);
  }

  test('the report', async () => {
    expect(await fits('report', await printed('calls.jsonl', '--json'))).toEqual([]);
    expect(await fits('report', await printed('gate', 'calls.jsonl', '--json', '--min-coverage', '95'))).toEqual([]);
    expect(await fits('report', {})).not.toEqual([]);
  });

  test('the explanation', async () => {
    expect(await fits('explanation', await printed('explain', 'tr_1', 'calls.jsonl', '--json'))).toEqual([]);
  });

  test('the reconciliation', async () => {
    const sample = fileURLToPath(new URL('../../samples/reconcile/openai-three-faults/', import.meta.url));
    const invoices = ['usage.json', 'costs.json'].flatMap((name) => ['--invoice', `${sample}${name}`]);
    expect(
      await fits('reconciliation', await printed('reconcile', ...invoices, `${sample}calls.jsonl`, '--json')),
    ).toEqual([]);
    expect(await fits('reconciliation', {})).not.toEqual([]);
  });

  test('rates and the check of a card', async () => {
    expect(await fits('rates', await printed('rates', 'list', 'claude', '--json'))).toEqual([]);
    expect(await fits('rates', await printed('rates', 'show', 'gpt-5.4', '--region', 'eu', '--json'))).toEqual([]);
    folder.write({ 'card.json': '{"rows":[{"seller":"acme","model":"m","prices":{"input":"1"}}]}' });
    expect(await fits('card-check', await printed('rates', 'check', 'card.json', '--json'))).toEqual([]);
  });

  test('repriced calls', async () => {
    expect(await fits('reprice', await printed('reprice', 'calls.jsonl', '--json'))).toEqual([]);
  });

  test('estimates and what they are made of', async () => {
    const volumes = ['--model', 'gpt-5.4', '--input', '1.2B', '--output', '180M', '--vs', 'gpt-99,claude-sonnet'];
    expect(await fits('estimate', await printed('estimate', ...volumes, '--json'))).toEqual([]);
    const swap = ['--from-log', 'calls.jsonl', '--swap', 'gpt-4.1-mini=gpt-4.1', '--json'];
    expect(await fits('estimate', await printed('estimate', ...swap))).toEqual([]);
    expect(await fits('workloads', [{ team: 'support', model: 'gpt-5.4', input: '1.2B', cached: '40%' }])).toEqual([]);
    expect(await fits('workloads', [{ team: 'support', input: 'much' }])).not.toEqual([]);
  });

  test('every line of JSON lines, with and without a gate and a baseline', async () => {
    folder.write({ 'base.json': '{}' });
    const baseline = await writtenBaseline();
    expect(await fits('baseline', baseline)).toEqual([]);
    folder.write({ 'base.json': JSON.stringify(baseline) });
    for (const argv of [['audit'], ['gate', '--baseline', 'base.json', '--max-regression', '1']]) {
      const io = testIo({ cwd: folder.path });
      await main([...argv, 'calls.jsonl', '-f', 'jsonl', '--group-by', 'day'], io);
      const lines = io.written.stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(lines.length).toBeGreaterThan(30);
      expect(await fitAll('report-line', lines)).toEqual([]);
    }
    expect(await fits('report-line', { record: 'totals' })).not.toEqual([]);
  });

  async function writtenBaseline(): Promise<unknown> {
    rmSync(path.join(folder.path, 'base.json'));
    await main(['gate', 'calls.jsonl', '--baseline', 'base.json', '--update-baseline'], testIo({ cwd: folder.path }));
    return JSON.parse(readFileSync(path.join(folder.path, 'base.json'), 'utf8'));
  }

  test('rows of FOCUS, in the order of their columns, with and without a bill', async () => {
    const sample = fileURLToPath(new URL('../../samples/shop/', import.meta.url));
    const { properties } = JSON.parse(await schemaText('focus-row'));
    for (const bill of [[], ['--invoice', `${sample}invoices`]]) {
      const io = testIo({ cwd: folder.path });
      await main(['export', '--to', 'focus', `${sample}litellm.jsonl`, ...bill], io);
      const rows: unknown[] = parse(io.written.stdout, { columns: true });
      expect(rows.length).toBeGreaterThan(100);
      expect((await fitAll('focus-row', rows)).slice(0, 3)).toEqual([]);
      expect(io.written.stdout.split('\n')[0]).toBe(Object.keys(properties).join(','));
    }
  });

  test('calls, findings and formats', async () => {
    const io = testIo({ cwd: folder.path });
    await main(['export', '--to', 'jsonl', 'calls.jsonl'], io);
    const rows = io.written.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(await fitAll('call-row', rows)).toEqual([]);
    expect(await fits('findings', await printed('findings', '--json'))).toEqual([]);
    expect(await fits('formats', await printed('formats', '--json'))).toEqual([]);
  });

  test('a neutral event, the bundled rate card and a config', async () => {
    expect(await fits('event', JSON.parse(ownedCall))).toEqual([]);
    const catalogue = new URL('../../src/pricing/catalogue/list.json', import.meta.url);
    expect(await fits('rate-card', JSON.parse(readFileSync(catalogue, 'utf8')))).toEqual([]);
    expect(await fits('config', { gate: { min_coverage_pct: 90 } })).toEqual([]);
    expect(await fits('config', { gates: {} })).not.toEqual([]);
  });
});
