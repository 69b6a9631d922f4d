// Parquet through the whole reading: rows are recognised by their own format, and damage costs only what it hits.
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import type { InputFile } from '../../src/engine/input-file.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import { usdToDecimal } from '../../src/model/money.ts';

/** A file on disk: readable at any place; `stream` counts what was read from its beginning. */
function onDisk(bytes: Uint8Array): InputFile {
  return {
    name: 'rows.parquet',
    size: bytes.length,
    async *open() {
      yield bytes.subarray(0, 64);
      throw new Error('a file on disk is not read as a stream');
    },
    readAt: async (from, to) => bytes.subarray(from, to),
  };
}

function piped(bytes: Uint8Array): InputFile {
  return {
    name: '<stdin>',
    async *open() {
      for (let from = 0; from < bytes.length; from += 500) yield bytes.subarray(from, from + 500);
    },
  };
}

const litellm = Buffer.from(
  parquetWriteBuffer({
    columnData: [
      { name: 'request_id', data: ['chatcmpl-1', 'chatcmpl-2', 'chatcmpl-3'], type: 'STRING' },
      { name: 'call_type', data: ['acompletion', 'acompletion', 'acompletion'], type: 'STRING' },
      { name: 'api_key', data: ['a1'.repeat(32), 'a1'.repeat(32), ''], type: 'STRING' },
      { name: 'spend', data: [0.0123, 0.5, 0], type: 'DOUBLE' },
      { name: 'prompt_tokens', data: [1000n, 20n, 3n], type: 'INT64' },
      { name: 'completion_tokens', data: [50n, 2n, 4n], type: 'INT64' },
      { name: 'total_tokens', data: [1050n, 22n, 7n], type: 'INT64' },
      {
        name: 'startTime',
        data: [1_770_000_000_123, 1_770_000_001_000, 1_770_000_002_000].map((ms) => new Date(ms)),
        type: 'TIMESTAMP',
      },
      {
        name: 'endTime',
        data: [1_770_000_001_000, 1_770_000_002_000, 1_770_000_003_000].map((ms) => new Date(ms)),
        type: 'TIMESTAMP',
      },
      { name: 'model', data: ['gpt-4.1', 'gpt-4.1', 'gpt-4.1'], type: 'STRING' },
      { name: 'custom_llm_provider', data: ['openai', 'openai', 'openai'], type: 'STRING' },
      { name: 'team_id', data: ['support', null, ''], type: 'STRING' },
      { name: 'metadata', data: ['{"user_api_key_team_alias":"Support"}', '{}', null], type: 'STRING' },
    ],
    rowGroupSize: 2,
  }),
);

describe('a LiteLLM table', () => {
  test.each([
    ['on disk', onDisk(litellm)],
    ['through a pipe', piped(litellm)],
    ['packed by gzip', piped(gzipSync(litellm))],
  ])('%s', async (_, file) => {
    const { events, inputs, unreadable } = await readInputs([file]);
    expect(unreadable).toEqual([]);
    expect(inputs[0]).toMatchObject({ format: 'litellm-spend-log', records: 3, calls: 3, rejected: 0 });
    expect(
      events.map(({ request_id, usage, start, place }) => [request_id, usage?.input, start, place.line, place.offset]),
    ).toEqual([
      ['chatcmpl-1', 1000, 1_770_000_000_123_000_000n, 1, 0],
      ['chatcmpl-2', 20, 1_770_000_001_000_000_000n, 2, 1],
      ['chatcmpl-3', 3, 1_770_000_002_000_000_000n, 3, 2],
    ]);
    expect(events[0]).toMatchObject({
      provider: 'openai',
      owner_team: 'Support',
      logged_cost_usd: 12_300_000_000_000_000n,
    });
  });

  test('bytes are those of the file', async () => {
    const { inputs } = await readInputs([onDisk(litellm)]);
    expect(inputs[0]?.bytes).toBe(litellm.length);
  });
});

