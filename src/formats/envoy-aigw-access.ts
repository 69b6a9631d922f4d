// Envoy AI Gateway access log (and Higress, which puts the same into `ai_log`): a flat JSON line whose keys the operator chose, so the
// names of the project's defaults and examples are read (gen_ai.*, genai_*, llm_*_token). envoyproxy/ai-gateway config.yaml.tmpl,
// internal/metrics and accesslogs.md, 2025-10 to 2026-08. Counts are normalised there: input includes both cache classes, for everyone.
import { envoyFields, envoyMarks, envoyReads, modelMarks, settleLine, toolMarks } from './envoy-line.ts';
import { type Draft, defineFormat, event, type ValueAt } from './format.ts';
import { settleProducer } from './user-agent.ts';
import { readText } from './values.ts';

const backend = ['gen_ai.provider.name', 'genai_backend_name'];

export const envoyAigwAccess = defineFormat({
  id: 'envoy-aigw-access',
  title: 'Envoy AI Gateway access log (also Higress)',
  hop: 'gateway',
  component: 'envoy-ai-gateway',
  recognise: [modelMarks, ['response_code', ...envoyMarks], '!attributes', ...toolMarks.map((key) => `!${key}`)],
  json: ['ai_log'],
  fields: {
    ...envoyFields,
    service: [], // the labels are those of the gateway's own pod
    provider_request_id: ['gen_ai.response.id', 'ai_log.chat_id'],
    session_id: ['session.id', 'agent-session-id'],
    model: ['gen_ai.request.model', 'genai_model_name', 'x-ai-eg-model', 'ai_log.model'],
    response_model: ['gen_ai.response.model', 'gen_ai.request.model_override', 'genai_model_name_override'],
    producer: ['user-agent', 'user_agent'],
  },
  usage: {
    input: ['gen_ai.usage.input_tokens', 'genai_tokens_input', 'llm_input_token', 'ai_log.input_token'],
    cached_input: [
      'gen_ai.usage.cached_input_tokens',
      'gen_ai.usage.cache_read.input_tokens',
      'genai_tokens_cached_input',
      'llm_cached_input_token',
    ],
    cache_write: [
      'gen_ai.usage.cache_creation_input_tokens',
      'gen_ai.usage.cache_creation.input_tokens',
      'genai_tokens_cache_creation_input',
      'llm_cache_creation_input_token',
    ],
    output: ['gen_ai.usage.output_tokens', 'genai_tokens_output', 'llm_output_token', 'ai_log.output_token'],
    reasoning: ['gen_ai.usage.reasoning_tokens', 'genai_tokens_reasoning', 'llm_reasoning_token'],
    total: ['gen_ai.usage.total_tokens', 'genai_tokens_total', 'llm_total_token', 'ai_log.total_token'],
  },
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
  any_key: true,
  reads: [...envoyReads, ...backend],
  telling: {},
  never_read: ['request_body', 'response_body', 'x-forwarded-for', 'gen_ai.usage.custom_total_cost'],
  traps: [
    'Nothing about the owner is logged unless you map it: add keys such as team: %REQ(X-TEAM)% to the access log, and traceparent: %REQ(TRACEPARENT)% for the trace.',
    'Without a trace the x-request-id joins the line with what the app logged.',
    'gen_ai.provider.name is a route’s backend (namespace/backend/route/…), not a provider: the host decides, else a seller’s name inside the backend’s name.',
    'A CEL cost (gen_ai.usage.custom_total_cost or any key you chose) is an arbitrary integer and never read as money.',
    'When the client leaves before the end of the stream the usage is lost; answers other than 2xx lose model and tokens: such lines are calls without usage, or plain hops.',
    'Reasoning tokens are missing in some versions; they are inside the output count then.',
    'The text format with llm_input_token=… pairs is not JSON and not read: choose the JSON format.',
    'A dash or null is nothing; x-envoy-upstream-service-time and, in text templates, every number is text.',
  ],
  proves: { owner: true, trace: true, usage: true, cost: false },
  settle: (draft, _, valueAt) => {
    settleLine(draft, valueAt);
    settleSeller(draft, valueAt);
    settleProducer(draft);
    const names = draft.model ?? draft.response_model;
    return event(draft.usage || names !== undefined ? draft : { ...draft, role: 'step' });
  },
});

/** Words in a backend's name that say whose API it is; Azure's and the clouds' before the vendors whose models they sell. */
const sellerWords: readonly (readonly [provider: string, word: RegExp])[] = [
  ['azure', /azure/],
  ['bedrock', /bedrock|(?:^|[^a-z])aws(?:[^a-z]|$)/],
  ['vertex_ai', /vertex|(?:^|[^a-z])gcp(?:[^a-z]|$)/],
  ['gemini', /gemini/],
  ['anthropic', /anthropic/],
  ['openrouter', /openrouter/],
  ['openai', /openai/],
  ['groq', /groq/],
  ['mistral', /mistral/],
  ['cohere', /cohere/],
  ['deepseek', /deepseek/],
];

function settleSeller(draft: Draft, valueAt: ValueAt): void {
  if (draft.provider !== undefined) return;
  const route = backend.map((path) => readText(valueAt(path))).find((text) => text !== undefined) ?? '';
  const name = (route.split('/')[1] ?? route).toLowerCase();
  const seller = sellerWords.find(([, word]) => word.test(name))?.[0];
  if (seller !== undefined) draft.provider = seller;
}
