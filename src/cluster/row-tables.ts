// Tables that somebody else fills and whose rows can be summed up where they are. What is where in a row is told by the table of its format;
// here stands what is peculiar to the columns, and what the format looks at beyond its table.
import { clickhouseOtelTraces } from '../formats/clickhouse-otel-traces.ts';
import type { Format } from '../formats/format.ts';
import { heliconeCh } from '../formats/helicone-ch.ts';
import { langfuseObservation } from '../formats/langfuse-observation.ts';

export interface RowTable {
  readonly format: Format;
  /** By column, or by the name of a map that is made of one. */
  readonly maps: Readonly<Record<string, RowMap>>;
  /** Columns, and entries of maps, that the format reads beyond the paths of its table. Of all others no event says anything. */
  readonly reads: readonly string[];
  /** Of these columns only so much is read. */
  readonly partly: Readonly<Record<string, (column: string) => string>>;
  /** Lists of the traces a row points to. Rows where they are not empty come back. */
  readonly points: readonly string[];
}

export interface RowMap {
  /** How the format calls it. */
  readonly as: string;
  /** Attributes of a span, labels of the user's own, or values of which each has a path. */
  readonly holds: 'attributes' | 'labels' | 'values';
  /** The program's, not the request's own. */
  readonly around?: true;
  /** For a map that is made: the JSON text it is made of, an entry of a map. */
  readonly of?: readonly [column: string, key: string];
}

export const rowTables: readonly RowTable[] = [
  {
    format: clickhouseOtelTraces,
    maps: {
      SpanAttributes: { as: 'attributes', holds: 'attributes' },
      ResourceAttributes: { as: 'process', holds: 'attributes', around: true },
    },
    reads: [
      ...['SpanName', 'SpanKind', 'ServiceName', 'ScopeName', 'ScopeVersion', 'StatusCode'],
      ...['Events.Name', 'Events.Attributes', 'Links.TraceId'],
    ],
    partly: { 'Events.Attributes': (column) => `arrayMap(x -> x['exception.type'], ${column})` },
    points: ['Links.TraceId'],
  },
  {
    format: langfuseObservation,
    maps: {
      metadata: { as: 'metadata', holds: 'labels' },
      attributes: { as: 'attributes', holds: 'attributes', of: ['metadata', 'attributes'] },
      process: { as: 'process', holds: 'attributes', around: true, of: ['metadata', 'resourceAttributes'] },
      usage_details: { as: 'usage_details', holds: 'values' },
      cost_details: { as: 'cost_details', holds: 'values' },
    },
    reads: ['type', 'level', 'status_message', 'usage_details', 'provided_cost_details', 'metadata.scope'],
    partly: {
      status_message: (column) => `if(r_level = 'ERROR', ifNull(${column}, ''), '')`,
      provided_cost_details: (column) => `empty(${column})`,
      completion_start_time: (column) => `${column} IS NULL`,
      // Figures that include each other give themselves away by their total (langfuse-records.ts).
      usage_details: (column) =>
        `${column}['total'] = ${column}['input'] + ${column}['output'], arraySum(mapValues(${column})) = 2 * ${column}['total']`,
    },
    points: [],
  },
  {
    format: heliconeCh,
    maps: { properties: { as: 'properties', holds: 'labels' } },
    reads: [],
    partly: {},
    points: [],
  },
];
