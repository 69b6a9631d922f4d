// What a call that another model served would have cost by the model asked for: the base of the extra cost of fallbacks.
import type { Price } from '../../model/price.ts';
import type { Metering } from '../../model/trace.ts';
import { type PriceRequest, priceUsage } from '../../pricing/price-usage.ts';
import type { Rates } from '../../pricing/rates.ts';
import type { AuditedCall, CallShare } from '../audited.ts';

/** What the first attempt of a request that took several asked for. */
interface FirstAttempt {
  readonly index: number;
  readonly model: string | undefined;
  readonly provider: string | undefined;
}

export type FirstAttempts = ReadonlyMap<string, FirstAttempt>;

export function firstAttempts(shares: Iterable<CallShare>): FirstAttempts {
  const firsts = new Map<string, FirstAttempt>();
  for (const { calls, free_calls: free } of shares)
    for (const { call } of [...calls, ...free]) {
      const { attempt, metering } = call;
      if (!attempt || attempt.kind === 'fallback') continue;
      const { model, provider } = metering;
      const known = firsts.get(attempt.key);
      if (!known || attempt.index < known.index) firsts.set(attempt.key, { index: attempt.index, model, provider });
    }
  return firsts;
}

/** Undefined when the call fell back, and nothing says from which model. */
export function requestedPrice(
  { call, price }: AuditedCall,
  firsts: () => FirstAttempts,
  rates: Rates,
): Price | undefined | 'no fallback' {
  const { metering, attempt } = call;
  if (attempt?.kind === 'fallback') {
    const named = call.sightings.find((event) => event.fallback_from !== undefined)?.fallback_from;
    const first = firsts().get(attempt.key);
    const askedFor = firstPriced(
      [
        ...(named === undefined ? [] : [{ model: named, provider: metering.provider }, { model: named }]),
        ...(first?.model === undefined ? [] : [{ model: first.model, provider: first.provider }]),
        ...otherModel(metering),
      ],
      metering,
      rates,
    );
    return askedFor;
  }
  const [asked] = otherModel(metering);
  const requested = asked && firstPriced([asked], metering, rates);
  // The response's name for the same model is no fallback.
  return requested?.kind === 'priced' && price.kind === 'priced' && requested.source.model !== price.source.model
    ? requested
    : 'no fallback';
}

interface Asked {
  readonly model: string;
  readonly provider?: string | undefined;
}

function otherModel({ model, response_model, provider }: Metering): readonly Asked[] {
  return model === undefined || response_model === undefined || model === response_model ? [] : [{ model, provider }];
}

function firstPriced(names: readonly Asked[], metering: Metering, rates: Rates): Price | undefined {
  const { response_model: _, provider: __, ...rest } = metering;
  for (const { model, provider } of names) {
    const request: PriceRequest = { ...rest, model, ...(provider !== undefined && { provider }) };
    const price = priceUsage(request, rates);
    if (price.kind === 'priced') return price;
  }
  return undefined;
}
