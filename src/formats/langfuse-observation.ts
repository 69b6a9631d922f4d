// Langfuse observations: UI trace download, public API v1 and v2, batch export and blob storage. langfuse/langfuse 2026-08-22, with
// trace downloads of 2025-06 to 2025-12. Counts are disjoint and each is priced; for spans ingested over OTLP `metadata` holds the whole span.

import { ownershipFields } from '../model/fields.ts';
import type { JsonObject } from '../model/json.ts';
import { objectOf } from './flat-attributes.ts';
import { type Draft, defineFormat, event, type FormatTable, type Settled, skipped, type ValueAt } from './format.ts';
import { genaiTable } from './genai-table.ts';
import { langfuseKeys, langfuseTokens } from './langfuse-counts.ts';
import { countAt, splitLangfuse, usageIn } from './langfuse-records.ts';
import { settleSpan } from './settle-span.ts';
import { readText } from './values.ts';

/** One member in the spelling of the API and in that of the warehouse. */
const both = (...names: readonly string[]): readonly string[] =>
  names.flatMap((name) => {
    const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return snake === name ? [name] : [name, snake];
  });
const usage = (...names: readonly string[]): readonly string[] =>
  ['usageDetails', 'usage_details'].flatMap((object) => names.map((name) => `${object}.${name}`));

const types = [
  'GENERATION',
  'EMBEDDING',
  'SPAN',
  'EVENT',
  'AGENT',
  'TOOL',
  'CHAIN',
  'RETRIEVER',
  'EVALUATOR',
  'GUARDRAIL',
];
const levels = ['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'];

const keys = langfuseKeys;
/** Langfuse's own keys, and columns that older versions have. */
const counts = {
  ...(Object.fromEntries(Object.entries(keys).map(([name, own]) => [name, usage(...own)])) as Record<
    keyof typeof keys,
    readonly string[]
  >), // the same keys
  input: [...usage(...keys.input), 'inputUsage', 'usage.input', 'promptTokens'],
  cache_write: ['cache_write_sum', ...usage(...keys.cache_write)],
  output: [...usage(...keys.output), 'outputUsage', 'usage.output', 'completionTokens'],
  total: [...usage(...keys.total), 'totalUsage', 'usage.total', 'totalTokens'],
} as const satisfies FormatTable['usage'];

