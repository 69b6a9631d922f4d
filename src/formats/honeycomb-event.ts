// Honeycomb events: spans flattened into rows, as query results, exports and Refinery give them. Column names as OpenTelemetry ingest writes
// them (2026); the export is not published as a format, so it is read leniently.

import type { JsonObject } from '../model/json.ts';
import { splitHoneycomb } from './flat-events.ts';
import { type Draft, defineFormat, event, type Settled, skipped, type ValueAt } from './format.ts';
import { genaiTable } from './genai-table.ts';
import { settleSpan } from './settle-span.ts';
import { readText } from './values.ts';

export const honeycombEvent = defineFormat({
  id: 'honeycomb-event',
  title: 'Honeycomb events (flattened spans)',
  hop: 'app',
  component: 'honeycomb',
  recognise: [
    'trace.trace_id',
    ['trace.span_id', 'trace.parent_id', 'trace.link.trace_id'],
    ['duration_ms', 'meta.annotation_type', 'meta.signal_type'],
  ],
  ...genaiTable({
    fields: {
      trace_id: ['trace.trace_id'],
      span_id: ['trace.span_id'],
      parent_span_id: ['trace.parent_id'],
      links: ['links'],
      producer: ['producer.name'],
      producer_version: ['producer.version'],
      start: { from: ['Timestamp', 'timestamp', 'time'], unit: 'by-size' },
      end: { from: [], duration: { from: ['duration_ms'], unit: 'ms' } },
    },
    reads: ['meta.annotation_type', 'meta.signal_type'],
    never_read: ['exception.message', 'exception.stacktrace'],
  }),
  traps: [
    'Span events and links are rows of their own (meta.annotation_type); events are passed over, links reconnect the trace, neither is a call.',
    'Columns do not tell what the process says from what the request says: a team in a resource attribute of a gateway looks like the caller’s.',
    'A SampleRate above 1 means that Honeycomb kept one of so many: the rows are then not all calls, and the spend is too low.',
    'Query results name only the columns you asked for; ask for all gen_ai, trace and owner columns.',
  ],
  proves: { owner: true, trace: true, usage: true, cost: true },
  split: splitHoneycomb,
  settle: (draft, value, valueAt) => settleRow(draft, value, valueAt),
});

function settleRow(draft: Draft, value: JsonObject, valueAt: ValueAt): Settled {
  const annotation = readText(valueAt('meta.annotation_type'));
  if (annotation === 'span_event') return skipped('not a model call', 'an event of a span');
  if (annotation !== 'link') return settleSpan(draft, value, valueAt);
  draft.span_id = undefined;
  draft.usage = undefined;
  return event({ ...draft, role: 'step' });
}
