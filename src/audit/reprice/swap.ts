// Real traffic under another model or tier: each call repriced by itself at its own time, summed by team, project and model.
import type { EstimateDocument, EstimatedOption, EstimatedWorkload } from '../../model/estimate.ts';
import { type Usd, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { Price } from '../../model/price.ts';
import type { UsageClass } from '../../model/usage.ts';
import { repriceAs } from '../../pricing/estimate.ts';
import { withTotals } from '../../pricing/estimate-document.ts';
import type { PriceRequest } from '../../pricing/price-usage.ts';
import { billedCalls } from '../audit-traces.ts';
import type { AuditedCall, TraceInShares } from '../audited.ts';
import { groupKey } from '../group-keys.ts';
import type { AuditSettings } from '../settings.ts';
import { addUsage, type Millionths, usageOf } from '../sums.ts';

/** `from`: the model as served or as requested; any when absent. */
export interface Swap {
  readonly option: string;
  readonly from?: string;
  readonly to: Pick<PriceRequest, 'provider' | 'model' | 'service_tier' | 'region'>;
}

interface Sum {
  readonly team: string | null;
  readonly project: string | null;
  readonly model: string | null;
  readonly tier: string;
  calls: number;
  readonly usage: Map<UsageClass, Millionths>;
  readonly options: { usd: Usd; unpriced: number; detail: string | undefined }[];
}

export const asServed = 'as served';

export interface RunningSwap {
  /** All calls of the trace, whatever was asked for; traces in any order. */
  see(whole: TraceInShares): void;
  finish(): Pick<EstimateDocument, 'options' | 'workloads' | 'totals' | 'by_team'>;
}

export function openSwap(swaps: readonly Swap[], settings: AuditSettings): RunningSwap {
  const sums = new Map<string, Sum>();
  const options = [asServed, ...swaps.map(({ option }) => option)];
  return {
    see(whole) {
      for (const one of billedCalls(whole, settings)) addCall(one, swaps, settings, sums);
    },
    finish() {
      const ordered = [...sums].sort(([a], [b]) => compareText(a, b)).map(([, sum]) => sum);
      return withTotals(
        options,
        ordered.map((sum) => wire(sum, options)),
      );
    },
  };
}

function addCall(one: AuditedCall, swaps: readonly Swap[], { rates }: AuditSettings, sums: Map<string, Sum>): void {
  const { metering } = one.call;
  const [team, project, model] = ['owner_team', 'project', 'model'].map((name) => groupKey(one, name) ?? null);
  const tier = metering.service_tier ?? 'standard';
  const key = JSON.stringify([team, project, model, tier]);
  const sum = sums.get(key) ?? {
    ...{
      team: team ?? null,
      project: project ?? null,
      model: model ?? null,
      tier,
      calls: 0,
      usage: new Map<UsageClass, Millionths>(),
    },
    options: ['', ...swaps].map(() => ({ usd: 0n, unpriced: 0, detail: undefined as string | undefined })),
  };
  sums.set(key, sum);
  sum.calls += 1;
  addUsage(sum.usage, metering.usage ?? {});
  const prices: Price[] = [
    one.price,
    ...swaps.map(({ from, to }) => (isMeant(one, from) ? repriceAs(metering, to, rates) : one.price)),
  ];
  for (const [at, price] of prices.entries()) {
    const option = sum.options[at];
    if (!option) continue;
    if (price.kind === 'priced') option.usd += price.usd;
    else {
      option.unpriced += 1;
      const why = price.kind === 'band' ? 'ambiguous model' : `${price.why}: ${price.detail}`;
      // The least by text, so that the order of calls does not show.
      if (option.detail === undefined || why < option.detail) option.detail = why;
    }
  }
}

/** By the id as logged or by the model of the cards it stands for. */
function isMeant({ call, price }: AuditedCall, from: string | undefined): boolean {
  if (from === undefined) return true;
  const { model, response_model } = call.metering;
  const names = [model, response_model, price.kind === 'priced' ? price.source.model : undefined];
  return names.some((name) => name?.toLowerCase() === from.toLowerCase());
}

function wire({ team, project, model, tier, calls, usage, options }: Sum, names: readonly string[]): EstimatedWorkload {
  return {
    ...{ team, project, model, tier, usage: usageOf(new Map([...usage].filter(([, sum]) => sum !== 0n))) },
    requests: calls,
    prompt_per_request: null,
    prices: options.map(
      ({ usd, unpriced, detail }, at): EstimatedOption => ({
        option: names[at] ?? '',
        seller: null,
        model: null,
        kind: unpriced === calls ? 'unpriced' : 'priced',
        usd: unpriced === calls ? null : usdToDecimal(usd),
        low_usd: null,
        high_usd: null,
        high_over_context: null,
        over_context: null,
        usd_per_request: null,
        unpriced_calls: unpriced,
        price_source: null,
        detail: detail ?? null,
        lines: [],
      }),
    ),
  };
}