test('a FOCUS table: decimals to the last digit, tags as a column of JSON', async () => {
  const rows = parquetWriteBuffer({
    columnData: [
      { name: 'BilledCost', data: [123456789012345678n, 5n] },
      { name: 'EffectiveCost', data: [1234567890123456789n, 5n] },
      { name: 'BillingCurrency', data: ['USD', 'USD'] },
      { name: 'ChargeCategory', data: ['Usage', 'Usage'] },
      {
        name: 'ChargePeriodStart',
        data: [new Date(1_770_000_000_000), new Date(1_770_000_000_000)],
      },
      { name: 'ChargePeriodEnd', data: [new Date(1_770_003_600_000), new Date(1_770_003_600_000)] },
      { name: 'ChargeDescription', data: ['gpt-4.1 input tokens', 'storage'] },
      { name: 'ServiceCategory', data: ['AI and Machine Learning', 'Storage'] },
      { name: 'ServiceName', data: ['Azure OpenAI Service', 'Blob'] },
      { name: 'ProviderName', data: ['Microsoft', 'Microsoft'] },
      { name: 'SkuMeter', data: ['gpt-4.1 Inp Tokens', 'LRS'] },
      { name: 'Tags', data: [{ team: 'support' }, {}] },
    ],
    schema: [
      { name: 'root', num_children: 12 },
      ...['BilledCost', 'EffectiveCost'].map((name) => {
        return {
          name,
          type: 'INT64',
          converted_type: 'DECIMAL',
          precision: 18,
          scale: 17,
          repetition_type: 'OPTIONAL',
        } as const;
      }),
      ...['BillingCurrency', 'ChargeCategory'].map((name) => text(name)),
      ...['ChargePeriodStart', 'ChargePeriodEnd'].map((name) => {
        return { name, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', repetition_type: 'OPTIONAL' } as const;
      }),
      ...['ChargeDescription', 'ServiceCategory', 'ServiceName', 'ProviderName', 'SkuMeter'].map((name) => text(name)),
      { name: 'Tags', type: 'BYTE_ARRAY', converted_type: 'JSON', repetition_type: 'OPTIONAL' },
    ],
  });
  const { events, inputs } = await readInputs([onDisk(Buffer.from(rows))]);
  expect(inputs[0]).toMatchObject({ format: 'focus', records: 2, events: 1, skipped: 1 });
  expect(events[0]).toMatchObject({ granularity: 'aggregate', owner_team: 'support' });
  expect(usdToDecimal(events[0]?.logged_cost_usd ?? 0n)).toBe('12.34567890123456789');
});

function text(name: string) {
  return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' } as const;
}

test('a Langfuse observation with nested columns', async () => {
  const rows = parquetWriteBuffer({
    columnData: [
      { name: 'id', data: ['0123456789abcdef'], type: 'STRING' },
      { name: 'trace_id', data: ['0123456789abcdef0123456789abcdef'], type: 'STRING' },
      { name: 'parent_observation_id', data: [null], type: 'STRING' },
      { name: 'type', data: ['GENERATION'], type: 'STRING' },
      { name: 'level', data: ['DEFAULT'], type: 'STRING' },
      { name: 'tags', data: [['a', 'b']], type: 'JSON' },
      { name: 'provided_model_name', data: ['gpt-4.1'], type: 'STRING' },
      { name: 'usage_details', data: [{ input: 12, output: 3, total: 15 }], type: 'JSON' },
      { name: 'start_time', data: [new Date(1_770_000_000_000)], type: 'TIMESTAMP' },
      { name: 'metadata', data: [{ team: 'support' }], type: 'JSON' },
    ],
  });
  const { events, inputs } = await readInputs([onDisk(Buffer.from(rows))]);
  expect(inputs[0]).toMatchObject({ format: 'langfuse-observation', calls: 1 });
  expect(events[0]).toMatchObject({ usage: { input: 12, output: 3 }, owner_team: 'support', model: 'gpt-4.1' });
});

describe('damage', () => {
  test('a broken row group costs its rows, the others are read, and the reader is told', async () => {
    const bad = Buffer.from(litellm);
    bad.fill(0xff, 4, 60);
    const { events, unreadable } = await readInputs([onDisk(bad)]);
    expect(events.map(({ request_id }) => request_id)).toEqual(['chatcmpl-3']);
    expect(unreadable.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^row group 1 \(rows 1 to 2\) cannot be read/),
    ]);
  });

  test('cut anywhere, or any byte of the footer changed: told, never thrown', async () => {
    for (let end = 4; end < litellm.length; end += 97) {
      const { unreadable } = await readInputs([piped(litellm.subarray(0, end))]);
      expect(unreadable.map(({ message }) => message)).toEqual([
        expect.stringMatching(/^is a Parquet file whose footer cannot be read/),
      ]);
    }
    const footer = litellm.length - 8 - litellm.readUInt32LE(litellm.length - 8);
    for (let at = footer; at < litellm.length; at += 11) {
      const bad = Buffer.from(litellm);
      bad[at] = (bad[at] ?? 0) ^ 0x55;
      const { inputs } = await readInputs([onDisk(bad)]);
      expect(inputs.length).toBe(1);
    }
  });

  test('an encrypted file is refused', async () => {
    const { unreadable } = await readInputs([piped(Buffer.from('PARE\0\0\0\0'))]);
    expect(unreadable.map(({ message }) => message)).toEqual(['is an encrypted Parquet file, not text']);
  });
});
