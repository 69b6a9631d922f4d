// Bifrost's Splunk events: one flat event per request, inside its HTTP Event Collector wrapper or exported without it. maximhq/bifrost
// docs/features/observability/splunk.mdx, v2.0 and later, August 2026; only documented, so names are read leniently.
import { isObject, type JsonObject, member } from '../model/json.ts';
import { namesIn, settleTeams } from './bifrost-owners.ts';
import { defineFormat, event } from './format.ts';
import { readStatus } from './words.ts';

const lists = ['team_ids', 'team_names', 'customer_ids', 'customer_names', 'business_unit_ids', 'business_unit_names'];
/** Bifrost's own columns; anything else is a custom field or a captured header. */
const columns = new Set([
  ...['user_id', 'user_name', 'project_id', 'project_name', 'virtual_key_id', 'virtual_key_name', ...lists],
  ...['request_id', 'trace_id', 'provider', 'model', 'status', 'cost', 'latency_ms'],
]);

export const bifrostSplunk = defineFormat({
  id: 'bifrost-splunk',
  title: 'Bifrost Splunk events',
  hop: 'gateway',
  component: 'bifrost',
  // The wrapper of an event, or the event alone.
  recognise: [
    ['sourcetype=bifrost:llm', 'latency_ms'],
    ['event{}', 'latency_ms'],
    ['event{}', 'request_id'],
    ['event{}', ...lists],
  ],
  fields: {
    trace_id: ['trace_id'],
    request_id: ['request_id'],
    project: ['project_name', 'project_id'],
    virtual_key: ['virtual_key_name', 'virtual_key_id'],
    principal: ['user_id', 'user_name'],
    project_id: ['project_id'],
    provider: ['provider'],
    model: ['model'],
    operation: ['method'],
    region: ['region'],
    status: ['status'],
    start: { from: ['timestamp', '_time'], unit: 's' },
    end: { from: [], duration: { from: ['latency_ms'], unit: 'ms' } },
    logged_cost_usd: { from: ['cost'], unit: 'usd' },
  },
  usage: { input: ['input_tokens'], output: ['output_tokens'], total: ['total_tokens'] },
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
  labels: ['custom'],
  reads: lists,
  never_read: ['prompt', 'response', 'input_messages', 'output_messages', 'tool_calls'],
  traps: [
    'An event is made from the final attempt only: what failed attempts cost is missing. Audit the Bifrost log for that.',
    'Delivery drops events under load, and with acknowledgement repeats them: repeats share the request_id and count once.',
    'Teams, customers and business units are lists: a call charged to several needs a rule to split it and is counted once.',
    'There are no counts of cached tokens; input_tokens includes them, so repricing comes out too high.',
    'The only time is that of the wrapper (or _time of a search): it is taken as the start.',
    'custom_fields and captured headers stand beside the rest; their names are searched for ownership.',
    'Metric events name only the first team of several, and are not this format.',
  ],
  proves: { owner: true, trace: true, usage: true, cost: true },
  reshape: flatEvent,
  settle: (draft, _, valueAt) => {
    const status = readStatus(draft.status);
    draft.status = status;
    settleTeams(draft, namesIn(valueAt('team_names'), valueAt('team_ids')));
    const [customer, ...others] = namesIn(valueAt('customer_ids'), valueAt('customer_names'));
    if (customer !== undefined && others.length === 0) draft.tenant_id_hash ??= customer;
    const [unit, ...more] = namesIn(valueAt('business_unit_names'), valueAt('business_unit_ids'));
    if (unit !== undefined && more.length === 0) draft.cost_center ??= unit;
    return event(draft);
  },
});

function flatEvent(record: JsonObject): JsonObject {
  const inner = member(record, 'event');
  const flat = isObject(inner) ? inner : record;
  const custom = Object.fromEntries(Object.entries(flat).filter(([name]) => !columns.has(name)));
  const fields = member(record, 'fields');
  const time = member(record, 'time') ?? member(record, '_time') ?? null;
  return { ...flat, _time: time, custom: { ...(isObject(fields) ? fields : {}), ...custom } };
}
