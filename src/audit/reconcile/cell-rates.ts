// What one unit of a class costs in a cell: as its calls were priced, else by the card. A fraction, so that products stay exact to the end.
import { divideHalfEven, type Usd } from '../../model/money.ts';
import type { Usage, UsageClass } from '../../model/usage.ts';
import { perUnits } from '../../model/usage.ts';
import { type PriceRequest, priceUsage } from '../../pricing/price-usage.ts';
import type { Rates } from '../../pricing/rates.ts';
import type { Millionths } from '../sums.ts';
import type { Cell } from './cells.ts';

/** So many dollars for so many units. */
export interface ClassRate {
  readonly usd: Usd;
  readonly count: Millionths;
}

export const amountAt = (count: Millionths, rate: ClassRate): Usd => divideHalfEven(count * rate.usd, rate.count);

/** The price of as many units as cards quote it for: a million tokens, a thousand searches. */
export const quoted = (meter: UsageClass, rate: ClassRate): Usd => amountAt(BigInt(perUnits[meter]) * 1_000_000n, rate);

export function cellRates(cell: Cell, rates: Rates): (meter: UsageClass) => ClassRate | undefined {
  const known = new Map<UsageClass, ClassRate | undefined>();
  return (meter) => {
    if (!known.has(meter)) known.set(meter, tracedRate(cell, meter) ?? cardRate(cell, meter, rates));
    return known.get(meter);
  };
}

function tracedRate({ uses }: Cell, meter: UsageClass): ClassRate | undefined {
  let [usd, count] = [0n, 0n];
  for (const { byClass, counts } of uses) {
    if (!byClass) continue;
    usd += byClass.get(meter) ?? 0n;
    count += counts.get(meter) ?? 0n;
  }
  return count > 0n ? { usd, count } : undefined;
}

function cardRate(cell: Cell, meter: UsageClass, rates: Rates): ClassRate | undefined {
  for (const request of requestsOf(cell)) {
    const price = priceUsage({ ...request, usage: { [meter]: perUnits[meter] } }, rates);
    if (price.kind === 'priced') return { usd: price.usd, count: BigInt(perUnits[meter]) * 1_000_000n };
  }
  return undefined;
}

/** The cell as something to price: by the names its calls used, then by those of its lines, as they stand and as ids are written. */
export function requestsOf(cell: Cell, usage?: Usage): readonly PriceRequest[] {
  const [use] = cell.uses;
  const region = use?.region;
  const lines = [...cell.charged, ...cell.counted];
  const names = [use?.model, ...lines.flatMap(({ model }) => (model === undefined ? [] : [model, slug(model)]))];
  const start = use?.start ?? lines[0]?.start;
  return [...new Set(names)].flatMap((model) =>
    model === undefined
      ? []
      : [
          {
            provider: cell.grain.seller,
            model,
            granularity: 'aggregate' as const,
            ...(cell.tier !== undefined && { service_tier: cell.tier }),
            ...(region !== undefined && { region }),
            ...(start !== undefined && { start }),
            ...(usage && { usage }),
          },
        ],
  );
}

/** "Claude Sonnet 4.5" -> "claude-sonnet-4-5". */
const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
