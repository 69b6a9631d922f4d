// A format with `telling` promises that its `settle` looks at no free field but as told: it is watched over all of the format's samples.
import { expect, it } from 'vitest';
import { whatDiffers } from '../../src/engine/alike/what-differs.ts';
import { allPaths } from '../../src/formats/compile-table.ts';
import type { Draft, Format } from '../../src/formats/format.ts';
import { formats } from '../../src/formats/index.ts';
import { newDraft } from '../../src/formats/new-draft.ts';
import { otlpJson } from '../../src/formats/otlp-json.ts';
import { compileReader, isParts } from '../../src/formats/read-record.ts';
import { hopOf, workOf } from '../../src/formats/span-meaning.ts';
import { serviceName } from '../../src/formats/span-part.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { settings } from '../laws/law.ts';
import { allSamples, readRecord, recordsOf, scannedRecords } from './samples.ts';

const free: ReadonlySet<string> = new Set(whatDiffers({ ...settings, group_by: [] })?.free);

/** Which free fields `settle` reads one by one. A copy of the whole draft asks what each is before it takes it, and looks at none. */
function watched(format: Format, seen: Set<string>): Format {
  const { settle } = format;
  if (!settle) return format;
  return {
    ...format,
    settle(draft, value, valueAt) {
      let watches = true;
      const copied = new Set<PropertyKey>();
      const proxy: Draft = new Proxy(draft, {
        get(target, name) {
          if (watches && !copied.delete(name) && free.has(String(name))) seen.add(String(name));
          return Reflect.get(target, name);
        },
        getOwnPropertyDescriptor(target, name) {
          copied.add(name);
          return Reflect.getOwnPropertyDescriptor(target, name);
        },
      });
      const settled = settle(proxy, value, valueAt);
      watches = false;
      return settled;
    },
  };
}

async function readBy(format: Format): Promise<{ readonly records: number; readonly seen: readonly string[] }> {
  const seen = new Set<string>();
  const reader = compileReader(watched(format, seen));
  let records = 0;
  for (const { text, file } of allSamples().filter((sample) => sample.format === format.id)) {
    for (const scanned of await scannedRecords(text, file)) {
      for (const { format: found, record } of readRecord(scanned, 1)) {
        if (found !== format.id) continue;
        reader.read(record, { source: file, line: 1, offset: 0 });
        records += 1;
      }
    }
  }
  return { records, seen: [...seen].sort() };
}

/** `provider_request_id` is only compared with `request_id`, and rows tell whether the two are equal, or asked for whether it is there. */
const looksAt: Readonly<Record<string, readonly string[]>> = {
  'azure-apim-llm-log': ['provider_request_id'],
  'bedrock-invocation': [],
  'bifrost-log': ['owner_team', 'session_id'],
  'claude-code-transcript': ['feature', 'project', 'provider_request_id'],
  'cloudflare-aig-rest': ['feature', 'user_id_hash'],
  'envoy-aigw-access': [],
  event: ['provider_request_id', 'span_id', 'trace_id'],
  'helicone-ch': [],
  'helicone-request': [],
  'litellm-spend-log': ['provider_request_id', 'request_id'],
  'litellm-standard-log': ['provider_request_id', 'request_id'],
  'nested-trace': ['provider_request_id', 'request_id', 'trace_id'],
  'openrouter-generation': [],
  'otlp-json': ['provider_request_id', 'span_id', 'trace_id'],
  'portkey-export': [],
  'vercel-gateway-generation': [],
};

const telling = formats.filter((format) => format.telling !== undefined);

it('is said of these formats', () => {
  expect(telling.map(({ id }) => id).sort()).toEqual(Object.keys(looksAt));
});

it.each(telling.map((format) => [format.id, format] as const))(
  '%s looks at no free field but as told',
  async (id, format) => {
    const { records, seen } = await readBy(format);
    expect(records).toBeGreaterThan(1);
    expect(seen).toEqual(looksAt[id]);
    for (const field of seen) expect([...Object.keys(format.telling ?? {}), 'provider_request_id']).toContain(field);
  },
);

/** The attributes that were asked for of a part's value, by their names. Which there are may be asked: they are part of the pattern. */
function watchedAttributes(value: JsonObject, seen: Set<string>): JsonObject {
  const counted = new Set<PropertyKey>();
  const attributes = new Proxy(Object(value.attributes), {
    ownKeys(target) {
      for (const name of Reflect.ownKeys(target)) counted.add(name);
      return Reflect.ownKeys(target);
    },
    getOwnPropertyDescriptor(target, name) {
      if (!counted.delete(name)) seen.add(String(name));
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
  });
  return { ...value, attributes };
}

it('of the attributes of a span nothing is looked at but what the table and the page list', () => {
  const { page, split, settle } = otlpJson;
  const listed = new Set([...allPaths(otlpJson), ...(page?.reads ?? [])]);
  const seen = new Set<string>();
  for (const { text } of allSamples().filter(({ format }) => format === otlpJson.id)) {
    for (const record of recordsOf(text)) {
      const parts = split?.(record, {}) ?? [];
      for (const { value, pointer } of isParts(parts) ? parts : []) {
        const watched = watchedAttributes(value, seen);
        hopOf(watched, workOf(watched));
        serviceName(Object(watched.attributes));
        const place = { source: 'a', line: 1, offset: 0, pointer, format: otlpJson.id };
        for (const model of [undefined, 'gpt-4.1']) {
          const draft = newDraft('app', 'call', 0, place, []);
          draft.model = model;
          settle?.(draft, watched, () => undefined);
        }
      }
    }
  }
  expect(seen.size).toBeGreaterThan(10);
  expect([...seen].filter((name) => !listed.has(`attributes.${name}`))).toEqual([]);
});