export const langfuseObservation = defineFormat({
  id: 'langfuse-observation',
  title: 'Langfuse observations and traces (download, API, batch and blob export)',
  hop: 'app',
  component: 'langfuse',
  // An observation has a type of theirs and a level; a trace has observations, or what only a trace of theirs has.
  recognise: [
    [...types.map((type) => `type=${type}`), 'observations[]', 'bookmarked', 'htmlPath'],
    [...levels.map((level) => `level=${level}`), 'trace{}', 'htmlPath', 'timestamp'],
    ['traceId', 'trace_id', 'trace{}', 'htmlPath', 'tags'],
    ['traceId', 'trace_id', 'trace{}', 'htmlPath', 'public'],
  ],
  ...genaiTable({
    json: [
      'usageDetails',
      'usage_details',
      'costDetails',
      'cost_details',
      'modelParameters',
      'model_parameters',
      'tags',
      'trace.tags',
    ],
    fields: {
      trace_id: both('traceId'),
      span_id: ['id'],
      parent_span_id: both('parentObservationId'),
      session_id: [...both('sessionId'), ...both('sessionId').map((name) => `trace.${name}`)],
      environment: ['environment', 'trace.environment'],
      user_id_hash: [...both('userId'), ...both('userId').map((name) => `trace.${name}`)],
      project_id: [...both('projectId'), ...both('projectId').map((name) => `trace.${name}`)],
      model: [...both('providedModelName'), 'model'],
      service_tier: both('modelParameters').map((name) => `${name}.service_tier`),
      requested_tier: both('modelParameters').map((name) => `${name}.service_tier`),
      error: ['failure'],
      producer: ['producer.name'],
      producer_version: ['producer.version'],
      start: { from: [...both('startTime'), 'timestamp'] },
      end: { from: both('endTime') },
      logged_cost_usd: {
        unit: 'usd',
        from: [...both('totalCost'), 'costDetails.total', 'cost_details.total', 'calculatedTotalCost'],
      },
    },
    labels: ['metadata', 'tags', 'trace.metadata', 'trace.tags'],
    reads: both('completionStartTime', 'providedCostDetails'),
    never_read: [
      'input',
      'output',
      'toolCalls',
      'toolDefinitions',
      'statusMessage (but for an error class)',
      'scores',
      'corrections',
    ],
  }),
  dialects: [
    {
      when: [Object.values(counts).flat()],
      usage: counts,
      tokens: langfuseTokens,
    },
  ],
  traps: [
    'A trace download holds its observations twice; each is read once.',
    'User, session and tags are often on the trace only: download the trace, or export observations with their trace fields. Put owner_team into metadata or a tag such as team:support.',
    'API v2 leaves out model, usage and cost unless you ask for those fields, and cuts metadata after 200 characters unless it is expanded.',
    'usageDetails counts stand beside each other: input is what remains without cached tokens. When total equals input plus output, the counts include each other and are read so.',
    'A key of usageDetails that is not known, and that the total holds beside the others, leaves the call unpriced.',
    'Zero cache counts may mean that the instrumentation did not report the cache; the provider’s log knows better.',
    'An AI SDK call and its ai.generateText parent are both of type GENERATION and both have a cost; only the inner one is counted.',
    'A generation without usage may have been counted by Langfuse’s own tokenizer: its figures are estimates.',
    'internalModelId and usagePricingTierId name rows of Langfuse’s price list, not models; costs are inferred from that list unless providedCostDetails is set.',
    'Blob storage exports of enriched observations repeat the rows of observations; both are one call.',
    'A row of the traces export has only sums and owners: it is a step, and its sums are never counted.',
    'The environment "default" is what Langfuse writes when none was set; it is not read.',
  ],
  proves: { owner: true, trace: true, usage: true, cost: true },
  split: splitLangfuse,
  settle: (draft, value, valueAt) => {
    if (readText(valueAt('type')) === undefined && draft.span_id === undefined) return settleTrace(draft);
    if (valueAt('completionStartTime') !== undefined || valueAt('completion_start_time') !== undefined)
      draft.streamed = true;
    const settled = settleSpan(draft, value, valueAt);
    noteUncounted(draft, value);
    if (draft.role === 'step') forgetMetering(draft);
    else if (draft.logged_cost_usd !== undefined) draft.unit_price_source ??= priceSource(valueAt);
    return settled;
  },
});

const named: ReadonlySet<string> = new Set(
  Object.values(counts).flatMap((paths) => paths.map((path) => path.replace(/^.*?\./, ''))),
);

/** The map is open: of a key that is none of ours, and that the total holds beside ours, it is unknown what it costs. */
function noteUncounted(draft: Draft, value: JsonObject): void {
  const usage = usageIn(value);
  const sums = { ours: 0, others: 0 };
  for (const name in usage) if (name !== 'total') sums[named.has(name) ? 'ours' : 'others'] += countAt(usage, name);
  if (sums.others === 0 || countAt(usage, 'total') !== sums.ours + sums.others) return;
  const unknown = Object.keys(usage).find((name) => !named.has(name) && countAt(usage, name) > 0) ?? '';
  draft.notes = [...draft.notes, { kind: 'bad-count', field: unknown, value: String(countAt(usage, unknown)) }];
}

/** The list a cost was worked out with: the user's own figures, or Langfuse's list. */
function priceSource(valueAt: ValueAt): string {
  const provided = valueAt('providedCostDetails') ?? valueAt('provided_cost_details');
  return Object.keys(objectOf(provided) ?? {}).length > 0 ? 'langfuse:provided' : 'langfuse:inferred';
}

/** A row of the traces export says who the request belongs to and nothing about one call. */
function settleTrace(draft: Draft): Settled {
  forgetMetering(draft);
  draft.role = 'step';
  const speaks = ownershipFields.some((field) => draft[field] !== undefined);
  return speaks ? event(draft) : skipped('no metering data', 'a trace row without an owner');
}

/** Langfuse writes zeros where nothing was measured, and sums on a trace. */
function forgetMetering(draft: Draft): void {
  draft.usage = undefined;
  draft.raw_usage = undefined;
  draft.logged_cost_usd = undefined;
}
