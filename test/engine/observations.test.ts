// What is said of an input besides its counts: how sure the format is, ownership that is not read, what would read the rest.
import { describe, expect, test } from 'vitest';
import type { ReadOptions } from '../../src/engine/read-inputs.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';

const row = (more: object = {}): object => ({
  request_id: 'chatcmpl-1',
  call_type: 'acompletion',
  api_key: 'a1',
  spend: 0.01,
  prompt_tokens: 1000,
  completion_tokens: 50,
  startTime: '2026-01-01T00:00:00Z',
  endTime: '2026-01-01T00:00:01Z',
  model: 'gpt-4.1',
  ...more,
});
const neutral = { trace_id: 't', model: 'gpt-4.1', usage: { input: 1 } };
const lost = { tokens_used: 1, engine: 'x' };

async function summary(records: readonly object[], options: ReadOptions = {}) {
  const text = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  const { inputs } = await readInputs(
    [
      {
        name: 'a.jsonl',
        open: async function* () {
          yield Buffer.from(text);
        },
      },
    ],
    options,
  );
  const [input] = inputs;
  if (!input) throw new Error('no input');
  return input;
}

describe('confidence', () => {
  test.each([
    ['its own keys on every record', [row(), row()], 'high'],
    ['ordinary log lines between them change nothing', [row(), { level: 'info', msg: 'started' }], 'high'],
    ['a form open to any key', [neutral], 'medium'],
    ['some records were lost', [row(), row(), lost], 'medium'],
    ['most records were lost', [row(), lost, lost], 'low'],
    ['nothing recognised', [lost], null],
  ])('%s', async (_, records, confidence) => {
    expect((await summary(records)).confidence).toBe(confidence);
  });

  test('forced on records without its keys', async () => {
    expect((await summary([neutral], { from: 'litellm-spend-log' })).confidence).toBe('low');
    expect((await summary([row()], { from: 'litellm-spend-log' })).confidence).toBe('high');
  });
});

describe('ownership that is not read', () => {
  test('by names that hardly mean anything else, once, in order, wherever the records stand', async () => {
    const records = [
      row({ metadata: { dept: 'growth', costCentre: 'CC-1' } }),
      row({ Squad: 'core' }),
      row({ Squad: 'edge' }),
    ];
    const expected = [
      { field: 'owner_team', path: 'Squad' },
      { field: 'cost_center', path: 'metadata.costCentre' },
      { field: 'owner_team', path: 'metadata.dept' },
    ];
    expect((await summary(records)).unread_ownership).toEqual(expected);
    expect((await summary(records.toReversed())).unread_ownership).toEqual(expected);
  });

  test('is silent about what is read, mapped, empty or prose', async () => {
    expect((await summary([row({ team_id: 'support', team: 'support' })])).unread_ownership).toBeUndefined();
    expect(
      (await summary([row({ dept: '' }), row({ dept: 'x '.repeat(50) }), row({ department_size: 'large' })]))
        .unread_ownership,
    ).toBeUndefined();
    const map = [{ field: 'owner_team', path: 'dept' }];
    expect((await summary([row({ dept: 'growth' })], { map })).unread_ownership).toBeUndefined();
  });

  test('in spans, at paths that a map understands', async () => {
    const attributes = [
      { key: 'gen_ai.operation.name', value: { stringValue: 'chat' } },
      { key: 'company.dept', value: { stringValue: 'growth' } },
      { key: 'team', value: { stringValue: 'support' } },
    ];
    const span = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), name: 'chat', startTimeUnixNano: '1', attributes };
    expect((await summary([span])).unread_ownership).toEqual([
      { field: 'owner_team', path: 'attributes.company.dept' },
    ]);
  });
});

describe('what was not recognised', () => {
  const home = { engine: 'gpt-4.1', tok: { in: 10, out: 2 } };
  test('a map that would read it goes before what is only near', async () => {
    const { unrecognised } = await summary([row(), lost, lost, home]);
    expect(unrecognised?.map.map(({ field, path }) => `${field}=${path}`)).toEqual([
      'input_tokens=tok.in',
      'output_tokens=tok.out',
      'model=engine',
    ]);
  });

  test('ordinary log lines are no puzzle', async () => {
    expect((await summary([row(), { level: 'info', msg: 'started' }])).unrecognised).toBeUndefined();
  });
});
