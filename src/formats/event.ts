// The neutral form: one flat JSON object per request or hop, in our names or OpenTelemetry's (schemas/event.schema.json). It is open to
// extra keys, so it is tried last. Spellings from the GenAI conventions up to v1.44 (August 2026), OpenAI's and Anthropic's usage objects.
import { notePrompts } from './anthropic-message.ts';
import { billedOtherwise, billedParts } from './billed-usage.ts';
import { defineFormat, event as settled } from './format.ts';
import { neutralFields, neutralJson, neutralLabels, neutralNeverRead } from './neutral-names.ts';
import { neutralDialects, neutralTokens, neutralUsage, tokenPaths } from './neutral-usage.ts';
import { neutralReads, settleNeutral } from './settle-neutral.ts';

const ids = [
  ...neutralFields.trace_id,
  ...neutralFields.request_id,
  ...neutralFields.provider_request_id,
  ...neutralFields.conversation_id,
  ...neutralFields.session_id,
];
const models = [...neutralFields.model, ...neutralFields.response_model];
const costs = neutralFields.logged_cost_usd.from.filter((path) => /usd|usage|llm/i.test(path));
/** The names that say "ownership" and little else. */
const owners = [
  ...neutralFields.owner_team,
  ...neutralFields.cost_center,
  ...neutralFields.workflow_id,
  ...neutralFields.feature,
];
/** What an application's ordinary log line does not have. */
const metered = [...tokenPaths, ...costs, ...neutralFields.hop];

export const event = defineFormat({
  id: 'event',
  title: 'Neutral event, snake_case or OpenTelemetry names',
  hop: 'app',
  component: 'app',
  recognise: [
    [...ids, ...tokenPaths],
    [...metered, ...models, ...owners],
    ...['level', 'severity', 'log.level'].map((key) => [...metered, `!${key}`]),
  ],
  json: neutralJson,
  fields: neutralFields,
  dialects: neutralDialects,
  usage: neutralUsage,
  tokens: neutralTokens,
  labels: neutralLabels,
  reads: neutralReads,
  telling: { trace_id: [], span_id: [] },
  never_read: neutralNeverRead,
  traps: [
    'In our own `usage` object (input, cached_input, cache_write_5m, …, output, reasoning) the classes are disjoint; in the spellings of OpenTelemetry and OpenAI the cached count is inside the input and reasoning inside the output.',
    'cache_read_input_tokens and cache_creation_input_tokens without a prefix are Anthropic’s own names: they stand beside input_tokens. Under gen_ai.usage they are inside.',
    'An epoch time may state its unit in the name (start_ms, timestamp_ns); a bare number is read by its digits: 10 s, 13 ms, 16 us, 19 ns. Any other length is no time.',
    'conversation_id and session_id group requests; they never name an owner.',
    'A record that names its `hop` and has neither usage nor cost is a step on the path, not a call, even when it names a model.',
    '`requests` above 1 or `granularity: aggregate` makes the row a sum: good for reconcile and estimate, never for coverage.',
    '`attempt` counts from 0: the first attempt.',
    'Of a `usage` that is Anthropic’s own, all iterations of the model are added up, and what another model did is a call of its own. OpenRouter’s `cost` is only its fee where `is_byok` is true: upstream_inference_cost is added then, and never else.',
    'Ordinary log lines (with a `level`) are events only when they carry tokens, a cost or a hop.',
  ],
  proves: { owner: true, trace: true, usage: true, cost: true },
  split_when: [billedOtherwise],
  split: (record) => billedParts({ value: record, pointer: '' }),
  settle: (draft, value, valueAt) => {
    settleNeutral(draft, valueAt);
    notePrompts(draft, value);
    return settled(draft);
  },
});
