// Google Cloud billing export: net cost, labels, words of the SKU.
import { describe, expect, test } from 'vitest';
import { gcpBillingExport } from '../../src/formats/gcp-billing-export.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';
import { readOne } from './read-one.ts';

const { read, eventOf, eventsOf } = readOne(gcpBillingExport);
const row: JsonObject = {
  billing_account_id: '01A2B3',
  service: { description: 'Vertex AI' },
  sku: { id: 's1', description: 'Gemini 2.5 Pro Text Input - Predictions' },
  usage_start_time: '2026-03-02 09:00:00 UTC',
  usage_end_time: '2026-03-02 10:00:00 UTC',
  project: { id: 'claims-prod', labels: [{ key: 'env', value: 'production' }] },
  labels: [
    { key: 'team', value: 'claims' },
    { key: 'cost_center', value: 'cc-410' },
  ],
  location: { region: 'us-central1' },
  cost: '1.25',
  currency: 'USD',
  usage: { amount: '1000000', unit: 'count' },
  credits: [],
  invoice: { month: '202603' },
};

test('labels are a list and the row stays one', () => {
  const events = eventsOf(row);
  expect(
    events.map((event) => [event.owner_team, event.cost_center, event.environment, event.logged_cost_usd]),
  ).toEqual([['claims', 'cc-410', 'production', parseUsd('1.25')]]);
});

describe('cost', () => {
  test('credits are negative amounts and stand beside it, without counting the use twice', () => {
    const credits = [{ amount: '-0.25' }, { amount: -0.5 }];
    expect(eventsOf({ ...row, credits }).map((event) => [event.operation, event.logged_cost_usd, event.usage])).toEqual(
      [
        [undefined, parseUsd('1.25'), { input: 1_000_000 }],
        ['credit', parseUsd('-0.75'), undefined],
      ],
    );
  });
  test('the row’s own rate turns another currency into dollars', () => {
    const euros = { ...row, cost: '2.3', currency: 'EUR' };
    expect(eventOf({ ...euros, currency_conversion_rate: '0.92' }).logged_cost_usd).toBe(parseUsd('2.5'));
    expect(eventOf(euros).logged_cost_usd).toBeUndefined();
  });
});

test('a sum over its window, by a zone that is written out', () => {
  const event = eventOf(row);
  expect([event.granularity, event.start, event.end]).toEqual([
    'aggregate',
    1_772_442_000_000_000_000n,
    1_772_445_600_000_000_000n,
  ]);
});

test.each([
  ['Gemini 2.5 Pro Text Input - Predictions', 'Gemini 2.5 Pro', { input: 1000000 }],
  ['Gemini 2.5 Flash Thinking Text Output - Predictions', 'Gemini 2.5 Flash', { output: 1000000 }],
  ['Claude Sonnet 4.5 Output Tokens', 'Claude Sonnet 4.5', { output: 1000000 }],
  ['Gemini 2.5 Flash Input Text Caching Storage', 'Gemini 2.5 Flash', undefined],
])('%s', (description, model, usage) => {
  const event = eventOf({ ...row, sku: { id: 's', description } });
  expect([event.model, event.usage]).toEqual([model, usage]);
});

test('what Google counts in "requests" are tokens where the SKU says so', () => {
  const usage = { amount: '1065040', unit: 'requests', pricing_unit: 'count' };
  expect(eventOf({ ...row, usage }).usage).toEqual({ input: 1_065_040 });
});

test.each([
  ['Compute Engine', 'N1 Predefined Instance Core'],
  ['Vertex AI', 'Online/Batch Prediction N1 Predefined Instance Core'],
])('no model: %s, %s', (service, description) => {
  const other = { ...row, service: { description: service }, sku: { id: 's', description } };
  expect(read(other)).toMatchObject({ kind: 'skipped', reason: 'not a model call', detail: service });
});

test.each<[string, string | undefined, string]>([
  ['Generate content input token count gemini 2.5 flash short', 'gemini 2.5 flash', 'input'],
  ['Generate_content output token count gemini 2.5 flash lite thinking', 'gemini 2.5 flash lite', 'output'],
  ['GenerateContent image input token count for Gemini 2.0 Flash', 'Gemini 2.0 Flash', 'image_in'],
  ['Generate content output token count gemini 3.8 flash lite tts text batch', 'gemini 3.8 flash lite tts', 'output'],
  ['EmbedContent input token count for gemini-embedding-001', 'gemini-embedding-001', 'input'],
  ['EmbedContent input token count for gemini-embedding-2 text', 'gemini-embedding-2', 'input'],
  ['Gemini 2.5 Flash GA Text Input - Predictions', 'Gemini 2.5 Flash', 'input'],
  ['Gemini 2.5 Pro Grounding with Google Search', undefined, 'web_search'],
])('%s', (description, model, counted) => {
  const event = eventOf({ ...row, sku: { id: 's2', description }, usage: { amount: 10, unit: 'count' } });
  expect([event.model, event.usage]).toEqual([model, { [counted]: 10 }]);
});
