// What a workload would cost. Volumes are sums over requests: long-context prices hold only when the size of one request is known.
import { divideHalfEven, type Usd } from '../model/money.ts';
import type { Price } from '../model/price.ts';
import { promptTokens, type Usage } from '../model/usage.ts';
import { priceLines } from './price-lines.ts';
import { type PriceRequest, priceUsage, quoteRows } from './price-usage.ts';
import type { Rates } from './rates.ts';

/** Who and what, and how much of it in all. */
export interface Workload extends Omit<PriceRequest, 'granularity' | 'response_model'> {
  readonly usage: Usage;
  /** How many requests the volumes are spread over. */
  readonly requests?: number;
  /** Prompt tokens of one request; goes before the average that `requests` gives. */
  readonly tokens_per_request?: number;
}

export interface Estimate {
  readonly price: Price;
  /** Prompt tokens of one request, where they are known. */
  readonly prompt_per_request?: number;
  /** The average over `requests`, rounded half-even at 10^-18. */
  readonly usd_per_request?: Usd;
  /** The context threshold one request is over; its rates were used. */
  readonly over_context?: number;
  /** Set when the size of a request is not known and the model has a context threshold: what all of it would cost over it. */
  readonly at_most?: { readonly over_context: number; readonly usd: Usd };
}

export function estimate(workload: Workload, rates: Rates): Estimate {
  const { usage, requests, tokens_per_request, ...rest } = workload;
  const counted = requests === undefined ? usage : { requests, ...usage };
  const request: PriceRequest = { ...rest, usage: counted, granularity: 'aggregate' };
  const price = priceUsage(withoutCount(request, rates), rates);
  const prompt = tokens_per_request ?? averagePrompt(usage, requests);
  const size = prompt === undefined ? {} : { prompt_per_request: prompt };
  if (price.kind !== 'priced') return { price, ...size };
  if (prompt === undefined) {
    const bound = atMost(request, rates);
    return { price, ...(bound && { at_most: bound }) };
  }
  const sized = atSize(request, price, prompt, rates);
  return {
    ...sized,
    ...size,
    ...(requests &&
      sized.price.kind === 'priced' && {
        usd_per_request: divideHalfEven(sized.price.usd, BigInt(Math.ceil(requests))),
      }),
  };
}

/**
 * The same calls under another seller, model, tier or region: what a change would have cost. A model without a seller is looked
 * for at the call's own seller first.
 */
export function repriceAs(
  request: PriceRequest,
  swap: Pick<PriceRequest, 'provider' | 'model' | 'service_tier' | 'region'>,
  rates: Rates,
): Price {
  const { response_model, ...rest } = request;
  if (swap.model === undefined && swap.provider === undefined) return priceUsage({ ...request, ...swap }, rates);
  const price = priceUsage({ ...rest, ...swap }, rates);
  if (swap.provider !== undefined || !isElsewhere(price)) return price;
  const { provider: _, ...anySeller } = rest;
  return priceUsage({ ...anySeller, ...swap }, rates);
}

/** The seller asked has no such model. */
export function isElsewhere(price: Price): boolean {
  return price.kind === 'unpriced' && (price.why === 'unknown model' || price.why === 'no seller');
}

/** Moves so many percent of the input to the cached input, to the nearest token. */
export function withCachedShare(usage: Usage, percent: number): Usage {
  const { input = 0, cached_input = 0 } = usage;
  const moved = Math.min(input, Math.max(0, Math.round((input * percent) / 100)));
  return moved === 0 ? usage : { ...usage, input: input - moved, cached_input: cached_input + moved };
}

/** A model without a price per request takes no notice of how many there are. */
function withoutCount(request: PriceRequest, rates: Rates): PriceRequest {
  const quote = quoteRows(request, rates);
  const rows = quote.kind === 'one' ? [quote.row] : quote.kind === 'several' ? quote.rows : [];
  const isCounted = rows.some((row) => row.rates.has('requests') || row.counting.size > 0);
  if (isCounted || request.usage?.requests === undefined) return request;
  const { requests: _, ...usage } = request.usage;
  return { ...request, usage };
}

function averagePrompt(usage: Usage, requests: number | undefined): number | undefined {
  return requests === undefined || requests <= 0 ? undefined : Math.ceil(promptTokens(usage) / requests);
}

/** All volumes at the rates of a request of that size. */
function atSize(
  request: PriceRequest,
  price: Extract<Price, { kind: 'priced' }>,
  prompt: number,
  rates: Rates,
): Estimate {
  const { usage = {} } = withoutCount(request, rates);
  const quote = quoteRows(request, rates);
  if (quote.kind !== 'one') return { price };
  const priced = priceLines(usage, quote.row, { aggregate: false, prompt });
  if (priced.kind === 'too long') {
    const detail = `${price.source.card} has no ${quote.row.tier} price of ${price.source.model} for prompts over ${priced.upTo} tokens`;
    return { price: { kind: 'unpriced', why: 'tier without a rate', detail } };
  }
  if (priced.kind !== 'lines') return { price };
  const over = priced.lines.find(({ over_context }) => over_context !== undefined)?.over_context;
  if (over === undefined) return { price };
  const { disputed: _, ...rest } = price;
  return { price: { ...rest, usd: priced.usd, lines: priced.lines }, over_context: over };
}

/** What all volumes would cost if every request were a long prompt; undefined for a model without a context threshold. */
export function atMost(request: PriceRequest, rates: Rates): Estimate['at_most'] {
  const quote = quoteRows(request, rates);
  const over = quote.kind === 'one' ? quote.row.overContext[0] : undefined;
  if (quote.kind !== 'one' || !over) return undefined;
  const { usage = {} } = withoutCount(request, rates);
  const priced = priceLines(usage, quote.row, { aggregate: false, prompt: over.tokens + 1 });
  return priced.kind === 'lines' ? { over_context: over.tokens, usd: priced.usd } : undefined;
}
