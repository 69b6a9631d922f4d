// Who bills a call that an SDK made: the address it went to says more than the SDK's own name, which is only the client's view.
import { type JsonObject, member } from '../model/json.ts';
import { providerOfUrl, regionOfUrl } from './endpoint-url.ts';
import { readText } from './values.ts';

/** Sellers as their addresses name them, with the provider names that already say so. Other addresses (gateways, proxies) say nothing. */
const sellers: ReadonlyMap<string, RegExp> = new Map([
  ['azure', /^az/],
  ['bedrock', /bedrock|^aws|^amazon/],
  ['vertex_ai', /vertex|^gcp|^google/],
  ['gemini', /gemini|^gcp|^google/],
  ['x.ai', /^x/],
  ...[
    'openai',
    'anthropic',
    'openrouter',
    'groq',
    'deepseek',
    'mistral',
    'together',
    'fireworks',
    'perplexity',
    'cohere',
  ].map((name): [string, RegExp] => [name, new RegExp(name)]),
]);

/** Attributes that hold the address of a request, the most exact first. Only the host is read. */
export const addresses = ['server.address', 'gen_ai.openai.api_base', 'net.peer.name', 'url.full', 'http.url'] as const;

export interface Sold {
  readonly provider?: string;
  readonly region?: string;
}

/** What the address adds or corrects. */
export function soldBy(attributes: JsonObject, provider: string | undefined): Sold {
  for (const key of addresses) {
    const url = readText(member(attributes, key));
    if (url === undefined) continue;
    const seller = providerOfUrl(url) ?? '';
    const alreadySaid = sellers.get(seller);
    if (!alreadySaid) continue;
    const region = regionOfUrl(url);
    const kept = provider !== undefined && alreadySaid.test(provider.toLowerCase()) ? provider : seller;
    return { provider: kept, ...(region === undefined ? {} : { region }) };
  }
  return provider === undefined ? {} : { provider };
}

/** Vercel AI SDK: `openai.chat` names an API of a seller; `gateway` names nobody, the model id does (`anthropic/claude-…`). */
export function sellerOfAiSdk(provider: string | undefined, model: string | undefined): string | undefined {
  const [seller = ''] = (provider ?? '').split('.');
  if (seller !== 'gateway') return seller === '' ? undefined : seller;
  return model?.includes('/') ? model.split('/')[0] : undefined;
}
