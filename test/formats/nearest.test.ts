// What is said about a record nothing recognises: worked out from the tables, tried before it is proposed.
import { describe, expect, test } from 'vitest';
import { nearestFormats, proposeMap } from '../../src/formats/nearest.ts';
import type { JsonObject } from '../../src/model/json.ts';

const home: JsonObject = {
  req: 'a1',
  when: 1_767_261_600,
  engine: 'gpt-4.1-mini',
  vendor: 'openai',
  tok: { in: 1000, hit: 400, out: 200 },
  who: { dept: 'growth' },
  flow: 'triage',
};

describe('the nearest formats', () => {
  test('a LiteLLM row without its call type: what is missing is named', () => {
    const [first] = nearestFormats({
      request_id: 'chatcmpl-1',
      spend: 0.1,
      startTime: '2026-01-01T00:00:00Z',
      custom_llm_provider: 'openai',
      model_group: 'gpt',
      api_key: 'a'.repeat(64),
    });
    expect(first).toEqual({ format: 'litellm-spend-log', missing: ['call_type or models{}'] });
  });

  test('three, though one condition of one format holds: members in common count too', () => {
    const record = { tok_in: 10, model_name: 'gpt-4.1', dept: 'search', request: 'r1' };
    expect(nearestFormats(record).map(({ format }) => format)).toEqual(['event', 'datadog-llmobs', 'nested-trace']);
  });

  test('fewer when no other format has a member of the record', () => {
    expect(nearestFormats(home).map(({ format }) => format)).toEqual(['newrelic-event']);
  });

  test('nothing in common with anything', () => {
    expect(nearestFormats({ hello: 'world' })).toEqual([]);
  });
});

describe('the proposed map', () => {
  const asText = (record: JsonObject): readonly string[] =>
    proposeMap(record).map(({ field, path }) => `${field}=${path}`);

  test('names of a home-made log', () => {
    expect(asText(home)).toEqual([
      'cached_tokens=tok.hit',
      'input_tokens=tok.in',
      'output_tokens=tok.out',
      'request_id=req',
      'model=engine',
      'provider=vendor',
      'start=when',
      'owner_team=who.dept',
      'workflow_id=flow',
    ]);
  });

  test('a row of a table: all values are text, keys have spaces', () => {
    expect(
      asText({
        'Request ID': 'r-1',
        'Model Name': 'gpt-4.1',
        'Prompt Tokens': '12',
        'Completion Tokens': '3',
        Department: 'risk',
        Date: '2026-01-02',
      }),
    ).toEqual([
      'input_tokens=Prompt Tokens',
      'output_tokens=Completion Tokens',
      'request_id=Request ID',
      'model=Model Name',
      'start=Date',
      'owner_team=Department',
    ]);
  });

  test('a cost in cents is mapped as cents', () => {
    expect(asText({ engine: 'gpt-4.1', cost_cents: 12 })).toEqual(['logged_cost_cents=cost_cents', 'model=engine']);
    expect(asText({ engine: 'gpt-4.1', tokens_in: 1, cents_per_unit: 12 })).toEqual([
      'input_tokens=tokens_in',
      'model=engine',
    ]);
  });

  test('nothing metered, nothing proposed', () => {
    expect(proposeMap({ when: 1_767_261_600, dept: 'growth', message: 'started' })).toEqual([]);
  });
});
