import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clickhouseOtelTraces } from '../../src/formats/clickhouse-otel-traces.ts';
import { mapRecord } from '../../src/formats/map-record.ts';
import { isReadAttribute } from '../../src/formats/span-attributes.ts';
import { isObject, type JsonObject, member } from '../../src/model/json.ts';
import { gatewayLog } from '../generate/plain-log.ts';
import { rowOfRecord } from '../generate/span-rows.ts';

const samples = new URL('../../samples/formats/', import.meta.url);
const maps = ['SpanAttributes', 'ResourceAttributes'] as const;
const place = { source: 'otel.jsonl', line: 1, offset: 0 };

const rows: readonly JsonObject[] = [
  ...readdirSync(new URL('clickhouse-otel-traces/', samples)).flatMap((name): JsonObject[] => {
    if (name === 'csv-export' || name === 'json-table-nests-names') return []; // no map of texts
    const lines = readFileSync(new URL(`clickhouse-otel-traces/${name}/input.jsonl`, samples), 'utf8').split('\n');
    return lines.filter((line) => line.includes('"SpanAttributes"')).map((line) => JSON.parse(line));
  }),
  ...[...gatewayLog(20, 100)].map(rowOfRecord),
];

/** Attributes that any of the otel samples or conventions name, read or not. */
const seen = new Set([
  ...rows.flatMap((row) => maps.flatMap((map) => Object.keys(attributesIn(row, map)))),
  ...['http.route', 'http.request.method', 'db.statement', 'user_agent.original', 'thread.name', 'code.function'],
  ...['gen_ai.request.temperature', 'gen_ai.response.finish_reasons', 'server.port', 'network.peer.address'],
]);

test('an attribute that nothing is read from may say anything: the events stay the same', () => {
  const unread = [...seen].filter((key) => !isReadAttribute(clickhouseOtelTraces, key));
  expect(unread).toEqual(expect.arrayContaining(['thread.id', 'url.path', 'http.route', 'db.system', 'host.name']));
  fc.assert(
    fc.property(
      fc.constantFrom(...rows),
      fc.constantFrom(...maps),
      fc.dictionary(
        fc.constantFrom(...unread),
        fc.oneof(fc.string(), fc.constantFrom('1', 'openai', '2026-09-14', '{}')),
      ),
      (row, map, more) => {
        const other = { ...row, [map]: { ...attributesIn(row, map), ...more } };
        expect(mapRecord(other, place).outcome).toEqual(mapRecord(row, place).outcome);
      },
    ),
    { numRuns: 2_000 },
  );
});

test.each([
  ['gen_ai.response.id', true],
  ['gen_ai.usage', true],
  ['metadata', true],
  ['x-team-id', true],
  ['traceloop.association.properties.tenant', true],
  ['http.request.header.traceparent', true],
  ['messaging.anything', true],
  ['server.address', true],
  ['telemetry.sdk.name', true],
  ['http.target', false],
  ['db.statement', false],
  ['gen_ai.request.temperature', false],
])('%s is read: %s', (key, isRead) => {
  expect(isReadAttribute(clickhouseOtelTraces, key)).toBe(isRead);
});

function attributesIn(row: JsonObject, map: string): JsonObject {
  const found = member(row, map);
  return isObject(found) ? found : {};
}
