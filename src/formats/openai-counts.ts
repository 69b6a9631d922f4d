// How OpenAI and those who speak its language count, wherever their answers were saved: openai-openapi of 2026-08-21. Cached tokens are
// inside the prompt, reasoning inside the completion. DeepSeek and Mistral name their cached tokens otherwise.
import type { Dialect, Paths } from './format.ts';

/** Details stand under another name in chat completions than in Responses, and than in the Realtime API. */
const inputDetails: Paths = ['prompt_tokens_details', 'input_tokens_details', 'input_token_details'];
const outputDetails: Paths = ['completion_tokens_details', 'output_tokens_details', 'output_token_details'];

/** `usage`: path of the usage object. */
export function openaiCounts(usage: string) {
  const at = (...names: readonly string[]): Paths => names.map((name) => `${usage}.${name}`);
  const ofInput = (name: string): Paths => at(...inputDetails.map((details) => `${details}.${name}`));
  const ofOutput = (name: string): Paths => at(...outputDetails.map((details) => `${details}.${name}`));
  return {
    input: at('prompt_tokens', 'input_tokens'),
    cached_input: [...ofInput('cached_tokens'), ...at('prompt_cache_hit_tokens', 'num_cached_tokens')],
    // OpenAI's cache writes have one price; only answers for Claude's models in this shape leave the lifetime open.
    cache_write_5m: ofInput('cache_write_tokens'),
    cache_write: ofInput('cache_creation_tokens'),
    cached_audio_in: ofInput('cached_tokens_details.audio_tokens'),
    audio_in: ofInput('audio_tokens'),
    image_in: ofInput('image_tokens'),
    output: at('completion_tokens', 'output_tokens'),
    reasoning: ofOutput('reasoning_tokens'),
    audio_out: ofOutput('audio_tokens'),
    image_out: ofOutput('image_tokens'),
    total: at('total_tokens'),
  } as const satisfies Dialect['usage'];
}
