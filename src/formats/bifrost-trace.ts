// Bifrost traces from Kafka or Pub/Sub: one JSON message per finished request with all its spans, in Go's PascalCase. maximhq/bifrost
// docs/features/observability/{kafka,pubsub}.mdx, August 2026; only documented. Attributes are those of its OpenTelemetry export.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { merged } from './dictionary.ts';
import { type Draft, defineFormat, event, type Part, type Settled, skipped, type ValueAt } from './format.ts';
import { genaiTable } from './genai-table.ts';
import { settleSpan } from './settle-span.ts';
import { spanPart } from './span-part.ts';
import { readText } from './values.ts';

export const bifrostTrace = defineFormat({
  id: 'bifrost-trace',
  title: 'Bifrost trace messages (Kafka, Pub/Sub)',
  hop: 'gateway',
  component: 'bifrost',
  recognise: ['TraceID', 'RootSpan{}', 'Spans[]'],
  ...genaiTable({
    fields: {
      trace_id: ['TraceID'],
      span_id: ['SpanID'],
      parent_span_id: ['ParentID'],
      request_id: ['RequestID'],
      virtual_key: ['attributes.bifrost.virtual_key.name', 'attributes.bifrost.virtual_key.id'],
      attempt: ['attributes.bifrost.retries'],
      start: { from: ['StartTime'] },
      end: { from: ['EndTime'] },
    },
    reads: ['Kind'],
  }),
  traps: [
    'The root span is repeated as the first of Spans; spans are told apart by SpanID.',
    'Kind llm.call is the call, one for each attempt; http.request is the way in; plugin spans are left out and their children moved up.',
    'Request headers are there only for the patterns in request_headers: add x-team-id and the like, or nothing names the owner.',
    'Dimensions (x-bf-dim-*) stand on the root span; they hold for the calls below it.',
    'Times carry a local offset.',
    'gen_ai.usage.cost may be absurd (the documented sample says 160 for 17 tokens): the repriced figure counts.',
  ],
  proves: { owner: true, trace: true, usage: true, cost: true },
  split: splitTrace,
  settle: (draft, value, valueAt) => {
    const kind = readText(valueAt('Kind')) ?? '';
    if (kind === 'plugin') return skipped('not a model call', 'a plugin span');
    const settled = settleSpan(draft, value, valueAt);
    return settled.kind === 'event' ? event(withRole(settled.event, kind, valueAt)) : settled;
  },
});

/** What the kind says about the work: only an llm.call is one. */
function withRole(span: Draft, kind: string, valueAt: ValueAt): Draft {
  const name = span.operation === undefined ? {} : { operation: span.operation.replace(/^(\w+) \S+$/, '$1') }; // `chat gpt-4o`
  const code = readText(valueAt('attributes.http.status_code'));
  const shown = span.status === 'error' && span.error === undefined && code !== undefined ? { error: code } : {};
  if (kind === 'llm.call') return { ...span, ...name, ...shown, role: 'call' };
  const role = span.usage ? 'rollup' : 'step';
  return /tool/.test(kind) ? { ...span, ...shown, role: 'step', hop: 'tool' } : { ...span, ...shown, role };
}

interface Span {
  readonly span: JsonObject;
  readonly pointer: string;
  readonly kind: string;
}

function splitTrace(record: JsonObject): readonly Part[] | Settled {
  const root = member(record, 'RootSpan');
  const listed = member(record, 'Spans');
  const all: Span[] = [
    ...(isObject(root) ? [spanAt(root, '/RootSpan')] : []),
    ...(isArray(listed) ? listed : []).flatMap((span, index) =>
      isObject(span) ? [spanAt(span, `/Spans/${index}`)] : [],
    ),
  ];
  const byId = new Map<string, Span>();
  for (const span of all) {
    const id = readText(member(span.span, 'SpanID')) ?? span.pointer;
    if (!byId.has(id)) byId.set(id, span);
  }
  const parts = [...byId.values()].map((span) => partOf(record, span, byId));
  return parts.length > 0 ? parts : skipped('empty');
}

const spanAt = (span: JsonObject, pointer: string): Span => ({
  span,
  pointer,
  kind: readText(member(span, 'Kind')) ?? '',
});

function partOf(record: JsonObject, { span, pointer, kind }: Span, byId: ReadonlyMap<string, Span>): Part {
  const isError = readText(member(span, 'Status'))?.toLowerCase() === 'error';
  const item: JsonObject = {
    TraceID: member(span, 'TraceID') ?? member(record, 'TraceID') ?? null,
    SpanID: member(span, 'SpanID') ?? null,
    ParentID: parentOf(span, byId),
    RequestID: kind === 'llm.call' || pointer === '/RootSpan' ? (member(record, 'RequestID') ?? null) : null,
    StartTime: member(span, 'StartTime') ?? null,
    EndTime: member(span, 'EndTime') ?? null,
    Kind: kind,
    name: member(span, 'Name') ?? null,
    kind: kind === 'llm.call' ? 'SPAN_KIND_CLIENT' : 'SPAN_KIND_SERVER',
    status: { code: isError ? 'STATUS_CODE_ERROR' : 'STATUS_CODE_OK' },
  };
  const own = merged(headersOf(record), objectAt(record, 'Attributes'), objectAt(span, 'Attributes'));
  return spanPart(
    { signal: 'span', item, own, process: { 'service.name': 'bifrost' }, scope: {}, component: 'bifrost' },
    pointer,
  );
}

/** The nearest span above that is no plugin's. */
function parentOf(span: JsonObject, byId: ReadonlyMap<string, Span>): JsonValue {
  let parent = readText(member(span, 'ParentID'));
  for (let steps = 0; parent !== undefined && steps < byId.size; steps++) {
    const above = byId.get(parent);
    if (above?.kind !== 'plugin') break;
    parent = readText(member(above.span, 'ParentID'));
  }
  return parent ?? null;
}

function headersOf(record: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(objectAt(record, 'RequestHeaders')).map(([name, value]) => [
      `http.request.header.${name.toLowerCase()}`,
      isArray(value) && value.length === 1 ? (value[0] ?? null) : value,
    ]),
  );
}

function objectAt(object: JsonObject, name: string): JsonObject {
  const inner = member(object, name);
  return isObject(inner) ? inner : {};
}
