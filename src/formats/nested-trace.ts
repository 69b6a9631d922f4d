// One trace as one object: hop objects (`gateway`, `router`, `worker`, …) in path order, and lists of model calls under one envelope.
// Home-grown logs, so the names are those of the neutral form. What stands on the root belongs to all that is nested in it.
import { hops } from '../model/fields.ts';
import { notePrompts } from './anthropic-message.ts';
import { arrangeTrace, textsFromRoot } from './arrange-trace.ts';
import { billedOtherwise, billedParts } from './billed-usage.ts';
import { type Draft, defineFormat, event, type ValueAt } from './format.ts';
import { callLists, hopLists, listOf } from './nested-lists.ts';
import { neutralFields, neutralJson, neutralLabels, neutralNeverRead } from './neutral-names.ts';
import { neutralDialects, neutralTokens, neutralUsage } from './neutral-usage.ts';
import { withOtherModels } from './other-models.ts';
import { neutralReads, providerIds, settleNeutral } from './settle-neutral.ts';
import { namesOfParts, partAt, splitTrace } from './split-trace.ts';
import { readText } from './values.ts';

/** What makes an object under a hop's name a hop of ours, and not a service's or a user agent's description of itself. */
const telling = [
  ...['owner_team', 'team', 'team_id', 'workflow_id', 'feature', 'request_id', 'trace_id', 'model'],
  ...['usage{}', 'prompt_tokens', 'input_tokens', 'gen_ai.request.model', 'gen_ai.usage.input_tokens'],
];
const tellingHops = hops.flatMap((hop) => telling.map((key) => `${hop}.${key}`));
/** Lists with a name that others use too are known by what their first or last entry holds. */
const tellingEntries = ['calls', ...hopLists].flatMap((list) =>
  ['0', '-1'].flatMap((at) =>
    ['hop', 'component', ...telling, 'attributes.gen_ai.request.model'].map((key) => `${list}.${at}.${key}`),
  ),
);

export const nestedTrace = defineFormat({
  id: 'nested-trace',
  title: 'Trace object with nested hops or provider calls',
  hop: 'app',
  component: 'app',
  recognise: [
    [...hops.map((hop) => `${hop}{}`), ...[...hopLists, ...callLists].map((list) => `${list}[]`)],
    [...tellingHops, ...tellingEntries, ...callLists.filter((list) => list !== 'calls').map((list) => `${list}[]`)],
    ...['ml_app', 'spans.0.meta.kind', 'spans.0.meta.span.kind'].map((key) => `!${key}`), // a batch of Datadog's
  ],
  json: neutralJson,
  fields: neutralFields,
  dialects: neutralDialects,
  usage: neutralUsage,
  tokens: neutralTokens,
  labels: neutralLabels,
  reads: neutralReads,
  never_read: neutralNeverRead,
  traps: [
    'Hop objects are read in the order they are written: that is taken as the path of the request.',
    'Fields on the root belong to every call; fields in a hop object belong to that hop only, so ownership that stops at the gateway is a break.',
    'The hop object with usage is the call. Provider, model, ids and cost may stand in the objects beside it; ownership may not.',
    'Of several hop objects with usage the last is the call; an earlier one that repeats its counts, or sums up those after it, only rolls up.',
    'Entries of provider_calls[], llm_calls[], model_calls[] and calls[] are one call each; in provider_calls an entry’s request_id or id is the provider’s.',
    'Totals on the root (total_estimated_cost_usd, a usage of several calls) are not read: the calls are summed.',
  ],
  telling: { trace_id: [], span_id: [], request_id: [] },
  nest: {
    partAt,
    fromRoot: textsFromRoot,
    names: namesOfParts,
    requestIds: {
      from: ['id', ...neutralFields.request_id, ...neutralFields.provider_request_id],
      begins: providerIds,
    },
    more_when: [billedOtherwise],
  },
  proves: { owner: true, trace: true, usage: true, cost: true },
  split: (record) => splitTrace(record).flatMap(billedParts),
  settle: (draft, value, valueAt) => {
    settleNeutral(draft, valueAt);
    notePrompts(draft, value);
    settleEntryId(draft, valueAt);
    return event(draft);
  },
  arrange: (events) => withOtherModels(events, arrangeTrace),
});

/** Inside a list of provider calls the request's id is the provider's; elsewhere a bare `id` is ours. */
function settleEntryId(draft: Draft, valueAt: ValueAt): void {
  const list = listOf(draft.place.pointer);
  if (list === undefined) return;
  const id = readText(valueAt('id'));
  if (list !== 'provider_calls') {
    if (id !== draft.provider_request_id && id !== undefined) draft.request_id ??= id;
    return;
  }
  const given = draft.provider_request_id ?? draft.request_id ?? id;
  if (given === undefined) return;
  draft.provider_request_id = given;
  if (draft.request_id === given) draft.request_id = undefined;
}
