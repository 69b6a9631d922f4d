// Usage: disjoint token classes of one request. A format subtracts where its vendor's counts overlap; nothing later does.

export const tokenClasses = [
  'input',
  'cached_input',
  'cache_write_5m',
  'cache_write_1h',
  'output',
  'reasoning',
  'audio_in',
  'cached_audio_in',
  'audio_out',
  'image_in',
  'image_out',
  'video_in',
] as const;

/** Metered things that are not tokens. */
export const countClasses = [
  'web_search',
  'file_search',
  'code_execution',
  'images',
  'pages',
  'seconds',
  'characters',
  'requests',
] as const;

export const usageClasses = [...tokenClasses, ...countClasses] as const;
export type TokenClass = (typeof tokenClasses)[number];
export type UsageClass = (typeof usageClasses)[number];

/** Counts by class. Absent is unknown or none; token counts are non-negative safe integers, `seconds` may be fractional. */
export type Usage = { readonly [K in UsageClass]?: number };

/** What is sent to the model; the other token classes are what comes back. */
export const promptClasses = [
  'input',
  'cached_input',
  'cache_write_5m',
  'cache_write_1h',
  'audio_in',
  'cached_audio_in',
  'image_in',
  'video_in',
] as const;

/** All prompt tokens of one request: what context thresholds are measured against. */
export function promptTokens(usage: Usage): number {
  return promptClasses.reduce((sum, name) => sum + (usage[name] ?? 0), 0);
}

export function totalTokens(usage: Usage): number {
  return tokenClasses.reduce((sum, name) => sum + (usage[name] ?? 0), 0);
}
