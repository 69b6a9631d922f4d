// What the name of a price says: invoices have a line for each model and token class and tell them apart only in words, each vendor in
// its own: "gpt 4o 0806 cchd Inp glbl Tokens", "USE1-Claude4.6Sonnet-cache-read-input-token-count-batch", "Gemini 2.5 Pro Text Output".
import type { TokenClass } from '../model/usage.ts';

export interface SkuMeaning {
  /** As the vendor spells it there; no id of any API. */
  readonly model?: string;
  readonly class?: TokenClass;
  readonly tier?: 'batch' | 'flex' | 'priority' | 'provisioned';
  /** How far the request may travel; prices differ. */
  readonly route?: 'global' | 'data-zone' | 'regional';
}

export function readSku(name: string): SkuMeaning {
  const words = ` ${name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, ' ')} `;
  const found = <T>(table: readonly (readonly [T, RegExp])[]): T | undefined =>
    table.find(([, pattern]) => pattern.test(words))?.[0];
  const model = modelIn(name);
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

/** The most special first. Storage of a cache is billed by the hour and is no class of tokens. */
const classes: readonly (readonly [TokenClass | 'storage', RegExp])[] = [
  ['cache_write_1h', / cache (?:write|creation|wr).* (?:1h|1 h|1 hour|60m) | (?:1h|1 hour) cache write /],
  ['storage', / storage | hour | hours /],
  ['cache_write_5m', / cache (?:write|writes|creation|wr) | write cache /],
  ['cached_audio_in', both(/ (?:cached|cchd|cache|caching) /, / (?:audio|aud) /)],
  ['cached_input', / (?:cached|cchd|cache|caching) /],
  ['audio_out', both(output, / (?:audio|aud) /)],
  ['image_out', both(output, / (?:image|img) /)],
  ['output', output],
  ['audio_in', both(input, / (?:audio|aud) /)],
  ['image_in', both(input, / (?:image|img) /)],
  ['video_in', both(input, / video /)],
  ['input', input],
  ['input', both(/ embed(?:ding|dings)? /, / tokens? /)],
];

const tiers: readonly (readonly [NonNullable<SkuMeaning['tier']>, RegExp])[] = [
  ['provisioned', / (?:provisioned|ptu|ptus) /],
  ['batch', / batch /],
  ['flex', / flex /],
  ['priority', / priority | prty /],
];

const routes: readonly (readonly [NonNullable<SkuMeaning['route']>, RegExp])[] = [
  ['global', / (?:global|glbl|gl) /],
  ['data-zone', / (?:dzone|dz|data zone|datazone) /],
  ['regional', / (?:regional|regnl|rgnl) /],
];

/** Where the name of the model ends: at the first word about what is counted or how it is served. */
const behindModel =
  /[\s,_|:-]+(?:mantle|inp|inpt|input|outp?|outpt|output|opt|cache|cached|cchd|caching|batch|flex|priority|global|glbl|regional|regnl|dzone|dz|data ?zone|tokens?|thinking|provisioned|ptu|aud|(?:text|audio|image|video) (?:input|output)|in)(?![a-z])/i;

function modelIn(name: string): string | undefined {
  const text = ` ${name}`;
  const end = behindModel.exec(text)?.index;
  const model = end === undefined ? undefined : text.slice(0, end).trim();
  return model === undefined || model === '' ? undefined : model;
}
