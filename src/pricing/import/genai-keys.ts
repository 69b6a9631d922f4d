// What genai-prices calls its prices, and which of them our classes can hold.
import type { Matcher } from '../../model/rate-card.ts';
import type { UsageClass } from '../../model/usage.ts';

/** `by`: our unit is that many times smaller than the source's. */
export interface PriceKey {
  readonly class: UsageClass;
  readonly by: bigint;
}

/** Not in this table: an unknown key stops the import. `no class`: other prices of the model stay right without it. */
export const priceKeys: ReadonlyMap<string, PriceKey | 'no class'> = new Map<string, PriceKey | 'no class'>([
  ['input_mtok', { class: 'input', by: 1n }],
  ['cache_read_mtok', { class: 'cached_input', by: 1n }],
  ['cache_write_mtok', { class: 'cache_write_5m', by: 1n }],
  ['cache_write_1h_mtok', { class: 'cache_write_1h', by: 1n }],
  ['output_mtok', { class: 'output', by: 1n }],
  ['output_reasoning_mtok', { class: 'reasoning', by: 1n }],
  ['input_audio_mtok', { class: 'audio_in', by: 1n }],
  ['cache_audio_read_mtok', { class: 'cached_audio_in', by: 1n }],
  ['output_audio_mtok', { class: 'audio_out', by: 1n }],
  ['input_image_mtok', { class: 'image_in', by: 1n }],
  ['output_image_mtok', { class: 'image_out', by: 1n }],
  ['input_video_mtok', { class: 'video_in', by: 1n }],
  ['web_searches_kcount', { class: 'web_search', by: 1n }],
  ['storage_searches_kcount', { class: 'file_search', by: 1n }],
  ['code_executions_kcount', { class: 'code_execution', by: 1n }],
  ['input_document_kpages', { class: 'pages', by: 1n }],
  ['audio_hours', { class: 'seconds', by: 1n }],
  ['input_audio_hours', { class: 'seconds', by: 1n }],
  ['input_mchars', { class: 'characters', by: 1n }],
  ['requests_kcount', { class: 'requests', by: 1000n }],
  // Logs count cached tokens of all kinds in one number.
  ['cache_image_read_mtok', 'no class'],
  // An extra for annotated pages, which logs do not tell apart.
  ['input_annotated_document_kpages', 'no class'],
]);

/** Prices of things our classes do not count: without them the model's other prices would give a figure that is too low. */
export const leavesModelOut: ReadonlySet<string> = new Set([
  'output_citation_mtok',
  'output_video_mtok',
  'input_text_messages_kcount',
]);

/** Models whose entry in the source is known not to be their price. */
export const modelsLeftOut: readonly (readonly [seller: string, ids: RegExp, why: string])[] = [
  ['groq', /^whisper-/, 'bills at least ten seconds, which the source says in its code only'],
  ['openai', /^gpt-oss-/, 'OpenAI gives the weights away and does not sell calls; the prices are those of a gateway'],
  ['perplexity', /^sonar(-pro|-reasoning|-reasoning-pro)?$/, 'the fee per request is the highest of several'],
];

/** Matches of the source that also take in another model with another price. */
export const narrowerMatches: ReadonlyMap<string, readonly Matcher[]> = new Map<string, readonly Matcher[]>([
  // v2 costs a fifth.
  ['aws amazon.titan-embed-text-v1', [{ contains: 'amazon.titan-embed-text-v1' }]],
  // Takes in o4-mini-deep-research, which costs almost twice as much.
  ['azure o4-mini', [{ equals: 'o4-mini-2025-04-16' }]],
  // The 8B model costs half and is listed as gemini-flash-1.5-8b.
  [
    'google gemini-1.5-flash',
    [{ all: [{ contains: 'gemini-1.5-flash' }, { not: { contains: 'gemini-1.5-flash-8b' } }] }],
  ],
]);
