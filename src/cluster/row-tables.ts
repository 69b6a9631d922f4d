// Tables that somebody else fills and whose rows can be summed up where they are. What is where in a row is told by the table of its format;
// here stands only what is peculiar to its columns.

import { clickhouseOtelTraces } from '../formats/clickhouse-otel-traces.ts';
import type { Format } from '../formats/format.ts';

export interface RowTable {
  readonly format: Format;
  /** What the format reads under this name is in this column, a map. */
  readonly maps: Readonly<Record<string, string>>;
  /** Columns of which no event says anything. */
  readonly unread: readonly string[];
  /** Of these columns, where they are there, only so much is read; undefined: whether they are empty, and rows where they are not come back. */
  readonly partly: Readonly<Record<string, ((column: string) => string) | undefined>>;
  /** Lists of trace ids that a row points to. */
  readonly points: readonly string[];
}

export const rowTables: readonly RowTable[] = [
  {
    format: clickhouseOtelTraces,
    maps: { attributes: 'SpanAttributes' },
    unread: ['TraceState', 'TimestampTime', 'Events.Timestamp', 'Links.SpanId', 'Links.TraceState', 'Links.Attributes'],
    partly: {
      'Events.Attributes': (column) => `arrayMap(x -> x['exception.type'], ${column})`,
      'Links.TraceId': undefined,
    },
    points: ['Links.TraceId'],
  },
];
