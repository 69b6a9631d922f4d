// Ways of counting that spans have beside that of the attribute table: what a provider or Langfuse counted stands there under its own names.
import type { Dialect, Paths } from './format.ts';
import { genaiUsage } from './genai-attributes.ts';
import { langfuseDialects } from './langfuse-counts.ts';

const ofAiSdk = (name: string): Paths => [`attributes.ai.response.providerMetadata.${name}`];
const anthropic = (name: string): Paths => ofAiSdk(`anthropic.usage.${name}`);
const bedrock = (name: string): Paths => ofAiSdk(`bedrock.usage.${name}`);

const langfuse = 'attributes.langfuse.observation.usage_details';
const counted = [...(genaiUsage.input ?? []), ...(genaiUsage.output ?? [])];

const ofAdk = (name: string): Paths => [`attributes.gen_ai.usage.experimental.${name}`];

export const genaiDialects: readonly Dialect[] = [
  // Google's ADK before 2.3 leaves the thoughts out of the output and counts them under a name of its own, which none of the later ones write.
  {
    when: [ofAdk('reasoning_tokens')],
    usage: {
      input: ['attributes.gen_ai.usage.input_tokens'],
      cached_input: [...(genaiUsage.cached_input ?? []), ...ofAdk('cached_tokens')],
      output: ['attributes.gen_ai.usage.output_tokens'],
      reasoning: ofAdk('reasoning_tokens'),
    },
    tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'beside-output' },
  },
  // The AI SDK's own input leaves Anthropic's cache reads out in version 5 and has them in version 6; cache writes are in neither's. Only its
  // own counts are sums over several iterations.
  {
    when: [anthropic('input_tokens'), `!${anthropic('iterations.1')[0]}{}`],
    usage: {
      input: anthropic('input_tokens'),
      cached_input: anthropic('cache_read_input_tokens'),
      cache_write: anthropic('cache_creation_input_tokens'),
      cache_write_5m: anthropic('cache_creation.ephemeral_5m_input_tokens'),
      cache_write_1h: anthropic('cache_creation.ephemeral_1h_input_tokens'),
      output: anthropic('output_tokens'),
      web_search: anthropic('server_tool_use.web_search_requests'),
    },
    tokens: { cached_input: 'beside-input', cache_write: 'beside-input', reasoning: 'inside-output' },
  },
  // Of Bedrock's usage it keeps only what was written; its input is Bedrock's in version 5, and in version 6 there are details of it.
  {
    when: [
      bedrock('cacheWriteInputTokens'),
      ...['noCacheTokens', 'cacheReadTokens', 'cacheWriteTokens'].map(
        (name) => `!attributes.ai.usage.inputTokenDetails.${name}`,
      ),
    ],
    usage: {
      input: ['attributes.ai.usage.inputTokens', 'attributes.ai.usage.promptTokens'],
      cached_input: ['attributes.ai.usage.cachedInputTokens', ...bedrock('cacheReadInputTokens')],
      cache_write: bedrock('cacheWriteInputTokens'),
      output: ['attributes.ai.usage.outputTokens', 'attributes.ai.usage.completionTokens'],
    },
    tokens: { cached_input: 'beside-input', cache_write: 'beside-input', reasoning: 'inside-output' },
  },
  ...langfuseDialects(
    langfuse,
    counted.filter((path) => !path.startsWith(`${langfuse}.`)),
  ),
];
