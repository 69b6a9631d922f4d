import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { schemaNames, schemaText } from '../../src/cli/published-schemas.ts';
import { ownedCall, ownerlessCall, temporaryFolder } from './temporary-folder.ts';
import { testIo } from './test-io.ts';

const committed = new URL('../../schemas/', import.meta.url);
const folder = temporaryFolder();
folder.write({ 'calls.jsonl': ownedCall + ownerlessCall });

test('every schema is committed, and nothing else', () => {
  expect(readdirSync(committed).sort()).toEqual(schemaNames.map((name) => `${name}.schema.json`).sort());
});

test.each(schemaNames)('schemas/%s.schema.json is what the source says (else: npm run schemas)', async (name) => {
  expect(readFileSync(new URL(`${name}.schema.json`, committed), 'utf8')).toBe(await schemaText(name));
});

describe('documents fit their published schemas', () => {
  async function fits(schema: (typeof schemaNames)[number], document: unknown): Promise<unknown> {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    formats.default(ajv);
    const validate = ajv.compile(JSON.parse(await schemaText(schema)) as object); // a JSON Schema is an object
    validate(document);
    return validate.errors ?? [];
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

  test('a neutral event, the bundled rate card and a config', async () => {
    expect(await fits('event', JSON.parse(ownedCall))).toEqual([]);
    const catalogue = new URL('../../src/pricing/catalogue/list.json', import.meta.url);
    expect(await fits('rate-card', JSON.parse(readFileSync(catalogue, 'utf8')))).toEqual([]);
    expect(await fits('config', { gate: { min_coverage_pct: 90 } })).toEqual([]);
    expect(await fits('config', { gates: {} })).not.toEqual([]);
  });
});
