import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { eventWireSchema } from '../../src/model/event-wire.ts';
import { textFields } from '../../src/model/fields.ts';
import { usageClasses } from '../../src/model/usage.ts';

const valid = (value: unknown) => eventWireSchema.safeParse(value).success;

test('the sample that uses every field is valid', () => {
  const sample = new URL('../../samples/formats/event/own-usage-is-disjoint/input.json', import.meta.url);
  expect(eventWireSchema.safeParse(JSON.parse(readFileSync(sample, 'utf8'))).error?.issues).toBeUndefined();
});

test('it publishes as JSON Schema with every field and usage class', () => {
  const schema = z.toJSONSchema(eventWireSchema, { io: 'input' });
  const properties = schema.properties ?? {};
  expect(Object.keys(properties)).toEqual(expect.arrayContaining([...textFields]));
  const usage = properties.usage;
  expect(typeof usage === 'object' ? Object.keys(usage.properties ?? {}) : []).toEqual([...usageClasses]);
  expect(schema.required).toBeUndefined();
});

test('strict about types, open to other keys', () => {
  expect(valid({ trace_id: 'tr_1', billing_join: null, 'gen_ai.request.model': 'm' })).toBe(true);
  expect(valid({ trace_id: 7 })).toBe(false);
  expect(valid({ hop: 'proxy' })).toBe(false);
  expect(valid({ status: 'success' })).toBe(false);
  expect(valid({ usage: { input: -1 } })).toBe(false);
  expect(valid({ usage: { input: 1.5 } })).toBe(false);
  expect(valid({ usage: { seconds: 1.5, cached_tokens: 3 } })).toBe(true);
  expect(valid({ logged_cost_usd: '0.0204' })).toBe(true);
  expect(valid({ logged_cost_usd: '$0.02' })).toBe(false);
  expect(valid({ start: '2026-10-03T08:15:00Z', end: 1791015300123 })).toBe(true);
  expect(valid({ start_ns: '1791015300123456789' })).toBe(true);
  expect(valid({ links: [{ span_id: 's' }] })).toBe(false);
});
