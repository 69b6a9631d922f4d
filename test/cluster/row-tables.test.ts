import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isReadColumn } from '../../src/cluster/row-kind-sql.ts';
import { rowTables } from '../../src/cluster/row-tables.ts';
import { mapRecord } from '../../src/formats/map-record.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { heliconeRowsOf } from '../generate/helicone-rows.ts';
import { litellmRowsOf } from '../generate/litellm-rows.ts';
import { observationOfRecord } from '../generate/observation-rows.ts';
import { gatewayLog } from '../generate/plain-log.ts';
import { rowOfRecord } from '../generate/span-rows.ts';

const samples = new URL('../../samples/formats/', import.meta.url);
const place = { source: 'rows.jsonl', line: 1, offset: 0 };
const generated: Readonly<Record<string, readonly JsonObject[]>> = {
  'clickhouse-otel-traces': [...gatewayLog(20, 100)].map(rowOfRecord),
  'langfuse-observation': [...gatewayLog(20, 100)].map(observationOfRecord),
  'helicone-ch': [...gatewayLog(20, 100)].flatMap(heliconeRowsOf),
  'litellm-spend-log': [...gatewayLog(20, 100)].flatMap(litellmRowsOf),
};

test.each(rowTables.map((table) => [table.format.id, table] as const))(
  'a column of %s that nothing is read from may say anything: the events stay the same',
  (id, table) => {
    // Rows that point to other traces are read one by one.
    const rows = [...(generated[id] ?? []), ...sampleRows(id)].filter((row) =>
      table.points.every((column) => JSON.stringify(row[column] ?? []) === '[]'),
    );
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const maps = new Set(Object.entries(table.maps).map(([name, { of }]) => of?.column ?? name));
    const unread = [...columns, 'added_later', 'created_at'].filter(
      (name) => !isReadColumn(table, name) && !maps.has(name) && !told(table.format.recognise).has(name),
    );
    expect(unread.length).toBeGreaterThan(2);
    fc.assert(
      fc.property(
        fc.constantFrom(...rows),
        fc.dictionary(
          fc.constantFrom(...unread),
          fc.oneof(fc.string(), fc.nat(), fc.constantFrom('{"team":"x"}', 'openai')),
        ),
        (row, more) => {
          expect(mapRecord({ ...row, ...more }, place).outcome).toEqual(mapRecord(row, place).outcome);
        },
      ),
      { numRuns: 1_000 },
    );
  },
);

/** Columns by which a row is known: whether they are there is the same for all rows of a table. */
const told = (recognise: readonly (string | readonly string[])[]): ReadonlySet<string> =>
  new Set(recognise.flat().map((condition) => condition.replace(/^!|[[{=^].*$/g, '')));

/** Rows of the table, not the other documents of the format. */
function sampleRows(id: string): readonly JsonObject[] {
  const column =
    {
      'clickhouse-otel-traces': '"SpanAttributes"',
      'langfuse-observation': '"usage_details"',
      'helicone-ch': '"properties"',
      'litellm-spend-log': '"call_type"',
    }[id] ?? '?';
  return readdirSync(new URL(`${id}/`, samples)).flatMap((name) => {
    const files = readdirSync(new URL(`${id}/${name}/`, samples)).filter((file) => file === 'input.jsonl');
    return files.flatMap((file) =>
      readFileSync(new URL(`${id}/${name}/${file}`, samples), 'utf8')
        .split('\n')
        .filter((line) => line.includes(column))
        .map((line): JsonObject => JSON.parse(line)),
    );
  });
}
