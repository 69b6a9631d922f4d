// Raw answers of the Gemini API and Vertex AI, saved as they came, whole or as chunks of a stream; camelCase as in REST, snake_case as in
// Python dumps. googleapis/js-genai src/types.ts of August 2026. Cached tokens are inside the prompt; thoughts stand beside the candidates.
// Vertex AI logs requests to BigQuery with the answer in full_response and the labels of the request in full_request (docs of 2026).
import { type JsonObject, member } from '../model/json.ts';
import { objectOf } from './flat-attributes.ts';
import { type Draft, defineFormat, event, type Paths, skipped, type ValueAt } from './format.ts';
import { addSearches, geminiSearches, geminiTier, geminiUsage, modalitiesOf } from './gemini-usage.ts';
import { snakeCase } from './name-cases.ts';
import { readText } from './values.ts';

const logged = (path: string): Paths => [path, `full_response.${path}`];
const both = (path: string): Paths => [path, snakeCase(path)];
const counts = (name: string): Paths => both(`usageMetadata.${name}`);

export const geminiResponse = defineFormat({
  id: 'gemini-response',
  title: 'Gemini / Vertex AI response',
  hop: 'provider',
  component: 'gemini',
  recognise: [
    [
      ...counts('promptTokenCount'),
      ...counts('totalTokenCount'),
      ...counts('candidatesTokenCount'),
      ...counts('responseTokenCount'),
      ...both('responseId'),
    ].flatMap(logged),
    [...both('modelVersion'), 'candidates.0.content{}', ...both('serverContent')].flatMap(logged),
  ],
  json: ['full_request', 'full_response'],
  fields: {
    provider_request_id: both('responseId'),
    response_model: both('modelVersion'),
    region: ['logged_in'],
    service_tier: [...counts('trafficType'), ...counts('serviceTier')],
    start: { from: [...both('createTime'), 'logging_time'] },
  },
  labels: ['request_labels'],
  ...geminiUsage(''),
  reads: [...geminiSearches, ...both('createTime'), 'logging_time'],
  never_read: ['candidates (but for how many searches were made)', 'promptFeedback', 'serverContent'],
  traps: [
    'candidatesTokenCount leaves thoughts out: both are billed as output. total = prompt + candidates + thoughts + tool use; older answers have them inside, which the total shows.',
    'Grounding is billed beside the tokens, by unique query or by grounded prompt: webSearchQueries are counted, never shown.',
    'toolUsePromptTokenCount is input beside the prompt.',
    'Chunks of a stream repeat the counts so far under one responseId: the last one counts.',
    'Hits of the implicit cache show only in cachedContentTokenCount; storing a context cache is billed by the hour and never appears here.',
    'An answer names no owner: labels of the request reach Cloud Billing only (gcp-billing-export). Log responseId in the application. Rows of Vertex AI’s request log have the labels in full_request, and name the owner.',
    'trafficType PROVISIONED_THROUGHPUT has no price per token.',
    'Prices differ between AI Studio and Vertex AI; createTime and trafficType tell Vertex AI.',
    'Counts may be JSON texts, as protobuf writes 64-bit numbers.',
  ],
  proves: { owner: true, trace: false, usage: true, cost: false },
  reshape: (record) => {
    const answer = answerOf(record);
    return { ...answer, modalities: modalitiesOf(answer) };
  },
  settle: (draft, _, valueAt) => {
    addSearches(draft, geminiSearches, valueAt);
    if (!draft.usage) return skipped('repeats another record', 'a chunk of a stream without counts');
    settleSeller(draft, valueAt);
    draft.operation = 'generate_content';
    draft.status = 'ok';
    return event(draft);
  },
});

/** The answer itself, or that of a row of the request log, with what else the row says. */
function answerOf(row: JsonObject): JsonObject {
  const answer = objectOf(member(row, 'full_response'));
  if (answer === undefined) return row;
  const [, place = null] = /\/locations\/([^/]+)\//.exec(readText(member(row, 'endpoint')) ?? '') ?? [];
  const labels = member(objectOf(member(row, 'full_request')) ?? {}, 'labels') ?? null;
  return { ...answer, logging_time: member(row, 'logging_time') ?? null, logged_in: place, request_labels: labels };
}

function settleSeller(draft: Draft, valueAt: ValueAt): void {
  const onVertex = [...counts('trafficType'), ...both('createTime'), 'logging_time'].some(
    (path) => valueAt(path) !== undefined,
  );
  draft.provider = onVertex ? 'vertex_ai' : 'gemini';
  draft.component = draft.provider;
  draft.service_tier = geminiTier(draft.service_tier);
}
