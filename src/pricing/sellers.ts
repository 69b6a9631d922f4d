// Who bills: the names of sellers as logs write them, and the ids that name their vendor by themselves. A gateway is not a seller.

/** Seller -> other names of it, in the form of `normalName`. A dotted suffix (`openai.chat`) needs no entry of its own. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  anthropic: ['anthropic-text', 'claude'],
  aws: [
    'aws.bedrock',
    'aws-bedrock',
    'bedrock',
    'bedrock-converse',
    'bedrock-runtime',
    'amazon',
    'amazon-bedrock',
    'amazon.bedrock',
    'amazon-web-services',
  ],
  azure: [
    'azure.ai.openai',
    'az.ai.openai',
    'azure.ai.inference',
    'az.ai.inference',
    'azure-openai',
    'azureopenai',
    'azure-ai',
    'azure-ai-foundry',
    'azure-ai-inference',
    'azure-foundry',
    'azure-text',
    'microsoft.azure',
    'microsoft',
    'microsoft-azure',
  ],
  cerebras: ['cerebras-ai'],
  cloudflare: ['cloudflare-workers-ai', 'workers-ai'],
  bytedance: ['volcengine', 'byteplus', 'ark'],
  cohere: ['cohere-ai', 'cohere-chat'],
  dashscope: ['alibaba', 'alibaba-cloud', 'qwen-api'],
  databricks: ['databricks-model-serving'],
  deepinfra: ['deep-infra'],
  deepseek: ['deepseek-ai'],
  fireworks: ['fireworks-ai', 'fireworksai'],
  'github-copilot': ['copilot', 'github.copilot'],
  google: [
    'gemini',
    'gcp',
    'gcp.gemini',
    'gcp.gen-ai',
    'gcp.vertex-ai',
    'google-ai',
    'google-cloud',
    'google-ai-studio',
    'google-genai',
    'google-gemini',
    'google-vertex',
    'google-vertex-ai',
    'google-vertexai',
    'vertex',
    'vertex-ai',
    'vertex-ai-anthropic-models',
    'vertex-ai-beta',
    'vertex-ai-language-models',
    'vertex-anthropic',
    'vertexai',
  ],
  groq: ['groq-cloud', 'groqcloud'],
  meta: ['meta-llama', 'llama-api'],
  minimax: ['minimax-ai'],
  mistral: ['mistral-ai', 'mistralai'],
  moonshotai: ['moonshot', 'moonshot-ai'],
  novita: ['novita-ai'],
  openai: ['open-ai', 'openai-chat', 'openai-responses', 'text-completion-openai'],
  openrouter: ['open-router'],
  oci: ['oracle', 'oracle-cloud'],
  perplexity: ['perplexity-ai'],
  sambanova: ['sambanova-ai'],
  snowflake: ['snowflake-cortex'],
  together: ['together-ai', 'togetherai'],
  vercel: ['vercel-ai-gateway', 'vercel-gateway', 'vercel-ai'],
  voyageai: ['voyage', 'voyage-ai'],
  wandb: ['weights-and-biases'],
  watsonx: ['ibm', 'ibm.watsonx.ai', 'watsonx-ai', 'ibm-watsonx'],
  'x-ai': ['xai', 'x.ai', 'grok'],
  zai: ['z-ai', 'z.ai'],
  zhipuai: ['zhipu', 'zhipu-ai', 'bigmodel'],
};

/** Names that stand where a seller should, but say only who passed the call on. */
const notSellers: ReadonlySet<string> = new Set([
  ...['litellm', 'litellm-proxy', 'bifrost', 'portkey', 'helicone', 'langfuse', 'kong', 'envoy', 'envoy-ai-gateway'],
  ...[
    'ai-gateway',
    'llm-gateway',
    'gateway',
    'router',
    'proxy',
    'langchain',
    'llama-index',
    'llamaindex',
    'agno',
    'crewai',
    'custom',
  ],
  // Frameworks that write their own name on every span, whichever model they call.
  ...['strands-agents', 'strands', 'autogen', 'ag2', 'semantic-kernel', 'microsoft.agent-framework', 'langgraph'],
  ...['pydantic-ai', 'haystack', 'dspy', 'smolagents', 'mastra'],
  ...['', 'unknown', 'other', 'none', 'null', 'undefined', 'n/a', '-'],
]);

/** Vendors whose own ids cannot be mistaken. Open-weight names (llama, gpt-oss, deepseek-r1) are sold by many and are not here. */
const ownIds: readonly (readonly [seller: string, id: RegExp])[] = [
  ['openai', /^(gpt-(?!oss|35)|chatgpt-|o[134](-|$)|text-embedding-(3-|ada)|whisper-1$|codex-mini|ft:gpt-)/],
  ['anthropic', /^claude-/],
  ['google', /^(models\/)?gemini-|^publishers\/google\/models\//],
  ['aws', /^arn:aws[a-z-]*:bedrock:/],
  [
    'aws',
    /^((global|us|eu|apac|jp|au|us-gov)\.)?(ai21|amazon|anthropic|cohere|deepseek|google|meta|mistral|nvidia|openai|qwen|writer)\.[a-z]/,
  ],
  ['deepseek', /^deepseek-(chat|reasoner)$/],
  ['mistral', /^(mistral-(large|medium|small)-|codestral-|magistral-|ministral-)/],
  ['cohere', /^command-/],
  ['perplexity', /^sonar(-|$)/],
  ['voyageai', /^voyage-/],
  ['x-ai', /^grok-/],
];

/** Lower case, `_` and spaces as `-`. */
export function normalName(name: string): string {
  return name.trim().toLowerCase().replace(/[_ ]/g, '-');
}

const sellerByName: ReadonlyMap<string, string> = new Map(
  Object.entries(otherNames).flatMap(([seller, names]) => [seller, ...names].map((name) => [name, seller] as const)),
);

/** The seller a name stands for; the name itself in its normal form when no table knows it. */
export function sellerKey(name: string): string {
  return knownSeller(normalName(name)) ?? normalName(name);
}

/** True when the table knows the name, whether or not a card lists its prices. */
export function isKnownSeller(name: string): boolean {
  return knownSeller(normalName(name)) !== undefined;
}

/** True when the name says nothing about who bills. */
export function isNoSeller(name: string): boolean {
  return notSellers.has(normalName(name));
}

/** The one vendor whose own id this is. */
export function ownerOfId(id: string): string | undefined {
  return ownIds.find(([, pattern]) => pattern.test(id))?.[0];
}

function knownSeller(name: string): string | undefined {
  for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
    const seller = sellerByName.get(name.slice(0, end));
    if (seller !== undefined) return seller;
  }
  return undefined;
}
