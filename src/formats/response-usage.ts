// The usage objects of providers' responses, for logs that keep the response body as it came. Each vendor counts in its own way.
import type { Dialect, FormatTable, Paths } from './format.ts';
import { geminiUsage } from './gemini-usage.ts';
import { openaiCounts } from './openai-counts.ts';

export interface ResponseUsage {
  readonly dialects: readonly Dialect[];
  readonly usage: NonNullable<FormatTable['usage']>;
  readonly tokens: NonNullable<FormatTable['tokens']>;
}

const inside = { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' } as const;
const beside = { cached_input: 'beside-input', cache_write: 'beside-input', reasoning: 'inside-output' } as const;
const byTotal = { cached_input: 'by-total', cache_write: 'by-total', reasoning: 'inside-output' } as const;

/** `body` is the path of the response body. OpenAI's spellings are read when nothing speaks for another vendor's. */
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
    usage: openaiCounts(`${body}.usage`),
    tokens: inside,
  };
}
