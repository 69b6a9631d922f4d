// The keys of Langfuse's usage details, wherever they were saved: an open map in which each key is priced by itself. langfuse/langfuse 2026-08-22.
import type { Dialect, Paths, TokenSemantics } from './format.ts';
import { openaiCounts } from './openai-counts.ts';

export const langfuseKeys = {
  input: ['input', 'input_tokens', 'prompt_tokens'],
  cached_input: ['input_cached_tokens', 'input_cache_read', 'cache_read_input_tokens', 'prompt_details.cache_read'],
  cache_write: ['input_cache_creation', 'cache_creation_input_tokens', 'prompt_details.cache_write'],
  cache_write_5m: ['input_cache_creation_5m'],
  cache_write_1h: ['input_cache_creation_1h'],
  output: ['output', 'output_tokens', 'completion_tokens'],
  reasoning: ['output_reasoning', 'output_reasoning_tokens', 'completion_details.reasoning'],
  audio_in: ['input_audio', 'input_audio_tokens', 'prompt_details.audio'],
  audio_out: ['output_audio', 'output_audio_tokens', 'completion_details.audio'],
  image_in: ['input_image', 'input_image_tokens'],
  image_out: ['output_image', 'output_image_tokens'],
  video_in: ['input_video', 'input_video_tokens'],
  tool_prompt: ['input_tool_use_prompt', 'tool_use_prompt_tokens', 'tool_use_prompt_token_count'],
  total: ['total'],
} as const satisfies Dialect['usage'];

/** The counts stand beside each other. */
export const langfuseTokens: TokenSemantics = {
  cached_input: 'beside-input',
  cache_write: 'beside-input',
  reasoning: 'beside-output',
  modalities: 'beside',
};

/** The map as an attribute of a span, where no other attribute counts: a total tells when figures include each other, after all. */
export function langfuseDialects(map: string, others: Paths): readonly Dialect[] {
  const usage = Object.fromEntries(
    Object.entries(langfuseKeys).map(([name, keys]) => [name, keys.map((key) => `${map}.${key}`)]),
  );
  const alone = others.map((path) => `!${path}`);
  const openai = openaiCounts(map);
  return [
    {
      when: [[`${map}.prompt_tokens_details{}`, `${map}.input_tokens_details{}`], ...alone],
      usage: openai,
      tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
    },
    {
      when: [`${map}.total`, ...alone],
      usage,
      tokens: { cached_input: 'by-total', cache_write: 'by-total', reasoning: 'by-total', modalities: 'beside' },
    },
    {
      when: [[...langfuseKeys.input, ...langfuseKeys.output].map((key) => `${map}.${key}`), ...alone],
      usage,
      tokens: langfuseTokens,
    },
  ];
}
