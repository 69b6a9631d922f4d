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

/** What is sent to the model; `answerClasses` are what comes back. */
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
  return sumIn(usage, prompt);
}

export function totalTokens(usage: Usage): number {
  return sumIn(usage, tokens);
}

const prompt: ReadonlySet<string> = new Set(promptClasses);
const tokens: ReadonlySet<string> = new Set(tokenClasses);
export const answerClasses = tokenClasses.filter((name) => !prompt.has(name));

/** A usage has few of the classes there are. */
function sumIn(usage: Usage, classes: ReadonlySet<string>): number {
  let sum = 0;
  for (const name in usage) if (classes.has(name)) sum += usage[name as UsageClass] ?? 0; // a member of the set
  return sum;
}

/** How many units one price of a class pays for. */
export const perUnits: Readonly<Record<UsageClass, number>> = {
  input: 1_000_000,
  cached_input: 1_000_000,
  cache_write_5m: 1_000_000,
  cache_write_1h: 1_000_000,
  output: 1_000_000,
  reasoning: 1_000_000,
  audio_in: 1_000_000,
  cached_audio_in: 1_000_000,
  audio_out: 1_000_000,
  image_in: 1_000_000,
  image_out: 1_000_000,
  video_in: 1_000_000,
  web_search: 1000,
  file_search: 1000,
  code_execution: 1000,
  images: 1,
  pages: 1000,
  seconds: 3600,
  characters: 1_000_000,
  requests: 1,
};
