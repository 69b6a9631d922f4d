// The ways of counting tokens that a neutral record may use: our own disjoint classes, Anthropic's additive counts, and the inclusive
// spellings of OpenTelemetry and OpenAI. Names decide which.
import { countClasses, tokenClasses } from '../model/usage.ts';
import type { Dialect, Paths, TokenSemantics, UsagePath } from './format.ts';
import { geminiUsage } from './gemini-usage.ts';

const under =
  (...prefixes: string[]) =>
  (...names: string[]): Paths =>
    prefixes.flatMap((prefix) => names.map((name) => `${prefix}${name}`));
/** Token counts stand in `usage`, under OpenTelemetry's prefix, or at the top level. */
const counts = under('usage.', 'gen_ai.usage.', '');
const bareCounts = under('usage.', '');

const own = (names: readonly UsagePath[]): Dialect['usage'] =>
  Object.fromEntries(names.map((name) => [name, [`usage.${name}`]]));
const ownTokens = own([...tokenClasses, 'cache_write']);
/** `requests` beside a vendor's token counts says how many model calls these sum up, not a fee: it is a class only where all counts are our own. */
const ownCounts = own(countClasses.filter((name) => name !== 'requests'));

/** Without a prefix these are Anthropic's and Bedrock Converse's own names: the cache counts stand beside the input. */
const additiveUsage = {
  input: bareCounts('input_tokens', 'inputTokens'),
  cached_input: bareCounts('cache_read_input_tokens', 'cacheReadInputTokens'),
  cache_write: bareCounts('cache_creation_input_tokens', 'cacheWriteInputTokens'),
  cache_write_5m: bareCounts('cache_creation.ephemeral_5m_input_tokens'),
  cache_write_1h: bareCounts('cache_creation.ephemeral_1h_input_tokens'),
  output: bareCounts('output_tokens', 'outputTokens'),
  ...ownCounts,
  web_search: ['usage.web_search', ...bareCounts('server_tool_use.web_search_requests')],
} as const satisfies Dialect['usage'];

const ownDialect: Dialect = {
  when: [Object.values(ownTokens).flat()],
  usage: { ...ownTokens, ...own(countClasses) },
  tokens: {
    cached_input: 'beside-input',
    cache_write: 'beside-input',
    reasoning: 'beside-output',
    modalities: 'beside',
  },
};
const additiveDialect: Dialect = {
  when: [[...additiveUsage.cached_input, ...additiveUsage.cache_write], additiveUsage.input],
  usage: additiveUsage,
  tokens: { cached_input: 'beside-input', cache_write: 'beside-input', reasoning: 'inside-output' },
};

/** OpenAI's details stand under another name in chat completions than in Responses, and than in the Realtime API and transcriptions. */
const inputDetails = (name: string): Paths =>
  ['prompt_tokens_details', 'input_tokens_details', 'input_token_details'].map((details) => `${details}.${name}`);
const outputDetails = (name: string): Paths =>
  ['completion_tokens_details', 'output_tokens_details', 'output_token_details'].map((details) => `${details}.${name}`);

/** The inclusive spellings of OpenTelemetry, OpenAI and the SDKs that follow them. */
export const neutralUsage = {
  input: [
    ...counts('input_tokens', 'prompt_tokens', 'inputTokens', 'promptTokens'),
    'llm.token_count.prompt',
    'tokens.input',
    'tokens.prompt',
    'tokens_in',
  ],
  cached_input: [
    ...counts(
      'cached_tokens',
      'cached_input_tokens',
      'cachedInputTokens',
      'prompt_tokens_details.cached_tokens',
      'input_tokens_details.cached_tokens',
      'input_token_details.cached_tokens',
      'prompt_cache_hit_tokens',
      'num_cached_tokens',
      'input_token_details.cache_read',
      'cache_read.input_tokens',
      'cache_read_input_tokens',
      'cache_read_tokens',
      'details.cache_read_tokens',
      'input_tokens.cached',
    ),
    'llm.token_count.prompt_details.cache_read',
    'tokens.cached',
  ],
  cache_write: [
    ...counts(
      'prompt_tokens_details.cache_write_tokens',
      'input_tokens_details.cache_write_tokens',
      'input_token_details.cache_creation',
      'cache_creation.input_tokens',
      'cache_creation_input_tokens',
      'cache_write_tokens',
      'details.cache_write_tokens',
    ),
    'llm.token_count.prompt_details.cache_write',
  ],
  output: [
    ...counts('output_tokens', 'completion_tokens', 'outputTokens', 'completionTokens'),
    'llm.token_count.completion',
    'tokens.output',
    'tokens.completion',
    'tokens_out',
  ],
  reasoning: [
    ...counts(
      'reasoning_tokens',
      'reasoningTokens',
      'reasoning.output_tokens',
      'completion_tokens_details.reasoning_tokens',
      'output_tokens_details.reasoning_tokens',
      'output_token_details.reasoning',
    ),
    'llm.token_count.completion_details.reasoning',
  ],
  cached_audio_in: counts(...inputDetails('cached_tokens_details.audio_tokens')),
  audio_in: [
    ...counts(...inputDetails('audio_tokens'), 'input_token_details.audio'),
    'llm.token_count.prompt_details.audio',
  ],
  image_in: counts(...inputDetails('image_tokens')),
  audio_out: [
    ...counts(...outputDetails('audio_tokens'), 'output_token_details.audio'),
    'llm.token_count.completion_details.audio',
  ],
  image_out: counts(...outputDetails('image_tokens')),
  ...ownCounts,
  total: [...counts('total_tokens', 'totalTokens'), 'llm.token_count.total', 'tokens.total', 'tokens'],
} as const satisfies Dialect['usage'];

export const neutralTokens: TokenSemantics = {
  cached_input: 'inside-input',
  cache_write: 'inside-input',
  reasoning: 'inside-output',
};

/** What is metered without tokens: images, seconds, a fee for each request. No count of a vendor stands beside it. */
const countsAlone: Dialect = {
  when: [
    Object.values(own(countClasses)).flat(),
    ...[...neutralUsage.input, ...neutralUsage.output, ...neutralUsage.total].map((path) => `!${path}`),
  ],
  usage: own(countClasses),
};
/** Gemini's own object, in place of ours or under its own name. */
const gemini = geminiUsage('', ['usage', 'usageMetadata', 'usage_metadata']);
const geminiDialect: Dialect = { when: [[...(gemini.usage.input ?? []), ...(gemini.usage.output ?? [])]], ...gemini };

export const neutralDialects: readonly Dialect[] = [ownDialect, additiveDialect, geminiDialect, countsAlone];

/** Where a token count may stand: what makes a record a metered one. */
export const tokenPaths: Paths = [
  ...Object.values(ownTokens).flat(),
  ...Object.values(ownCounts).flat(),
  ...neutralUsage.input,
  ...neutralUsage.output,
];
