// Application Insights rows of Azure Monitor: dependencies and requests as KQL gives them, in the classic names and in those of a Log Analytics workspace
// (AppDependencies, AppRequests). Spans of OpenTelemetry keep their attributes in customDimensions or Properties, all of them texts. Columns of
// Microsoft's table reference of 2026.
import { type JsonObject, member } from '../model/json.ts';
import { flatAttributes } from './flat-attributes.ts';
import { defineFormat, type Part, skipped } from './format.ts';
import { genaiTable } from './genai-table.ts';
import { settleSpan } from './settle-span.ts';
import { spanPart } from './span-part.ts';
import { readText } from './values.ts';

const kindColumns = ['itemType', 'Type'];
/** The portal's CSV puts the zone behind the name of a time. */
const startColumns = ['timestamp', 'TimeGenerated'].flatMap((name) => [name, `${name} [UTC]`]);

export const azureAppInsights = defineFormat({
  id: 'azure-app-insights',
  title: 'Application Insights dependencies and requests',
  hop: 'app',
  component: 'app-insights',
  recognise: [
    ['operation_Id', 'OperationId'],
    ['customDimensions', 'Properties'],
    ['itemType', 'Type^=App', 'cloud_RoleName', 'AppRoleName'],
  ],
  ...genaiTable({
    fields: {
      trace_id: ['operation_Id', 'OperationId'],
      span_id: ['id', 'Id'],
      parent_span_id: ['operation_ParentId', 'ParentId'],
      producer: ['producer.name'],
      producer_version: ['producer.version'],
      start: { from: startColumns, unit: 'us-date' },
      end: { from: [], duration: { from: ['duration', 'DurationMs'], unit: 'ms' } },
    },
    reads: kindColumns,
    never_read: ['data', 'Data', 'user_Id', 'UserId', 'client_IP', 'ClientIP'],
  }),
  traps: [
    'customDimensions (Properties) holds the attributes of a span as text; ask for it, and for id, operation_Id and operation_ParentId, or calls have no owner and no trace.',
    'itemCount above 1 means that sampling kept one of so many: the spend is then too low.',
    'Rows of traces, exceptions, events and page views are passed over.',
    'Durations are milliseconds; times have no zone in CSV and are UTC.',
  ],
  proves: { owner: true, trace: true, usage: true, cost: true },
  split: (row) => [spanOf(row)],
  settle: (draft, value, valueAt) => {
    const kind = kindColumns.map((column) => readText(valueAt(column))).find((text) => text !== undefined) ?? '';
    return /dependenc|request/i.test(kind) || kind === ''
      ? settleSpan(draft, value, valueAt)
      : skipped('not a model call', kind);
  },
});

function spanOf(row: JsonObject): Part {
  const text = (...columns: readonly string[]): string | undefined =>
    columns.map((column) => readText(member(row, column))).find((found) => found !== undefined);
  const role = text('cloud_RoleName', 'AppRoleName');
  const isRequest = /request/i.test(text(...kindColumns) ?? '');
  return spanPart(
    {
      signal: 'span',
      item: {
        ...row,
        name: text('name', 'Name') ?? null,
        kind: isRequest ? 'SPAN_KIND_SERVER' : 'SPAN_KIND_CLIENT',
        status: { code: /^false$/i.test(text('success', 'Success') ?? '') ? 2 : 0 },
        links: [],
        events: [],
      },
      own: flatAttributes(member(row, 'customDimensions') ?? member(row, 'Properties')),
      process: role === undefined ? {} : { 'service.name': role },
      scope: {},
      component: 'app-insights',
    },
    '',
  );
}
