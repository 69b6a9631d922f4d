// What the name of a price says: invoices have a line for each model and token class and tell them apart only in words, each vendor in
// its own: "gpt 4o 0806 cchd Inp glbl Tokens", "USE1-Claude4.6Sonnet-cache-read-input-token-count-batch", "Gemini 2.5 Pro Text Output".
// OpenAI's cost report has "priority | gpt-5.6-sol, output, long context" and "gpt-realtime-1.5 audio, cached input".
// Azure's abbreviations as its Retail Prices API has them in October 2026: "5.4 mini pp cd Inp Dz", "5.5 LongCo opt Gl 1M Tokens".
import type { TokenClass } from '../model/usage.ts';

export interface SkuMeaning {
  /** As the vendor spells it there; no id of any API. */
  readonly model?: string;
  readonly class?: TokenClass;
  readonly tier?: 'batch' | 'flex' | 'priority' | 'provisioned';
  /** How far the request may travel; prices differ. */
  readonly route?: 'global' | 'data-zone' | 'regional';
}

/** `product`: what the price is listed under, which may name the maker where the name itself does not. */
export function readSku(name: string, product = ''): SkuMeaning {
  const words = ` ${name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, ' ')
    .replace(/ (aud|txt|write)(?=\d)/g, ' $1 ')} `;
  const found = <T>(table: readonly (readonly [T, RegExp])[]): T | undefined =>
    table.find(([, pattern]) => pattern.test(words))?.[0];
  const model = withMaker(modelIn(name), product);
  const [tokenClass, tier, route] = [found(classes), found(tiers), found(routes)];
  return {
    ...(model === undefined ? {} : { model }),
    ...(tokenClass === undefined || tokenClass === 'storage' ? {} : { class: tokenClass }),
    ...(tier === undefined ? {} : { tier }),
    ...(route === undefined ? {} : { route }),
  };
}

const output = / (?:output|outp|outpt|opt|out|completion|completions|response|generated) /;
const input = / (?:input|inp|inpt|prompt|in) /;
const both = (a: RegExp, b: RegExp): RegExp => new RegExp(`^(?=.*(?:${a.source}))(?=.*(?:${b.source}))`);

const cached = / (?:cached|cchd|ccchd|cch|cd|cache|caching) /;
const written = / (?:write|writes|creation|wr) /;
/** What is text of a model whose name says sound or picture. */
const sound = both(/ (?:audio|aud) /, /^(?!.* (?:text|txt) )/);
const picture = both(/ (?:image|img) /, /^(?!.* (?:text|txt) )/);

/** The most special first. Storage of a cache is billed by the hour and is no class of tokens. */
const classes: readonly (readonly [TokenClass | 'storage', RegExp])[] = [
  ['cache_write_1h', / cache (?:write|creation|wr).* (?:1h|1 h|1 hour|60m) | (?:1h|1 hour) cache write /],
  ['storage', / storage | hour | hours /],
  ['cache_write_5m', both(cached, written)],
  ['cached_audio_in', both(cached, sound)],
  ['cached_input', cached],
  ['audio_out', both(output, sound)],
  ['image_out', both(output, picture)],
  ['output', output],
  ['audio_in', both(input, sound)],
  ['image_in', both(input, picture)],
  ['video_in', both(input, / video /)],
  ['input', input],
  ['input', both(/ embed(?:ding|dings)? /, / tokens? /)],
];

const tiers: readonly (readonly [NonNullable<SkuMeaning['tier']>, RegExp])[] = [
  ['provisioned', / (?:provisioned|ptu|ptus) /],
  ['batch', / batch /],
  ['flex', / flex /],
  ['priority', / priority | prty | pp /],
];

const routes: readonly (readonly [NonNullable<SkuMeaning['route']>, RegExp])[] = [
  ['global', / (?:global|glbl|gl) /],
  ['data-zone', / (?:dzone|dz|data zone|datazone) /],
  ['regional', / (?:regional|regnl|rgnl) /],
];

/** Where the name of the model ends: at the first word about what is counted or how it is served. */
const behindModel =
  /\s(?:text|audio|image|video)(?=, )|[\s,_|:-]+(?:mantle|inp|inpt|input|outp?|outpt|output|opt|cache|cached|c?cchd|cch|cd|caching|batch|flex|priority|pp|std|(?:long|short)(?:co| context)|global|glbl|regional|regnl|dzone|dz|data ?zone|tokens?|thinking|provisioned|ptu|aud|txt|ga|(?:text|audio|image|video)[\s_-](?:input|output|in|outp?t?|inpt?|opt)|in)(?![a-z])/i;

/** The Gemini API names the model behind what is counted: "Generate content input token count gemini 2.5 flash short". */
const generated = /^(?:generate|embed)[ _]?content\b/i;
const modelBehind = /gemini[ -](?:\d[\d.]*|embedding[ -]\d+)(?:[ -](?:pro|flash|lite|image|preview|tts|live))*/i;

function modelIn(name: string): string | undefined {
  if (generated.test(name)) return modelBehind.exec(name)?.[0];
  const text = ` ${name.replace(/^(?:priority|flex|batch|scale) ?\| ?/i, '')}`;
  const end = behindModel.exec(text)?.index;
  const model = end === undefined ? undefined : text.slice(0, end).trim();
  if (model === undefined || model === '') return undefined;
  return /[\s-]ft[\s-]/i.test(text.slice(end)) ? `${model} FT` : model;
}

const makers: readonly (readonly [product: RegExp, maker: string])[] = [
  [/openai gpt/i, 'GPT'],
  [/deepseek/i, 'deepseek'],
  [/anthropic/i, 'Claude'],
  [/grok/i, 'Grok'],
  [/kimi/i, 'Kimi'],
];

/** "5.4 mini" of "Azure OpenAI GPT5" is GPT 5.4 mini, "V4 Pro" of "Azure Deepseek Models" is Deepseek's. */
function withMaker(model: string | undefined, product: string): string | undefined {
  const isBare = model !== undefined && /^(?:[a-z]?\d|sonnet|opus|haiku)/i.test(model) && !/^o\d/i.test(model);
  const maker = isBare ? makers.find(([pattern]) => pattern.test(product))?.[1] : undefined;
  return maker === undefined ? model : `${maker} ${model}`;
}
