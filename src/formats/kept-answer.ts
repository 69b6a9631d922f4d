// A provider's answer that a gateway kept whole beside what it says itself: its table, its parts, and what only the answer tells.
import { isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { type BilledMessage, billedMessages, notePrompts, noteRefusal } from './anthropic-message.ts';
import { withLifetimes } from './converse-usage.ts';
import type { Draft, Paths, ValueAt } from './format.ts';
import { addSearches, geminiSearches, geminiTier, modalitiesOf } from './gemini-usage.ts';
import { countTools } from './openai-tools.ts';
import { responseUsage } from './response-usage.ts';
import { readText } from './values.ts';

/** What is billed in an answer: one for each model that worked on it. They are what the paths of `keptAnswer` are read from. */
export function answersIn(body: JsonObject): readonly BilledMessage[] {
  return billedMessages({ ...withLifetimes(body), modalities: modalitiesOf(body) });
}

/** `body` is the path of the answer. */
export function keptAnswer(body: string) {
  const at = (...names: readonly string[]): Paths => names.map((name) => `${body}.${name}`);
  const searches = at(...geminiSearches);
  return {
    usage: responseUsage(body),
    fields: {
      provider_request_id: at('id', 'responseId'),
      response_model: at('model', 'modelVersion'),
      service_tier: at(
        'service_tier',
        'usage.service_tier',
        'serviceTier.type',
        'usageMetadata.trafficType',
        'usageMetadata.serviceTier',
      ),
    },
    reads: [body, ...at('output', 'usage.inference_geo', 'usage.speed'), ...searches],
    never_read: at(
      'choices',
      'content (but for whether there is any, and which model took over)',
      'output (but for its types)',
      'candidates (but for how many searches were made)',
      'error.message',
    ),
    /** Of Anthropic's answers speed is a tier, and where the model ran has a price; of Gemini's the kind of traffic is the tier. */
    settle(draft: Draft, answer: JsonValue | undefined, valueAt: ValueAt): void {
      draft.service_tier = geminiTier(draft.service_tier) ?? draft.service_tier;
      if (readText(valueAt(`${body}.usage.speed`)) === 'fast') draft.service_tier = 'fast';
      const geo = readText(valueAt(`${body}.usage.inference_geo`));
      if (/^[a-z]{2,6}$/.test(geo ?? '')) draft.region = geo;
      countTools(draft, valueAt(`${body}.output`));
      addSearches(draft, searches, valueAt);
      if (!isObject(answer)) return;
      notePrompts(draft, answer);
      noteRefusal(draft, answer);
    },
  };
}
