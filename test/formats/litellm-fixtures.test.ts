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

/** Body by file: the response id, when it began, and what was metered. The traces' tags name no owner. */
const bodies: Readonly<Record<string, Partial<Record<keyof Event, unknown>>>> = {
  'completion_with_langfuse_metadata.json': {
    trace_id: 'litellm-test-533ffb2d-a0a3-45b5-911c-7940466cdc8e',
    provider_request_id: 'chatcmpl-4da65aba-32e4-400d-aaa2-6bfe096d8141',
    parent_span_id: 'test_parent_observation_id',
    session_id: 'test_session_id',
    user_id_hash: 'test_user_id',
    start: 1737566350957072000n,
    usage: { input: 10, output: 20 },
    logged_cost_usd: parseUsd('0.000054999999999999995'),
  },
  'completion_with_no_choices.json': {
    trace_id: 'litellm-test-dbadfdfc-f4e7-4f05-8992-984c37359166',
    provider_request_id: 'chatcmpl-565360d7-965f-4533-9c09-db789af77a7d',
    operation: 'acompletion',
    start: 1738887807220129000n,
    usage: { input: 10, output: 10 },
    logged_cost_usd: parseUsd('0.000035'),
  },
  'completion_with_router.json': {
    trace_id: 'litellm-test-32702f3d-8a1c-4912-a3d6-286e59a9c568',
    provider_request_id: 'chatcmpl-16b215b7-e51e-47b0-8fe5-9dd6f226fda1',
    model: 'gpt-3.5-turbo',
    response_model: 'gpt-3.5-turbo',
    streamed: false,
    start: 1748106079142356000n,
    usage: { input: 10, output: 10 },
    logged_cost_usd: parseUsd('0.000035'),
  },
  'completion_with_tags_stream.json': {
    trace_id: 'litellm-test-54368a51-a382-493c-b0a8-3f1af23e18c4',
    provider_request_id: 'chatcmpl-8b67ffb8-4326-4e1b-bf4a-f70930c11c00',
    start: 1737563905665692000n,
    usage: { input: 10, output: 20 },
    logged_cost_usd: parseUsd('0.000054999999999999995'),
  },
};

test('every body sent to Langfuse is one call with the trace read into its generation', () => {
  if (!isThere('litellm-langfuse')) return;
  const files = readdirSync(`${fixtures}litellm-langfuse`).filter((name) => name.endsWith('.json'));
  expect(files.sort()).toEqual(Object.keys(bodies).sort());
  for (const file of files) {
    const reads = readAll(`litellm-langfuse/${file}`);
    expect(
      reads.map(({ format }) => format),
      file,
    ).toEqual(['litellm-langfuse']);
    const outcome = reads[0]?.outcome;
    if (outcome?.kind !== 'events') throw new Error(`${file} is no event: ${JSON.stringify(outcome)}`);
    const common = { role: 'call', hop: 'gateway', component: 'litellm', provider: 'openai', status: 'ok', notes: [] };
    expect(outcome.events, file).toEqual([expect.objectContaining({ ...common, ...bodies[file] })]);
    expect(outcome.events[0], file).not.toHaveProperty('owner_team');
    expect(text(outcome), file).not.toMatch(/pk-lf-|Hello/);
  }
});

function text(value: unknown): string {
  return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner));
}
