// Spans stored as rows, in the shape their table is read from: ClickHouse's otel_traces (and otel_logs), and Phoenix's dataframe or span objects.
import { isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { openedCell } from './clickhouse-text.ts';
import { merged } from './dictionary.ts';
import { flatAttributes, listOf, membersBehind, objectOf } from './flat-attributes.ts';
import type { Part } from './format.ts';
import { spanPart } from './span-part.ts';
import { readText } from './values.ts';

const nestedColumns = /^(?:(?:Resource|Span|Log)Attributes|(?:Events|Links)(?:\..+)?)$/;

export function splitClickhouse(given: JsonObject): readonly Part[] {
  const row = withOpenedCells(given);
  const service = readText(member(row, 'ServiceName'));
  const isLog = Object.hasOwn(row, 'LogAttributes');
  const part = spanPart(
    {
      signal: isLog ? 'log' : 'span',
      item: {
        ...row,
        name: member(row, 'SpanName') ?? null,
        kind: kindOf(member(row, 'SpanKind')),
        status: { code: codeOf(member(row, 'StatusCode')) },
        links: rowsOf(row, 'Links', { trace_id: 'TraceId', span_id: 'SpanId' }),
        events: rowsOf(row, 'Events', { name: 'Name', attributes: 'Attributes' }),
      },
      own: flatAttributes(member(row, isLog ? 'LogAttributes' : 'SpanAttributes')),
      process: merged(
        flatAttributes(member(row, 'ResourceAttributes')),
        service === undefined ? {} : { 'service.name': service },
      ),
      scope: { name: member(row, 'ScopeName') ?? null, version: member(row, 'ScopeVersion') ?? null },
      component: 'otlp',
    },
    '',
  );
  return [part];
}

/** CSV and TabSeparated hold maps and lists as text. */
function withOpenedCells(row: JsonObject): JsonObject {
  const texts = Object.entries(row).filter(([name, cell]) => typeof cell === 'string' && nestedColumns.test(name));
  return texts.length === 0
    ? row
    : { ...row, ...Object.fromEntries(texts.map(([name, cell]) => [name, openedCell(cell)])) };
}

/** A nested column: parallel lists under dotted names or in one object, or a list of objects. */
function rowsOf(row: JsonObject, column: string, names: Readonly<Record<string, string>>): readonly JsonObject[] {
  const whole = listOf(member(row, column));
  const nested = objectOf(member(row, column)) ?? {};
  const lists = Object.entries(names).map(([name, from]) => {
    const parallel = listOf(member(row, `${column}.${from}`) ?? member(nested, from));
    const values =
      whole.length > 0 ? whole.map((entry) => (isObject(entry) ? member(entry, from) : undefined)) : parallel;
    return [name, values] as const;
  });
  const length = Math.max(0, ...lists.map(([, values]) => values.length));
  return Array.from({ length }, (_, index) =>
    Object.fromEntries(lists.map(([name, values]) => [name, values[index] ?? null])),
  );
}

export function splitPhoenix(row: JsonObject): readonly Part[] {
  const columns = merged(flatAttributes(member(row, 'attributes')), flatAttributes(membersBehind(row, 'attributes.')));
  const kind = readText(member(row, 'span_kind'));
  const resource = objectOf(member(row, 'resource')) ?? {};
  const status = objectOf(member(row, 'status')) ?? {};
  const context = objectOf(member(row, 'context'));
  const part = spanPart(
    {
      signal: 'span',
      item: {
        ...row,
        parent_id: withoutPrefix(member(row, 'parent_id')),
        ...(context
          ? {
              context: {
                trace_id: withoutPrefix(member(context, 'trace_id')),
                span_id: withoutPrefix(member(context, 'span_id')),
              },
            }
          : {}),
        kind: kindOf(member(row, 'kind')),
        status: { code: codeOf(member(row, 'status_code') ?? member(status, 'status_code')) },
        events: listOf(member(row, 'events')),
        links: listOf(member(row, 'links')).flatMap((link) => (isObject(link) ? [bareLink(link)] : [])),
      },
      own: merged(kind === undefined ? {} : { 'openinference.span.kind': kind }, columns),
      process: flatAttributes(member(resource, 'attributes')),
      scope: {},
      component: 'phoenix',
    },
    '',
  );
  return [part];
}

function bareLink(link: JsonObject): JsonObject {
  const context = objectOf(member(link, 'context')) ?? link;
  return { trace_id: withoutPrefix(member(context, 'trace_id')), span_id: withoutPrefix(member(context, 'span_id')) };
}

/** Python prints ids as `0x…`. */
function withoutPrefix(id: JsonValue | undefined): JsonValue {
  return typeof id === 'string' ? id.replace(/^0x/, '') : (id ?? null);
}

/** `Client`, `SPAN_KIND_CLIENT` and `SpanKind.CLIENT` in the words of OTLP. */
function kindOf(kind: JsonValue | undefined): string {
  const [word = ''] = /[A-Za-z]+$/.exec(readText(kind) ?? '') ?? [];
  return `SPAN_KIND_${word.toUpperCase()}`;
}

/** `Error`, `ERROR` and `STATUS_CODE_ERROR` as OTLP's number. */
function codeOf(code: JsonValue | undefined): number {
  const text = readText(code) ?? '';
  if (/error$/i.test(text) || text === '2') return 2;
  return /ok$/i.test(text) || text === '1' ? 1 : 0;
}
