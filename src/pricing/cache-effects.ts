// What the cache of the provider saved on one call and what filling it cost, at the rates the call was billed by.
import type { Usd } from '../model/money.ts';
import type { Price } from '../model/price.ts';
import { promptTokens, type UsageClass } from '../model/usage.ts';
import { priceTotal } from './price-lines.ts';
import { optionsOf, type PriceRequest, quoteRows } from './price-usage.ts';
import type { Rates } from './rates.ts';
import { cacheReads, cacheWrites, sumOf, withoutCacheReads, withoutCacheWrites } from './usage-change.ts';

export interface CacheEffects {
  readonly read_tokens: number;
  readonly savings: Usd;
  readonly write_tokens: number;
  readonly write: Usd;
  readonly write_extra: Usd;
}

/** Undefined where nothing was read from or written to a cache, or the call has no single price. */
export function cacheEffects(request: PriceRequest, price: Price, rates: Rates): CacheEffects | undefined {
  const { usage } = request;
  if (price.kind !== 'priced' || usage === undefined) return undefined;
  const [reads, writes] = [sumOf(usage, cacheReads), sumOf(usage, cacheWrites)];
  const quote = reads + writes === 0 ? undefined : quoteRows(request, rates);
  if (quote?.kind !== 'one') return undefined;
  const options = { prompt: promptTokens(usage), ...optionsOf(request) };
  const plainReads = reads === 0 ? undefined : priceTotal(withoutCacheReads(usage), quote.row, options);
  const plainWrites = writes === 0 ? undefined : priceTotal(withoutCacheWrites(usage), quote.row, options);
  const isWrite = (name: UsageClass): boolean => cacheWrites.some((one) => one === name);
  return {
    read_tokens: reads,
    savings: plainReads === undefined ? 0n : plainReads - price.usd,
    write_tokens: writes,
    write: price.lines.reduce((sum, line) => (isWrite(line.class) ? sum + line.usd : sum), 0n),
    write_extra: plainWrites === undefined ? 0n : price.usd - plainWrites,
  };
}
