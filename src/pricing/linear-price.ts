// A price as so much for each token: what makes the price of a sum the sum of the prices.
import type { Usd } from '../model/money.ts';
import type { Usage, UsageClass } from '../model/usage.ts';
import { type PriceRequest, priceUsage, quoteRows } from './price-usage.ts';
import type { Rates } from './rates.ts';

export interface LinearPrice {
  /** Of one token, for each class the request counts. */
  readonly each: ReadonlyMap<UsageClass, Usd>;
  /** Of the request itself. */
  readonly fixed: Usd;
}

/** Undefined when some rate is not whole for one token, or counts are billed by another rule. */
export function linearPrice(request: PriceRequest, rates: Rates): LinearPrice | undefined {
  const quote = quoteRows(request, rates);
  const price = priceUsage(request, rates);
  if (quote.kind !== 'one' || price.kind !== 'priced') return undefined;
  const each = new Map<UsageClass, Usd>();
  let fixed = 0n;
  for (const {
    class: name,
    count,
    per,
    rate,
    usd,
    rounded,
    logged_count: logged,
    priced_as: as = name,
  } of price.lines) {
    const one = rate / BigInt(per);
    if (
      quote.row.counting.has(as) ||
      rounded ||
      logged !== undefined ||
      rate % BigInt(per) !== 0n ||
      BigInt(count) * one !== usd
    )
      return undefined;
    if (name === 'requests' && request.usage?.requests === undefined) fixed += one;
    else each.set(name, one);
  }
  return { each, fixed };
}

/** Of all requests together. */
export function priceOfSum({ each, fixed }: LinearPrice, usage: Usage, requests: number): Usd {
  let usd = BigInt(requests) * fixed;
  for (const [name, one] of each) usd += BigInt(usage[name] ?? 0) * one;
  return usd;
}
