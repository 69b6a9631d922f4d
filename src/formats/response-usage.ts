// The usage objects of providers' responses, for logs that keep the response body as it came. Each vendor counts in its own way.
import type { Dialect, FormatTable, Paths } from './format.ts';
import { geminiUsage } from './gemini-usage.ts';

export interface ResponseUsage {
  readonly dialects: readonly Dialect[];
  readonly usage: NonNullable<FormatTable['usage']>;
  readonly tokens: NonNullable<FormatTable['tokens']>;
}

const inside = { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' } as const;
const beside = { cached_input: 'beside-input', cache_write: 'beside-input', reasoning: 'inside-output' } as const;
const byTotal = { cached_input: 'by-total', cache_write: 'by-total', reasoning: 'inside-output' } as const;

/** `body` is the path of the response body. OpenAI's two spellings are read when nothing speaks for another vendor's. */
export function responseUsage(body: string): ResponseUsage {
  const at = (...names: readonly string[]): Paths => names.map((name) => `${body}.usage.${name}`);
  const anthropicCache = {
    cached_input: at('cache_read_input_tokens'),
    cache_write: at('cache_creation_input_tokens'),
    cache_write_5m: at('cache_creation.ephemeral_5m_input_tokens'),
    cache_write_1h: at('cache_creation.ephemeral_1h_input_tokens'),
    web_search: at('server_tool_use.web_search_requests'),
  };
  const anthropicMarks = [...anthropicCache.cached_input, ...anthropicCache.cache_write];
  return {
    dialects: [
      { when: [[`${body}.usageMetadata{}`, `${body}.usage_metadata{}`]], ...geminiUsage(`${body}.`) },
      {
        when: [at('inputTokens')],
        usage: {
          input: at('inputTokens'),
          cached_input: at('cacheReadInputTokens'),
          cache_write: at('cacheWriteInputTokens'),
          cache_write_5m: anthropicCache.cache_write_5m,
          cache_write_1h: anthropicCache.cache_write_1h,
          output: at('outputTokens'),
        },
        tokens: beside,
      },
      // An OpenAI-shaped answer of a gateway that kept Anthropic's cache counts: only the total tells whether they are inside.
      {
        when: [at('prompt_tokens'), anthropicMarks],
        usage: {
          input: at('prompt_tokens'),
          ...anthropicCache,
          output: at('completion_tokens'),
          reasoning: at('completion_tokens_details.reasoning_tokens'),
          total: at('total_tokens'),
        },
        tokens: byTotal,
      },
      {
        when: [at('input_tokens'), anthropicMarks],
        usage: { input: at('input_tokens'), ...anthropicCache, output: at('output_tokens') },
        tokens: beside,
      },
    ],
    usage: {
      input: at('prompt_tokens', 'input_tokens'),
      cached_input: at('prompt_tokens_details.cached_tokens', 'input_tokens_details.cached_tokens'),
      cache_write: at('prompt_tokens_details.cache_write_tokens', 'input_tokens_details.cache_write_tokens'),
      output: at('completion_tokens', 'output_tokens'),
      reasoning: at('completion_tokens_details.reasoning_tokens', 'output_tokens_details.reasoning_tokens'),
      audio_in: at('prompt_tokens_details.audio_tokens', 'input_tokens_details.audio_tokens'),
      image_in: at('prompt_tokens_details.image_tokens', 'input_tokens_details.image_tokens'),
      audio_out: at('completion_tokens_details.audio_tokens', 'output_tokens_details.audio_tokens'),
      image_out: at('completion_tokens_details.image_tokens', 'output_tokens_details.image_tokens'),
      total: at('total_tokens'),
    },
    tokens: inside,
  };
}
