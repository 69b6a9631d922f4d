// genai-prices providers, written by hand, and the rows they become.
import { expect, test } from 'vitest';
import type { RateCardWire } from '../../src/model/rate-card.ts';
import { type GenaiModel, type GenaiProvider, importGenaiPrices } from '../../src/pricing/import/genai-prices.ts';

function imported(models: readonly GenaiModel[], provider: Partial<GenaiProvider> = {}): RateCardWire {
  return importGenaiPrices([{ id: 'acme', models, ...provider }], { version: '9.9.9', as_of: '2026-10-01' });
}
const match = { equals: 'm' };

test('card: id, day, source, fallbacks, lenders', () => {
  const { rows, ...head } = imported([{ id: 'm', match, prices: { input_mtok: 1 } }], {
    fallback_model_providers: ['openai'],
  });
  expect(head).toEqual({
    id: 'list-2026-10-01',
    as_of: '2026-10-01',
    source: '@pydantic/genai-prices 9.9.9 (MIT)',
    currency: 'USD',
    fallback: { reasoning: 'output', image_in: 'input' },
    seller_fallback: { acme: ['openai'] },
  });
  expect(rows).toEqual([{ seller: 'acme', model: 'm', prices: { input: '1' } }]);
});

test('every price by its class, as the shortest text of the number', () => {
  const prices = {
    input_mtok: 0.1,
    cache_read_mtok: 1e-7,
    cache_write_mtok: 1.25,
    cache_write_1h_mtok: 2,
    output_mtok: 0.18000000000000002,
    output_reasoning_mtok: 3,
    input_audio_mtok: 4,
    cache_audio_read_mtok: 5,
    output_audio_mtok: 6,
    input_image_mtok: 7,
    output_image_mtok: 8,
    input_video_mtok: 9,
    web_searches_kcount: 10,
    storage_searches_kcount: 2.5,
    input_document_kpages: 11,
    audio_hours: 0.111,
    requests_kcount: 12,
    cache_image_read_mtok: 13,
    input_annotated_document_kpages: 14,
  };
  expect(imported([{ id: 'm', match, prices }]).rows[0]?.prices).toEqual({
    input: '0.1',
    cached_input: '0.0000001',
    cache_write_5m: '1.25',
    cache_write_1h: '2',
    output: '0.18000000000000002',
    reasoning: '3',
    audio_in: '4',
    cached_audio_in: '5',
    audio_out: '6',
    image_in: '7',
    image_out: '8',
    video_in: '9',
    web_search: '10',
    file_search: '2.5',
    pages: '11',
    seconds: '0.111',
    requests: '0.012',
  });
});

test('tiers become thresholds of the whole request; a class without tier keeps its base rate', () => {
  const prices = {
    input_mtok: {
      base: 1,
      tiers: [
        { start: 128_000, price: 2 },
        { start: 200_000, price: 4 },
      ],
    },
    output_mtok: { base: 10, tiers: [{ start: 128_000, price: 15 }] },
    cache_read_mtok: 0.1,
  };
  expect(imported([{ id: 'm', match, prices }]).rows[0]).toEqual({
    seller: 'acme',
    model: 'm',
    prices: { input: '1', output: '10', cached_input: '0.1' },
    over_context: [
      { tokens: 128_000, op: '>', prices: { input: '2', output: '15' } },
      { tokens: 200_000, op: '>', prices: { input: '4', output: '15' } },
    ],
  });
});

test('start dates become windows; a time of day holds from the date before it', () => {
  const prices = [
    { prices: { input_mtok: 1 } },
    { constraint: { type: 'start_date', start_date: '2026-01-01' }, prices: { input_mtok: 2 } },
    { constraint: { type: 'start_date', start_date: '2026-06-01' }, prices: { input_mtok: 3 } },
    { constraint: { type: 'time_of_date', start_time: '16:30:00Z', end_time: '00:30:00Z' }, prices: { input_mtok: 6 } },
  ] as const;
  expect(imported([{ id: 'm', match: { starts_with: 'm-' }, prices }]).rows).toEqual([
    { seller: 'acme', model: 'm', match: [{ starts_with: 'm-' }], valid_to: '2026-01-01', prices: { input: '1' } },
    { seller: 'acme', model: 'm', valid_from: '2026-01-01', valid_to: '2026-06-01', prices: { input: '2' } },
    { seller: 'acme', model: 'm', valid_from: '2026-06-01', prices: { input: '3' } },
    {
      seller: 'acme',
      model: 'm',
      valid_from: '2026-06-01',
      time_of_day: { from: '16:30', to: '00:30' },
      prices: { input: '6' },
    },
  ]);
});

test('match logic: or is a list, and is all, a negative look-ahead is not, expressions cover the whole id', () => {
  const logic = {
    or: [
      { equals: 'M' },
      { or: [{ equals: 'm-1' }, { contains: 'mm' }] },
      { regex: '^m-\\d{8}$' },
      { regex: '^m-\\d' },
      { and: [{ starts_with: 'm-pro' }, { regex: '^(?!.*-[tT][tT][sS](?:$|-))' }] },
    ],
  };
  expect(imported([{ id: 'm', match: logic, prices: { input_mtok: 1 } }]).rows[0]?.match).toEqual([
    { equals: 'm-1' },
    { contains: 'mm' },
    { regex: 'm-\\d{8}' },
    { regex: '.*(?:^m-\\d).*' },
    { all: [{ starts_with: 'm-pro' }, { not: { regex: '(?:.*-[tT][tT][sS](?:$|-)).*' } }] },
  ]);
});

test('an empty price list is free only when something says so', () => {
  const zero = { input: '0', cached_input: '0', output: '0' };
  const { rows } = imported([
    { id: 'a', match, prices: {} },
    { id: 'b:free', match, prices: {} },
    { id: 'c', match, prices: {}, price_comments: 'Free of charge on this API.' },
  ]);
  expect(rows.map(({ model, prices }) => [model, prices])).toEqual([
    ['b:free', zero],
    ['c', zero],
  ]);
});

test('a model with a price our classes cannot hold is left out, an unknown price stops the import', () => {
  expect(imported([{ id: 'm', match, prices: { input_mtok: 1, output_video_mtok: 2 } }]).rows).toEqual([]);
  expect(imported([{ id: 'gpt-oss-20b', match, prices: { input_mtok: 1 } }], { id: 'openai' }).rows).toEqual([]);
  expect(() => imported([{ id: 'm', match, prices: { input_smell: 1 } }])).toThrow(
    'genai-prices: acme m has the unknown price input_smell',
  );
});

test('fallbacks of single rows', () => {
  const google = imported([{ id: 'm', match, prices: { input_mtok: 1 } }], { id: 'google' });
  expect(google.rows[0]?.fallback).toEqual({ video_in: 'input' });
  const image = imported([{ id: 'm', match, prices: { input_mtok: 1, input_image_mtok: 2, output_mtok: 3 } }]);
  expect(image.rows[0]?.fallback).toEqual({ image_out: 'output' });
});
