// What Helicone's three kinds of rows share: how they count, the words of an outcome, who served, and rows that are no model call.
import { providerOfUrl, regionOfUrl } from './endpoint-url.ts';
import { type Draft, event, type Settled, skipped, type TokenSemantics } from './format.ts';
import { readStatus } from './words.ts';

/** Cached and audio tokens are taken out of the prompt, audio and reasoning tokens out of the completion. */
export const heliconeTokens: TokenSemantics = {
  cached_input: 'beside-input',
  cache_write: 'beside-input',
  reasoning: 'beside-output',
  modalities: 'beside',
};

/** `status` holds Helicone's code, `region` the URL of the target and `provider` an upper-case word until now. */
export function settleHelicone(draft: Draft): Settled {
  if ((draft.status ?? '-2') === '-2' && !draft.usage) return skipped('unfinished', 'no response when it was exported');
  settleOutcome(draft);
  settleProvider(draft);
  const name = draft.model ?? '';
  if (name !== 'vector_db' && !name.startsWith('tool:')) return event(draft);
  return event({ ...draft, hop: 'tool', role: 'step', component: name });
}

function settleOutcome(draft: Draft): void {
  const code = draft.status;
  const status = code === '-3' ? 'cancelled' : code?.startsWith('-') ? 'error' : readStatus(code);
  draft.status = undefined;
  if (status === undefined) return;
  draft.status = status;
  if (status === 'error' && code !== undefined) draft.error = code === '-1' ? 'timeout' : code;
}

/** CUSTOM says only that Helicone has no word for the provider, so the host of the target does. */
function settleProvider(draft: Draft): void {
  const target = draft.region;
  const provider = draft.provider?.toLowerCase();
  const named = provider === 'custom' ? providerOfUrl(target) : provider;
  draft.provider = named;
  const region = regionOfUrl(target);
  draft.region = region;
}
