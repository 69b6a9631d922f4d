// The product behind a User-Agent header: what called the gateway, and in which version.
import type { Draft } from './format.ts';

/** `producer` holds the whole header until now; what follows the first product (comments, platforms) is not kept. */
export function settleProducer(draft: Draft): void {
  const [, product, version] = /^([\w./@-]{1,60}?)(?:[/ ]v?(\d[\w.-]{0,30}))?(?:\s|$)/.exec(draft.producer ?? '') ?? [];
  if (product !== undefined) draft.producer = product;
  else draft.producer = undefined;
  if (version !== undefined) draft.producer_version = version;
}
