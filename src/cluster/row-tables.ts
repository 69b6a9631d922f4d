// Tables that somebody else fills and whose rows can be summed up where they are. What is where in a row is told by the table of its format;
// here stands what is peculiar to the columns, and what the format looks at beyond its table.
import { clickhouseOtelTraces } from '../formats/clickhouse-otel-traces.ts';
import type { Format } from '../formats/format.ts';
import { heliconeCh } from '../formats/helicone-ch.ts';
import { langfuseObservation } from '../formats/langfuse-observation.ts';
import { litellmSpendLog } from '../formats/litellm-spend-log.ts';

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
  /** What an id itself may say of its row: such rows come back. */
  readonly odd?: string;
}

export interface RowMap {
  /** How the format calls it. */
  readonly as: string;
  /** Attributes of a span, labels of the user's own, or values of which each has a path. */
  readonly holds: 'attributes' | 'labels' | 'values';
  /** The program's, not the request's own. */
  readonly around?: true;
  /** For a map that is made: the JSON text it is made of, a column, or an entry of a column that is a map. */
  readonly of?: { readonly column: string; readonly key?: string; readonly path?: readonly string[] };
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
      attributes: { as: 'attributes', holds: 'attributes', of: { column: 'metadata', key: 'attributes' } },
      process: {
        as: 'process',
        holds: 'attributes',
        around: true,
        of: { column: 'metadata', key: 'resourceAttributes' },
      },
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
  {
    format: litellmSpendLog,
    maps: Object.fromEntries(
      [
        ['metadata', 'values'],
        ['metadata.spend_logs_metadata', 'labels'],
        ['metadata.requester_metadata', 'labels'],
        ['metadata.usage_object', 'values'],
        ['metadata.usage_object.prompt_tokens_details', 'values'],
        ['metadata.usage_object.completion_tokens_details', 'values'],
        ['metadata.additional_usage_values', 'values'],
        ['metadata.cost_breakdown', 'values'],
      ].map(([as = '', holds]): [string, RowMap] => {
        const [column = '', ...path] = as.split('.');
        return [as, { as, holds: holds === 'labels' ? 'labels' : 'values', of: { column, path } }];
      }),
    ),
    reads: [],
    partly: {},
    points: [],
    odd: "position(r_request_id, '_cache_hit') > 0", // litellm-row.ts: its own free request
  },
];
