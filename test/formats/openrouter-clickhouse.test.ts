import { expect, test } from 'vitest';
import { openrouterClickhouse } from '../../src/formats/openrouter-clickhouse.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';
import { readOne } from './read-one.ts';

const { read, eventOf } = readOne(openrouterClickhouse);
const row: JsonObject = {
  TRACE_ID: '4bf92f3577b34da6a3ce929d0e0e4736',
  TIMESTAMP: '2026-03-02 09:15:04.120',
  MODEL: 'openai/gpt-4.1-mini',
  PROVIDER_NAME: 'OpenAI',
  API_KEY_NAME: 'support-prod',
  USER_ID: '',
  SPAN_TYPE: 'GENERATION',
  PROMPT_TOKENS: '1420',
  COMPLETION_TOKENS: '386',
  TOTAL_TOKENS: '1806',
  TOTAL_COST: '0.0011856',
  DURATION_MS: '2360',
  METADATA: '{"owner_team":"support-platform","trace":{"feature":"triage"}}',
};

test('a generation names its key; columns may be text; times are UTC', () => {
  expect(eventOf(row)).toMatchObject({
    role: 'call',
    provider: 'openrouter',
    virtual_key: 'support-prod',
    owner_team: 'support-platform',
    feature: 'triage',
    start: 1772442904120000000n,
    end: 1772442906480000000n,
    usage: { input: 1420, output: 386 },
    logged_cost_usd: parseUsd('0.0011856'),
  });
});

test('other rows of the trace are never calls', () => {
  expect(eventOf({ ...row, SPAN_TYPE: 'TRACE' }).role).toBe('rollup');
  expect(eventOf({ ...row, SPAN_TYPE: 'SPAN', PROMPT_TOKENS: 0, COMPLETION_TOKENS: 0 }).role).toBe('step');
  expect(read({ ...row, SPAN_TYPE: 'EVENT', TRACE_ID: '' })).toMatchObject({
    kind: 'skipped',
    reason: 'not a model call',
  });
});

test.each([
  [{ STATUS: '', LEVEL: 'ERROR' }, 'error'],
  [{ STATUS: 'ok', FINISH_REASON: 'cancelled' }, 'cancelled'],
  [{ STATUS: 'ok', LEVEL: 'DEFAULT' }, 'ok'],
])('%o is %s', (changes, status) => {
  expect(eventOf({ ...row, ...changes }).status).toBe(status);
});
