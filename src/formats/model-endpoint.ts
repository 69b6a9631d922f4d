// Does a request go to a model? What proxies that measure nothing (Envoy, Kong without statistics) can tell from host and path alone.
import { type Sold, soldBy } from './model-seller.ts';

/** Endpoints of the common APIs; bodies, query strings and ids in the path are never looked at. */
const modelPath =
  /\/(?:chat\/completions|completions|embeddings|responses|messages|rerank|images\/(?:generations|edits)|audio\/(?:speech|transcriptions|translations)|converse(?:-stream)?|invoke(?:-with-response-stream)?|moderations)\/?$|:(?:streamGenerateContent|generateContent|rawPredict|streamRawPredict|embedContent|batchEmbedContents)$/i;

export function isModelPath(path: string | undefined): boolean {
  return modelPath.test(pathOf(path) ?? '');
}

/** The path alone: what follows may hold names, keys and prompts. */
export function pathOf(url: string | undefined): string | undefined {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/[^/?#]*)?([^?#]*)/i.exec(url ?? '')?.[1] || undefined;
}

/** The seller and region a host stands for, when it belongs to a known seller of models. */
export function sellerOfHost(host: string | undefined): Sold {
  return host === undefined ? {} : soldBy({ 'server.address': host }, undefined);
}
