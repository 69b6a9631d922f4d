// LiteLLM's own recorded rows and Langfuse bodies: what each becomes, figure by figure.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import { parseUsd } from '../../src/model/money.ts';
import { readRecord, recordsOf } from './samples.ts';

const fixtures = fileURLToPath(new URL('../../../shared/fixtures/', import.meta.url));

/** False with a printed reason when the folder is not there. */
function isThere(folder: string): boolean {
  const there = existsSync(`${fixtures}${folder}`);
  if (!there) console.warn(`skipped: no reference files at ${folder}`);
  return there;
}

const readAll = (file: string) =>
  recordsOf(readFileSync(`${fixtures}${file}`, 'utf8')).flatMap((record) => readRecord(record, 1));

const measured = {
  hop: 'gateway',
  role: 'call',
  component: 'litellm',
  provider: 'openai',
  model: 'gpt-4o',
  response_model: 'gpt-4o',
  operation: 'acompletion',
  status: 'ok',
  unit_price_source: 'litellm-map:gpt-4o',
  granularity: 'call',
  start: 1737710446847371000n,
  end: 1737710446851954000n,
  usage: { input: 10, output: 20 },
  logged_cost_usd: parseUsd('0.00022500000000000002'),
  notes: [],
};
const spendRow = { ...measured, request_id: 'chatcmpl-2283081b-dc89-41f6-93e6-d4f914774027', session_id: '1234567890' };

const expected: Readonly<Record<string, Partial<Record<keyof Event, unknown>>>> = {
  'spend_logs_payload.json': spendRow,
  'spend_logs_payload.2025-09.json': spendRow,
  'standard_logging_payload.json': {
    ...measured,
    request_id: 'chatcmpl-2299b6a2-82a3-465a-b47c-04e685a2227f',
    streamed: true,
  },
};

/** Columns that hold `""` or null in all three rows. */
const absent = ['trace_id', 'owner_team', 'tenant_id_hash', 'virtual_key', 'principal', 'region', 'cache_hit', 'error'];

test('every recorded row is an event with exactly these values and no owner', () => {
  if (!isThere('litellm')) return;
  const files = readdirSync(`${fixtures}litellm`).filter((name) => name.endsWith('.json'));
  expect(files.sort()).toEqual(Object.keys(expected).sort());
  for (const file of files) {
    const [read, ...more] = readAll(`litellm/${file}`);
    expect(more, file).toEqual([]);
    expect(read?.format, file).toBe(file.startsWith('spend') ? 'litellm-spend-log' : 'litellm-standard-log');
    if (read?.outcome.kind !== 'events') throw new Error(`${file} is no event: ${JSON.stringify(read?.outcome)}`);
    expect(read.outcome.events, file).toEqual([expect.objectContaining(expected[file] ?? {})]);
    for (const field of absent) expect(read.outcome.events[0], `${file} ${field}`).not.toHaveProperty(field);
    expect(text(read.outcome.events), file).not.toContain('Hello');
  }
});

test('the bodies LiteLLM sends to Langfuse are not taken for its own rows', () => {
  if (!isThere('litellm-langfuse')) return;
  const files = readdirSync(`${fixtures}litellm-langfuse`).filter((name) => name.endsWith('.json'));
  expect(files.length).toBe(4);
  for (const file of files) {
    const reads = readAll(`litellm-langfuse/${file}`);
    expect(reads.length, file).toBeGreaterThan(0);
    for (const { format, outcome } of reads) {
      expect(format?.startsWith('litellm'), file).not.toBe(true);
      expect(text(outcome), file).not.toContain('pk-lf-');
    }
  }
});

function text(value: unknown): string {
  return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner));
}
