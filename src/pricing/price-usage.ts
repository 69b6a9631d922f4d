// The price of one call: the model that served it, the row that held then, exact lines. Or a band, or the reason for no price.
import type { Nanoseconds, PromptSizes } from '../model/event.ts';
import type { Usd } from '../model/money.ts';
import { compareText } from '../model/place.ts';
import type { DisputedTotal, Price, PriceSource } from '../model/price.ts';
import type { Usage } from '../model/usage.ts';
import { rowsAt, type When } from './choose-row.ts';
import type { PriceRow } from './compile-row.ts';
import { type Unpriced, unpriced } from './pick-model.ts';
import { planQuote, type QuotePlan } from './plan-quote.ts';
import { type LineOptions, type Lines, priceLines, priceTotal } from './price-lines.ts';
import type { Rates } from './rates.ts';
import type { ResolvedModel } from './resolve-model.ts';

/** What a price depends on. A call's `Metering` fits it. */
export interface PriceRequest {
  readonly provider?: string;
  readonly model?: string;
  readonly response_model?: string;
  readonly service_tier?: string;
  /** Prices nothing: it may be the tier a log was priced by. */
  readonly requested_tier?: string;
  readonly region?: string;
  /** `fast` where the vendor sells speed apart from the tier. */
  readonly speed?: string;
  readonly endpoint?: string;
  readonly start?: Nanoseconds;
  readonly usage?: Usage;
  /** A class that was counted, but not by a number: `usage` lacks it, or there is none. */
  readonly lost_count?: string;
  /** Of the requests that `usage` sums. */
  readonly prompts?: PromptSizes;
  readonly granularity?: 'call' | 'aggregate';
}

/** The rows that may price a request, before any arithmetic. */
export type Quote =
  | {
      readonly kind: 'one';
      readonly seller: string;
      readonly id: string;
      readonly model: ResolvedModel;
      readonly row: PriceRow;
    }
  | { readonly kind: 'several'; readonly seller: string; readonly rows: readonly PriceRow[] }
  | Unpriced;

export function priceUsage(request: PriceRequest, rates: Rates): Price {
  const { usage, lost_count: lost } = request;
  if (lost !== undefined) return unpriced('bad count', `the ${lost} count is not a count`);
  if (usage === undefined) return unpriced('no usage', 'the record has no token counts');
  const quote = quoteRows(request, rates);
  if (quote.kind === 'unpriced') return quote;

  const undated = request.start === undefined;
  if (quote.kind === 'one') {
    const source = sourceFor(quote.seller, quote.row);
    const options = quote.row.callRules ? optionsOf(request) : perCall;
    const priced = priceLines(usage, quote.row, options);
    if (priced.kind !== 'lines') return whyNot(source, priced);
    const { usd, lines } = priced;
    const disputed = quote.row.rivals.length === 0 ? [] : disputedTotals(usage, quote.row, options, usd);
    return disputed.length === 0
      ? { kind: 'priced', usd, lines, source, undated }
      : { kind: 'priced', usd, lines, source, undated, disputed };
  }

  const options = optionsOf(request);
  const candidates: { readonly source: PriceSource; readonly usd: Usd }[] = [];
  let fault: Unpriced | undefined;
  for (const row of quote.rows) {
    const source = sourceFor(quote.seller, row);
    const priced = priceLines(usage, row, options);
    if (priced.kind === 'lines') candidates.push({ source, usd: priced.usd });
    else fault ??= whyNot(source, priced);
  }
  candidates.sort((a, b) => compareUsd(a.usd, b.usd) || compareSources(a.source, b.source));
  const low = candidates[0];
  const high = candidates.at(-1);
  if (!low || !high) return fault ?? unpriced('unknown model', 'no candidate can be priced');
  return { kind: 'band', low: low.usd, high: high.usd, candidates, undated };
}

const perCall: LineOptions = { aggregate: false };

/** What of a request its arithmetic depends on. */
export function optionsOf({ granularity, prompts }: Pick<PriceRequest, 'granularity' | 'prompts'>): LineOptions {
  const aggregate = granularity === 'aggregate';
  return prompts === undefined ? { aggregate } : { aggregate, prompt: prompts.most, least: prompts.least };
}

export function quoteRows(request: PriceRequest, rates: Rates): Quote {
  return quoteBy(planQuote(request, rates), request);
}

export function quoteBy(plan: QuotePlan, when: When): Quote {
  if (plan.kind === 'unpriced') return plan;
  const { seller, id, resolution } = plan.picked;
  if (resolution.kind === 'one' && plan.always) {
    return { kind: 'one', seller, id, model: resolution.model, row: plan.always };
  }
  const rows: PriceRow[] = [];
  let fault: Unpriced | undefined;
  for (const candidates of plan.rows) {
    const chosen = rowsAt(candidates, when);
    if (chosen.kind === 'rows') rows.push(...chosen.rows);
    else fault ??= unpriced(chosen.why, chosen.detail);
  }
  const [row, ...more] = rows;
  if (!row) return fault ?? unpriced('unknown model', `no card lists "${id}" of ${seller}`);
  if (resolution.kind === 'one' && more.length === 0) return { kind: 'one', seller, id, model: resolution.model, row };
  return { kind: 'several', seller, rows };
}

/** What the call costs by the other sources of the row, where that is another amount. */
function disputedTotals(usage: Usage, row: PriceRow, options: LineOptions, usd: Usd): readonly DisputedTotal[] {
  return row.rivals.flatMap(({ source, note, rates, overContext }) => {
    const theirs = priceTotal(usage, { ...row, rates, overContext }, options);
    return theirs !== undefined && theirs !== usd ? [{ source, usd: theirs, ...(note !== undefined && { note }) }] : [];
  });
}

/** Names the seller of the call beside the row's own, when the card lent it another seller's row. */
function sourceFor(seller: string, row: PriceRow): PriceSource {
  return row.seller === seller ? row.source : { ...row.source, billed_by: seller };
}

function whyNot(source: PriceSource, fault: Exclude<Lines, { kind: 'lines' }>): Unpriced {
  const { card, seller, model, tier = 'standard' } = source;
  switch (fault.kind) {
    case 'missing':
      return unpriced('class without a rate', `${card} has no ${fault.class} rate for ${seller} ${model}`);
    case 'too long':
      return unpriced(
        'tier without a rate',
        `${card} has no ${tier} price of ${seller} ${model} for prompts over ${fault.upTo} tokens`,
      );
    case 'mixed':
      return unpriced(
        'tier without a rate',
        `some of the requests it sums have prompts over ${fault.over} tokens and some have not, and ${card} prices them apart`,
      );
    case 'not a count':
      return unpriced('bad count', `the ${fault.class} count is not a count`);
  }
}

function compareUsd(a: Usd, b: Usd): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareSources(a: PriceSource, b: PriceSource): number {
  return (
    compareText(a.model, b.model) ||
    compareText(a.seller, b.seller) ||
    compareText(a.card, b.card) ||
    compareText(a.time_of_day ?? '', b.time_of_day ?? '')
  );
}
